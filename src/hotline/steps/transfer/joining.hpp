#pragma once

// The moment in which a provider joins the person, in writing or by telephone: the case's step, and
// what leaves through the gate. Only sources of this folder include it.

#include "hotline/steps/transfer/transfer.hpp"

#include "hotline/steps/steps.hpp"

namespace reachline::hotline::steps::transfer {

/// The step of the case that the bringing-in belongs to: one that waits for it, or a new one.
Result<StepRow> step_for(World&, Actor const&, TransferRow const&, consent::ConsentRow const& basis);

struct Joining {
    Id<Consent> basis;
    std::vector<std::string> fields; ///< what is said for the person; none: they speak for themselves
    consent::Carrier carrier {};
};
/// Through the gate like everything else; the row also says when nothing is said about the person.
Done release(World&, Actor const&, StepRow&, Joining const&);

} // namespace reachline::hotline::steps::transfer
