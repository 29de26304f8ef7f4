#pragma once

// Referral partners as the funder counts them: organizations of the directory that the hotline
// refers people to. One is a partner while it is not over and has a service that a verifier made
// sure of and that is given; police and the like are none. It is new once in its life, on the day it
// becomes one; what ends it is its last such service, its own end, or its merging into another. What
// was told of an earlier month is never told otherwise later: a duplicate that is merged is taken
// out in the month of the merging (decision page 0053).

#include "hotline/world.hpp"

namespace reachline::hotline::statistics {

/// Counts who became a partner or ceased to be one since the last look, some hundreds at a time. For
/// the beat. What stood in the directory when the counting began is dated by its own first check.
Result<std::size_t> count_partners(World&);

struct PartnerFigures {
    std::int64_t added = 0; ///< new in the month
    std::int64_t ended = 0; ///< in the month
    std::int64_t in_all = 0; ///< at its end
};
/// "2026-11"; from the sums alone.
Result<PartnerFigures> partner_figures(store::Database&, std::string const& month);

} // namespace reachline::hotline::statistics
