#pragma once

// A hotline's files grown to many times their rows. Leaving ten million tips at the door takes an
// hour; what a start finds on the disk afterwards is the same number of rows in the same tables and
// indexes, whoever put them there. Copies have ids, hashes and tags of their own; their seals open
// nothing and their chain does not hold, which no start looks at.

#include <cstdint>
#include <string>

namespace reachline::bench {

/// Adds `copies` copies of all that the tips in `folder` left. The server must be stopped.
void grow(std::string const& folder, std::int64_t copies);

} // namespace reachline::bench
