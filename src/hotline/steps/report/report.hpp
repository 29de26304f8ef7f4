#pragma once

// A report to law enforcement or child welfare. The agency follows from the state and the
// jurisdiction table, and must have been designated by two people; a supervisor decides case by
// case, with a reason and a clock, upon the very page that will leave; who sends reports sends it.
// Tips have reached police after months: each wait here has an alarm.

#include "hotline/partners/partners.hpp"
#include "hotline/steps/steps.hpp"

namespace reachline::hotline::steps::report {

/// Until when a report under this rule should have left, counted from its draft: we knew then.
/// Nothing where the rule names no hours.
std::optional<Time> due_of(partners::Rule const&, Time drafted);

/// A report that nobody acknowledged by then becomes a task to telephone (promise P23).
inline constexpr minutes acknowledged_within { 15 };

/// A row of the jurisdiction table that fits a person: who must or may be told.
struct Route {
    partners::Rule rule;
    std::optional<Id<Organization>> recipient; ///< nothing until two people designated one
    std::vector<Id<Organization>> copies;
    bool mandated = false; ///< the law asks for it with or without a consent
    std::optional<consent::ExceptionKind> exception; ///< the basis it would need without one
};
/// Nothing while the case has no state.
Result<std::vector<Route>> routes(World&, Actor const&, Id<Person>, partners::Jurisdictions const&);

} // namespace reachline::hotline::steps::report
