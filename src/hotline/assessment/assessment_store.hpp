#pragma once

// The assessment's rows.

#include "hotline/assessment/assessment.hpp"

namespace reachline::hotline::assessment {

/// Without a look at who asks.
Result<AssessmentRow> row_of(World&, Id<Assessment>);
Result<std::vector<AssessmentRow>> rows_of(World&, Id<Case>);

Done insert(World&, AssessmentRow const&, Bytes const& answers_sealed);
/// False when the row is no longer at `seen`.
Result<bool> update(World&, AssessmentRow const&, int seen, Bytes const& answers_sealed);
Result<bool> set_confirmed(World&, AssessmentRow const&, int seen, Bytes const& note_sealed);

struct Sealed {
    Bytes answers;
    std::optional<Bytes> note;
};
Result<Sealed> sealed_parts(World&, Id<Assessment>);

} // namespace reachline::hotline::assessment
