#pragma once

// When a case and a step become facts: a case once, at its first close; a step once it was taken,
// that is sent, told, or written down with the person.

#include "hotline/cases/cases.hpp"
#include "hotline/statistics/facts.hpp"

namespace reachline::hotline::statistics {

/// Counts a case that was just closed, by whoever closed it: their look at the ages and genders
/// that were written down is a reading like any other. Nothing the second time, for one that is
/// open, and for one that was merged into another: its situation is counted there.
Done count_closed(World&, Actor const&, Categories const&, Id<Case>);
/// Counts the steps that were taken since the last look. For the beat.
Result<std::size_t> count_taken(World&, Categories const&);

} // namespace reachline::hotline::statistics
