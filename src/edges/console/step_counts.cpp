#include "edges/console/line_rows.hpp"
#include "edges/console/step_rows.hpp"
#include "hotline/steps/follow_up/follow_up.hpp"

// What the next steps add to a signal's row and to the line.

namespace reachline::edges::console {

Result<std::vector<contract::TransferRow>> transfers_of(Call const& call, Id<hotline::Signal> signal)
{
    std::vector<contract::TransferRow> rows;
    for (auto const& row : TRY(hotline::steps::transfer::all_of(call.world, call.actor, signal)))
        rows.push_back(TRY(transfer_row(call, row)));
    return rows;
}

Done count_work(Call const& call, contract::LineCounts& counts)
{
    auto const due = TRY(hotline::steps::follow_up::due_before(call.world, call.actor, call.world.now()));
    counts.follow_ups_due = static_cast<int>(due.size());
    if (call.actor.may(Permission::DecideException))
        counts.decisions = static_cast<int>(TRY(hotline::steps::decisions(call.world, call.actor)).size()
            + TRY(hotline::consent::waiting(call.world, call.actor)).size());
    if (call.actor.may(Permission::SendReport))
        counts.reports_to_send = static_cast<int>(TRY(hotline::steps::reports_to_send(call.world, call.actor)).size());
    return {};
}

} // namespace reachline::edges::console
