#pragma once

// The rows of trunks; only trunks.cpp knows them.

#include "hotline/calls/trunks/trunks.hpp"

#include <optional>

namespace reachline::hotline::calls::trunks::rows {

Result<std::vector<TrunkRow>> named(World&);
Result<std::optional<TrunkRow>> trunk(World&, std::string_view name);
Done insert(World&, TrunkRow const&);
/// Also names it again.
Done update(World&, TrunkRow const&);
Done mark_unnamed(World&, Id<Trunk>);

} // namespace reachline::hotline::calls::trunks::rows
