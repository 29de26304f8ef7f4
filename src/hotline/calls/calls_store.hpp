#pragma once

// The rows of calls and their parties: SQL and nothing else. Only sources of this folder include it.

#include "hotline/calls/calls.hpp"

namespace reachline::hotline::calls::rows {

Done insert_call(World&, CallRow const&);
Done update_call(World&, CallRow const&);
Result<std::optional<CallRow>> call(World&, Id<Signal>);
Result<std::vector<CallRow>> running(World&);

Done insert_party(World&, PartyRow const&, std::optional<Bytes> const& number_sealed);
Done update_party(World&, PartyRow const&);
Done set_quality(World&, Id<CallParty>, Quality const&);
Result<std::optional<PartyRow>> party(World&, Id<CallParty>);
Result<std::optional<PartyRow>> party_with_leg(World&, Id<Leg>);
Result<std::vector<PartyRow>> parties(World&, Id<Signal>);
Result<std::optional<Bytes>> sealed_number(World&, Id<CallParty>);
Result<std::vector<PartyRow>> with_legs(World&);

/// Calls whose signal's words were destroyed and whose own are not marked so.
Result<std::vector<Id<Signal>>> to_forget(World&);
Done forget(World&, Id<Signal>);

} // namespace reachline::hotline::calls::rows
