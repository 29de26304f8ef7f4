#include "hotline/steps/transfer/joining.hpp"

#include "hotline/steps/kind.hpp"
#include "hotline/steps/steps_store.hpp"

namespace reachline::hotline::steps::transfer {

using consent::Gate;

Result<StepRow> step_for(World& world, Actor const& actor, TransferRow const& row, consent::ConsentRow const& basis)
{
    for (auto& step : TRY(steps::rows::of_case(world, basis.subject)))
        if (step.kind == Kind::Transfer && !step.ended_at && !step.disclosure && step.person == basis.person
            && step.plan.recipient == row.organization)
            return std::move(step);
    StepRow step { .id = world.new_id<Step>(), .subject = basis.subject, .person = basis.person, .kind = Kind::Transfer };
    step.plan.recipient = row.organization;
    if (!row.needs.empty())
        step.plan.need_code = row.needs.front();
    step.created_by = actor.account;
    step.created_at = world.now();
    TRY(steps::rows::insert(world, step, "transfer-" + row.reference));
    return step;
}

Done release(World& world, Actor const& actor, StepRow& step, Joining const& joining)
{
    consent::Ask const ask { .person = step.person,
        .recipient = *step.plan.recipient,
        .purpose = consent::Purpose::LiveTransfer,
        .fields = joining.fields,
        .basis = joining.basis };
    auto const page = TRY(Gate::preview(world, actor, TRY(Gate::permit(world, actor, ask))));
    auto const released = TRY(Gate::release(
        world, actor, TRY(Gate::permit(world, actor, ask)), joining.carrier, page.hash));
    TRY(Gate::hand_over(world, released.id));
    step.disclosure = released.id;
    step.plan.consent = joining.basis;
    step.plan.fields = joining.fields;
    step.state = steps::State::Accepted;
    step.need = Need::Nothing;
    step.sent_at = world.now();
    step.acknowledged_at = world.now();
    return steps::keep(world, actor, step, "transfer_begun");
}

} // namespace reachline::hotline::steps::transfer
