#pragma once

// We contact the person again: only with their live consent to it, only in the way, the days and
// the hours of their safe-contact plan, and with the words that they chose. A wrong minute can
// cost a life, so the gate looks at both again in the moment of the call.

#include "hotline/steps/steps.hpp"

namespace reachline::hotline::steps::follow_up {

/// A follow-up that nobody made by then is an alarm.
inline constexpr minutes late_after { 30 };

struct DueRow {
    StepRow step;
    bool allowed_now = false; ///< by the safe-contact plan
    std::optional<Time> allowed_from; ///< else the next moment it allows
};
/// Open follow-ups due before `until`, of cases that the actor may open, the earliest first.
Result<std::vector<DueRow>> due_before(World&, Actor const&, Time until);

} // namespace reachline::hotline::steps::follow_up
