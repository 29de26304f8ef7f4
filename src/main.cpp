#include "app/commands.hpp"
#include "crypto/hardening.hpp"

#include <cstdio>

int main(int argc, char** argv)
{
    if (!reachline::crypto::harden_process())
        std::fprintf(stderr, "reachline: this process could not be hardened; going on\n");
    return reachline::app::run(argc, argv);
}
