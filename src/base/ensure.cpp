#include "base/ensure.hpp"

#include <cstdio>
#include <cstdlib>

namespace reachline {

void ensure_failed(char const* condition, char const* file, int line)
{
    std::fprintf(stderr, "reachline: a rule of the code is broken: %s (%s:%d)\n", condition, file, line);
    std::abort();
}

} // namespace reachline
