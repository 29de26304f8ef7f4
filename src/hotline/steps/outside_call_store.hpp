#pragma once

// The rows of grounds; only sources of this folder know them.

#include "hotline/steps/outside_call.hpp"

namespace reachline::hotline::steps::outside_call::rows {

Done insert(World&, GroundRow const&, consent::Purpose);
/// Party, step and disclosure; the rest stays as it was.
Done update(World&, GroundRow const&);
Done mark_ended(World&, GroundRow const&);
Result<std::vector<GroundRow>> open(World&);
Result<std::optional<GroundRow>> of_party(World&, Id<CallParty>);

} // namespace reachline::hotline::steps::outside_call::rows
