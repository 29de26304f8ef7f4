#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdio>
#include <unistd.h>

int main(int argc, char** argv)
{
    if (chdir(SOURCE_LIES_IN) != 0) {
        std::fputs("the folder of the source is not where it was built\n", stderr);
        return 1;
    }
    return doctest::Context(argc, argv).run();
}
