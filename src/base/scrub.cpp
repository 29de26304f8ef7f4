#include "base/scrub.hpp"

#include <cstring>

namespace reachline {

[[gnu::noinline]] void scrub_stack()
{
    char room[scrubbed_stack];
    explicit_bzero(room, sizeof room);
}

} // namespace reachline
