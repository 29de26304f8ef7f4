#pragma once

// What makes a kind of step what it is. One value a kind, in its folder; the console's choices, the
// clock, the audit and the statistics derive from it.

#include "hotline/steps/steps.hpp"

#include <span>
#include <string_view>

namespace reachline::hotline::steps {

struct KindOfStep {
    Kind kind;
    /// Codes of how it may end; those of `failures` mean that it did not help.
    std::span<std::string_view const> outcomes;
    std::span<std::string_view const> failures {};

    /// Sets what follows from the plan (the recipient of a rule, say), or says what is wrong in it.
    Done (*complete)(World&, StepRow&) = nullptr;
    /// What it still needs, once consent and fields are there.
    Result<Need> (*missing)(World&, StepRow const&) = nullptr;

    /// How it leaves; nothing: it never does.
    Result<std::optional<consent::Carrier>> (*carrier)(World&, StepRow const&) = nullptr;
    /// For what a consent must have been given.
    Result<consent::Purpose> (*purpose)(World&, StepRow const&) = nullptr;
    /// Under a consent, a supervisor decides case by case.
    bool is_decided_upon = false;
    people::Permission who_sends = people::Permission::AnswerSignals;
    /// Within this the recipient should acknowledge; else it is an alarm.
    minutes (*answer_within)(StepRow const&) = nullptr;

    /// Kinds that do not disclose have their own way to be shown and taken.
    Result<consent::Page> (*preview)(World&, Actor const&, StepRow const&) = nullptr;
    Done (*take)(World&, Actor const&, StepRow&) = nullptr;
    /// Looked at on every beat while the step is open.
    Done (*beat)(World&, StepRow&) = nullptr;
};

KindOfStep const& rules_of(Kind);
/// How the step leaves; nothing when it does not.
Result<std::optional<consent::Carrier>> carrier_of(World&, StepRow const&);

/// Every change of a step is one row, one event and one notice.
Done keep(World&, Actor const&, StepRow&, Literal what);
/// The state that follows from what the step needs; for one that was not sent.
Done settle(World&, StepRow&);

namespace safety_plan {
extern KindOfStep const rules;
}
namespace follow_up {
extern KindOfStep const rules;
}
namespace report {
extern KindOfStep const rules;
}
namespace emergency {
extern KindOfStep const rules;
}
namespace referral {
extern KindOfStep const rules;
}
namespace transfer {
extern KindOfStep const rules;
}

} // namespace reachline::hotline::steps
