#pragma once

// What the hotline does by itself: when it starts, and because time passes. The server and the
// stories call the same two verbs, so that a story shows what a night really does.

#include "hotline/statistics/categories.hpp"
#include "hotline/world.hpp"

#include <string>
#include <vector>

namespace reachline::app {

/// Brings in what the forms below `share` say of consent. Nothing is unlocked after a start, so
/// nobody is signed in or on shift until they say so.
Done begin(hotline::World&, std::string const& share);

/// About once a second, one transaction with whatever else is in the batch. `present`: accounts of
/// the staff whose window is open.
Done beat(hotline::World&, std::vector<Id<hotline::Account>> const& present,
    hotline::statistics::Categories const&);

} // namespace reachline::app
