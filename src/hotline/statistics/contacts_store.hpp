#pragma once

// Which signals were counted.

#include "hotline/statistics/contacts.hpp"

namespace reachline::hotline::statistics {

/// False when it was counted before.
Result<bool> mark_counted(World&, Id<Signal>);
Result<std::vector<Id<Signal>>> uncounted_without_answer(World&, Time ended_before);

} // namespace reachline::hotline::statistics
