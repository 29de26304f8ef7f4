#pragma once

// Next steps as the console shows them.

#include "edges/console/contract/decisions.hpp"
#include "edges/console/contract/plan.hpp"
#include "edges/console/contract/transfer.hpp"
#include "edges/console/library.hpp"
#include "edges/console/route.hpp"
#include "hotline/steps/steps.hpp"
#include "hotline/steps/transfer/transfer.hpp"

namespace reachline::edges::console {

/// The organization's name as the directory says it; empty for one that is not there.
contract::Recipient recipient_row(World&, Id<hotline::Organization>);
Result<contract::Colleague> colleague(World&, Id<hotline::Account>);
/// Invalid for an observation that is in no list: in a field that rests in clear a word could hide.
Done known_observations(Call const&, std::vector<std::string> const& codes);
Result<contract::StepRow> step_row(Call const&, hotline::steps::StepRow const&);
/// The live consent of somebody in a case of this conversation that this provider joins.
Result<std::optional<Id<hotline::Consent>>> consent_to_join(Call const&, hotline::steps::transfer::TransferRow const&);
Result<contract::TransferRow> transfer_row(Call const&, hotline::steps::transfer::TransferRow const&);
Result<contract::DecisionCard> step_card(Call const&, hotline::steps::StepRow const&);

} // namespace reachline::edges::console
