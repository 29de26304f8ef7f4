#pragma once

// Which cases and steps were counted.

#include "hotline/statistics/case_work.hpp"

namespace reachline::hotline {
struct Step;
}

namespace reachline::hotline::statistics {

/// False when it was counted before.
Result<bool> mark_counted(World&, Id<Case>);
Done mark_counted(World&, Id<Step>);
/// Steps that were taken and not counted yet, at most 500 of them.
Result<std::vector<Id<Step>>> uncounted_steps(World&);

} // namespace reachline::hotline::statistics
