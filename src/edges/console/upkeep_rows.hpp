#pragma once

// What the routes of the directory's upkeep share.

#include "edges/console/contract/common.hpp"
#include "edges/console/route.hpp"

namespace reachline::edges::console {

/// Nobody for none, and for an account of a partner, whose people staff do not know by name.
std::optional<contract::Colleague> known_colleague(Call const&, std::optional<Id<hotline::Account>>);

} // namespace reachline::edges::console
