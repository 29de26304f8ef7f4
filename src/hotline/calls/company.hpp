#pragma once

// Who else is in a call: an interpreter whom the advocate adds, a supervisor who looks after it or
// takes it over. Nothing about the person is told to either: an interpreter hears the call, bound
// by contract, and a supervisor is of the house. Providers and 911 centres are another matter and
// need a basis: hotline/steps/outside_call.hpp.

#include "hotline/calls/calls.hpp"

namespace reachline::hotline {

struct Interpreter;

namespace calls {

/// The call, for who may bring others into it: who handles it, and a supervisor who has joined it.
/// NotFound for everybody else.
Result<CallRow> directed_by(World&, Actor const&, Id<Signal>);
/// One who is in that call now, for the same people.
Result<PartyRow> party_in(World&, Actor const&, Id<Signal>, Id<CallParty>);

/// `number`: one of those listed; nothing: the first. Nobody dials what is not listed.
Result<Id<CallParty>> call_interpreter(
    World&, Actor const&, Id<Signal>, Id<Interpreter>, std::optional<std::string> const& number, bool apart);
/// The listed number that is meant. Invalid for one that is not in the list.
Result<std::string> chosen_number(
    std::vector<std::string> const& listed, std::optional<std::string> const& wanted);

/// A supervisor's browser joins, in a way that the advocate sees.
Done watch(World&, Actor const&, Id<Signal>, Watching, std::string const& offer);
Done watch_as(World&, Actor const&, Id<Signal>, Watching);
Done stop_watching(World&, Actor const&, Id<Signal>);
/// The call comes into the supervisor's hands; the advocate's voice leaves.
Done take_over(World&, Actor const&, Id<Signal>);
/// Supervisors who are in it now.
std::vector<Id<Account>> watched_by(std::vector<PartyRow> const& parties);

} // namespace calls
} // namespace reachline::hotline
