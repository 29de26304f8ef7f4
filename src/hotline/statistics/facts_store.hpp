#pragma once

// The facts' rows. Each gets an id from dice.

#include "hotline/statistics/facts.hpp"

namespace reachline::hotline::statistics {

/// Uniform below 2^53: it tells neither when nor in which order facts were written.
std::int64_t id_from_dice(World&);

Done insert(World&, std::string const& day, SignalFact const&, std::string const& wait);
Done insert(World&, std::string const& day, CaseFact const&);
Done insert(World&, std::string const& day, std::string const& state, PersonFact const&);
Done insert(World&, std::string const& day, StepFact const&);

} // namespace reachline::hotline::statistics
