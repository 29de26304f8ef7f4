#pragma once

// The rows of steps; only the sources of this folder know them.

#include "hotline/steps/steps.hpp"

namespace reachline::hotline::steps::rows {

Done insert(World&, StepRow const&, std::string_view idempotency_key);
Done update(World&, StepRow const&);
Result<StepRow> step(World&, Id<Step>);
Result<std::optional<StepRow>> by_key(World&, Id<Case>, std::string_view idempotency_key);
Result<std::optional<StepRow>> by_disclosure(World&, Id<Disclosure>);
Result<std::vector<StepRow>> of_case(World&, Id<Case>);
Result<std::vector<StepRow>> open(World&);
/// Drafts of one kind for a person and recipient, the newest first.
Result<std::vector<StepRow>> waiting_for_decision(World&);
Result<std::vector<StepRow>> reports_to_send(World&);

struct Words {
    std::optional<Bytes> reason;
    std::optional<Bytes> decision_reason;
};
Result<Words> words(World&, Id<Step>);
Done set_reason(World&, Id<Step>, Bytes const& sealed);
Done set_decision_reason(World&, Id<Step>, Bytes const& sealed);

Result<std::optional<Bytes>> approved_hash(World&, Id<Step>);
Done set_approved_hash(World&, Id<Step>, std::optional<Bytes> const&);

} // namespace reachline::hotline::steps::rows
