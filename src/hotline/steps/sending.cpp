// The page that would leave, and its way out through the gate.

#include "hotline/desk/alarms.hpp"
#include "hotline/outbox/outbox.hpp"
#include "hotline/steps/basis.hpp"
#include "hotline/steps/partner_share.hpp"
#include "hotline/steps/steps_store.hpp"

#include <algorithm>

namespace reachline::hotline::steps {

namespace {

using consent::Gate;

constexpr std::size_t hand_over_at_once = 50;

audit::Subject about(Id<Disclosure> id) { return audit::subject("disclosure", id); }

/// Whose eyes the gate looks through. Who only sends reports has no relation to the case; that they
/// may see this page was decided by the supervisor who approved it.
Result<consent::Page> page_of(World& world, Actor const& actor, StepRow const& step)
{
    auto const permit = TRY(Gate::permit(world, actor, TRY(ask_of(world, step))));
    return Gate::preview(world, actor, permit);
}

/// A report under a consent leaves as it was approved, or not at all.
Done check_approval(World& world, StepRow const& step, ByteView shown)
{
    if (!rules_of(step.kind).is_decided_upon || step.plan.exception)
        return {};
    auto const approved = TRY(rows::approved_hash(world, step.id));
    if (!approved || !std::ranges::equal(*approved, shown))
        return fail(Fault::Conflict, "this is not the page that was approved; it must be decided upon again");
    return {};
}

Done handed_over(World& world, Actor const& actor, StepRow& step)
{
    step.sent_at = world.now();
    if (auto const within = rules_of(step.kind).answer_within)
        step.answer_due = world.now() + within(step);
    return keep(world, actor, step, "step_sent");
}

Done release(World& world, Actor const& actor, StepRow& step, ByteView shown)
{
    auto const carrier = *TRY(carrier_of(world, step));
    auto permit = TRY(Gate::permit(world, actor, TRY(ask_of(world, step))));
    auto const basis = permit.ask().basis;
    auto const released = TRY(Gate::release(world, actor, std::move(permit), carrier, shown));
    step.disclosure = released.id;
    step.plan.fields = TRY(consent::find(world, Actor::system(), released.id)).fields;
    if (auto const* const consent = std::get_if<Id<Consent>>(&basis))
        step.plan.consent = *consent;
    step.state = State::Sent;
    step.need = Need::Nothing;
    step.decide_by.reset();
    TRY(keep(world, actor, step, "step_released"));
    if (carrier == consent::Carrier::Portal) {
        TRY(outbox::wish(world, outbox::Kind::DeliverDisclosure, about(released.id)));
        return {};
    }
    // Read out by the advocate who holds the page now: there is nothing to carry.
    TRY(Gate::hand_over(world, released.id));
    return handed_over(world, actor, step);
}

/// The portal's inbox is ours, so to hand over is to write its row and tell its windows.
Result<outbox::Outcome> deliver(World& world, Id<Disclosure> id)
{
    auto step = TRY(rows::by_disclosure(world, id));
    if (!step || step->ended_at)
        return outbox::Outcome::Performed;
    if (auto const done = Gate::hand_over(world, id); !done) {
        if (done.error().fault != Fault::NotAllowed)
            return outbox::Outcome::TryAgain;
        step->state = State::Cancelled;
        step->why_ended = "basis_ended";
        step->ended_at = world.now();
        TRY(keep(world, Actor::system(), *step, "step_stopped"));
        return outbox::Outcome::Performed;
    }
    TRY(share(world, *step));
    TRY(handed_over(world, Actor::system(), *step));
    if (step->kind == Kind::Emergency)
        TRY(outbox::wish(world, outbox::Kind::TellPartner, audit::subject("organization", *step->plan.recipient)));
    world.tell({ .kind = Notice::Kind::PartnerChanged, .subject = step->plan.recipient->value });
    return outbox::Outcome::Performed;
}

} // namespace

Result<consent::Page> preview(World& world, Actor const& actor, Id<Step> id)
{
    // A supervisor decides upon pages of cases that are not theirs; find() knows who may.
    auto const step = actor.may(people::Permission::DecideException) ? TRY(rows::step(world, id)) : TRY(find(world, actor, id));
    if (TRY(carrier_of(world, step)))
        return page_of(world, actor, step);
    if (auto const own = rules_of(step.kind).preview)
        return own(world, actor, step);
    return fail(Fault::NotFound, "nothing of this step is sent");
}

Result<StepRow> send(World& world, Actor const& actor, Id<Step> id, ByteView shown)
{
    auto step = TRY(find(world, actor, id));
    auto const& rules = rules_of(step.kind);
    if (!actor.may(rules.who_sends))
        return fail(Fault::NotAllowed, "this step is sent by somebody else");
    if (step.ended_at || step.disclosure || step.state == State::Sent || step.state == State::Accepted)
        return fail(Fault::Conflict, "this step was taken already");
    TRY(settle(world, step));
    if (step.need == Need::Consent)
        return fail(Fault::NotAllowed, "there is no consent and no exception in force for this step");
    if (step.need == Need::Decision)
        return fail(Fault::NotAllowed, "a supervisor has not approved this step");
    if (step.need != Need::Nothing)
        return fail(Fault::Conflict, "something is still missing before this step can be taken");
    if (TRY(carrier_of(world, step))) {
        TRY(check_approval(world, step, shown));
        TRY(release(world, actor, step, shown));
    } else if (rules.take) {
        TRY(rules.take(world, actor, step));
    } else {
        return fail(Fault::Invalid, "nothing of this step is sent");
    }
    return step;
}

Done deliver_due(World& world)
{
    for (auto const& wish : TRY(outbox::claim(world, outbox::Kind::DeliverDisclosure, hand_over_at_once)))
        TRY(outbox::report(world, wish.id, TRY(deliver(world, { wish.subject }))));
    return {};
}

} // namespace reachline::hotline::steps
