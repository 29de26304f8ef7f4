#pragma once

// A 911 centre joins the call: help for somebody elsewhere, while they are still on the line.
//
// What is said is a sheet that the gate renders and the advocate reads out: with the person's
// consent, or, in imminent danger, under an exception. With nobody to decide, the advocate acts
// alone in one click: place, nature and call-back only, and a supervisor is rung in the same moment.

#include "hotline/steps/outside_call.hpp"

namespace reachline::hotline {

struct Dispatcher;

namespace steps::emergency {

/// What one who acts alone has seen or heard.
struct Danger {
    std::optional<Id<Person>> person {}; ///< nothing: the one whom the call is about, or a new one
    std::vector<std::string> observations; ///< codes
    std::string facts; ///< in words; also what is said of the danger when nothing else is written down
};
struct DispatcherCall {
    Id<Signal> call;
    Id<Dispatcher> dispatcher;
    bool apart = false;
    std::optional<Danger> danger {};
    std::string idempotency_key {};
};
/// NotAllowed without a consent, an exception or a danger that one acts upon alone.
Result<Id<CallParty>> call_dispatcher(World&, Actor const&, DispatcherCall const&);

} // namespace steps::emergency
} // namespace reachline::hotline
