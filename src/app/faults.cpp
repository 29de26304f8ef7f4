#include "app/faults.hpp"

#include <cstdio>

namespace reachline::app {

void print_fault(std::string_view where, Error const& error)
{
    auto const text = error.text.view();
    std::fprintf(stderr, "reachline: %.*s%s%.*s\n", static_cast<int>(where.size()), where.data(),
        where.empty() ? "" : ": ", static_cast<int>(text.size()), text.data());
}

} // namespace reachline::app
