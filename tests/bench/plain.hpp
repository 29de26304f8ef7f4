#pragma once

// What somebody would write in an afternoon instead: the words of a tip, as they are, in one table
// of the same SQLite with the same settings, on the same disk. No seal, no audit, no receipt, no
// token that makes a repeated post harmless.

#include "figures.hpp"

namespace reachline::bench {

struct Plain {
    double cpu_ms_each = 0;
    double per_s = 0;
};
Plain insert_plainly(Told const&, std::int64_t rows, std::int64_t rows_a_commit);

} // namespace reachline::bench
