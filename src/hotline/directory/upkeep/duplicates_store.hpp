#pragma once

// What entries are compared by, read in bulk: 100,000 of them one by one would take minutes.

#include "hotline/directory/upkeep/duplicates.hpp"

#include <set>

namespace reachline::hotline::directory::upkeep::rows {

/// An organization with all its services, or one service.
struct Compared {
    std::int64_t id = 0;
    std::int64_t organization = 0; ///< whose service it is; itself for an organization
    std::string name {};
    std::vector<std::string> phones {}; ///< digits
    std::vector<std::string> addresses {}; ///< folded, never of a hidden place
    std::vector<std::string> areas {}; ///< "Harris County, TX"
};
Result<std::vector<Compared>> organizations(store::Database&);
Result<std::vector<Compared>> services(store::Database&);

struct Apart {
    EntryKind kind {};
    std::int64_t one = 0;
    std::int64_t other = 0;
    auto operator<=>(Apart const&) const = default;
};
/// Pairs that somebody has decided on, or proposed to merge; the lesser id first.
Result<std::set<Apart>> decided(store::Database&);

} // namespace reachline::hotline::directory::upkeep::rows
