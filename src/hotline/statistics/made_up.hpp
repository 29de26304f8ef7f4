#pragma once

// A made-up history for demonstrations: plausible sums since 2020 for every state and territory,
// repeatable from a seed. They stand apart from what was counted (rollup.made_up), a release row
// names them, and every page that holds any says so.

#include "hotline/statistics/categories.hpp"
#include "store/database.hpp"

namespace reachline::hotline::statistics {

/// Conflict when there is a made-up history already. Writes within the caller's transaction.
Done seed_made_up_history(
    store::Database&, Categories const&, std::uint64_t seed, int first_year, Time now);

} // namespace reachline::hotline::statistics
