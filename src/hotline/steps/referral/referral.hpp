#pragma once

// A referral to a service. A designated partner learns what the person agreed to, in its portal,
// and answers; any other organization of the directory learns nothing from us: the person is told
// about it and goes there themselves. After a no, the next one is at hand.

#include "hotline/directory/vocabulary.hpp"
#include "hotline/steps/steps.hpp"

namespace reachline::hotline::steps::referral {

inline constexpr hours acknowledged_within { 24 };

/// Designated providers that were not asked in this case yet, those first that give what is needed
/// in the state of the case.
Result<std::vector<Id<Organization>>> suggest_next(
    World&, Actor const&, directory::Vocabulary const&, Id<Step>);

} // namespace reachline::hotline::steps::referral
