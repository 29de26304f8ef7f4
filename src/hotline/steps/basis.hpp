#pragma once

// On what a step may let something out: a live consent or exception, and what of it somebody has
// filled in. The gate looks again, and the database a third time; this only says what is missing.

#include "hotline/steps/kind.hpp"

namespace reachline::hotline::steps {

struct LiveBasis {
    consent::Basis basis;
    consent::Purpose purpose {};
    std::vector<std::string> fields; ///< that it covers
    Time until;
};

/// The step's own exception or consent, or the consent in force for its person, recipient and
/// purpose; nothing when none is live.
Result<std::optional<LiveBasis>> live_basis(World&, StepRow const&);

/// What would leave: the fields that the plan names, or all that the basis covers, of those that
/// somebody filled in. What the plan names and the basis does not cover stays, for the gate to
/// refuse: nothing is left out in silence.
Result<std::vector<std::string>> fields_to_leave(World&, StepRow const&, LiveBasis const&);

/// The fields that the plan names and the basis does not cover.
std::vector<std::string> not_covered(StepRow const&, LiveBasis const&);

/// NotAllowed when there is no basis.
Result<consent::Ask> ask_of(World&, StepRow const&);

} // namespace reachline::hotline::steps
