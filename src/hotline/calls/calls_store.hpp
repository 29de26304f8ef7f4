#pragma once

// The rows of calls and their parties: SQL and nothing else. Only sources of this folder include it.

#include "hotline/calls/called_before.hpp"

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

/// A caller whose number is kept.
struct KeptCaller {
    Id<CallParty> party;
    EarlierCall call;
    Bytes number;
    bool many_use_it = false;
};
/// The newest first, without the call itself.
Result<std::vector<KeptCaller>> on_shelf(World&, std::int64_t shelf, Id<Signal> but);
Result<std::vector<KeptCaller>> without_shelf(World&, std::int64_t limit);
Done set_shelf(World&, Id<CallParty>, std::int64_t shelf);
Result<bool> many_use_it(World&, Id<Signal>);
Done set_many_use_it(World&, Id<Signal>, bool);

/// Calls whose signal's words were destroyed and whose own are not marked so.
Result<std::vector<Id<Signal>>> to_forget(World&);
Done forget(World&, Id<Signal>);

} // namespace reachline::hotline::calls::rows
