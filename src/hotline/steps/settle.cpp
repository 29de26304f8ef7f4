// What each step needs at this moment, and so its state; what is late; what must stop.

#include "hotline/desk/alarms.hpp"
#include "hotline/outbox/outbox.hpp"
#include "hotline/people/accounts.hpp"
#include "hotline/steps/basis.hpp"
#include "hotline/steps/outside_call.hpp"
#include "hotline/steps/steps_store.hpp"
#include "hotline/steps/transfer/transfer.hpp"

namespace reachline::hotline::steps {

namespace {

audit::Subject about(StepRow const& step) { return audit::subject("step", step.id); }

Result<Need> need_of_disclosing(World& world, StepRow const& step)
{
    if (!step.plan.recipient)
        return Need::Recipient;
    auto const basis = TRY(live_basis(world, step));
    if (!basis)
        return Need::Consent;
    // Agreed to this, but not to all of it: the gate would refuse, so it is said at once.
    if (!not_covered(step, *basis).empty())
        return Need::Consent;
    if (TRY(fields_to_leave(world, step, *basis)).empty() && step.kind != Kind::Transfer)
        return Need::Fields;
    // An exception was itself decided upon by another; a report under a consent is decided here.
    bool const by_exception = std::holds_alternative<Id<Exception>>(basis->basis);
    if (rules_of(step.kind).is_decided_upon && !by_exception && step.verdict != Verdict::Approve)
        return Need::Decision;
    return Need::Nothing;
}

Result<Need> need_of(World& world, StepRow const& step)
{
    auto const& rules = rules_of(step.kind);
    if (TRY(carrier_of(world, step)))
        if (auto const need = TRY(need_of_disclosing(world, step)); need != Need::Nothing)
            return need;
    return rules.missing ? rules.missing(world, step) : Result<Need>(Need::Nothing);
}

State state_for(StepRow const& step)
{
    switch (step.need) {
    case Need::Nothing:
        return State::Ready;
    case Need::Consent:
        return State::WaitingForConsent;
    case Need::Decision:
        // Sent back for a change, it is the advocate's again.
        return step.verdict == Verdict::Change ? State::Drafted : State::WaitingForDecision;
    case Need::Person:
    case Need::Recipient:
    case Need::Fields:
    case Need::SafeContact:
    case Need::Conversation:
        break;
    }
    return State::Drafted;
}

Done began_to_wait_for_decision(World& world, StepRow& step)
{
    step.decide_by = world.now() + decide_within;
    world.tell({ .kind = Notice::Kind::DecisionWaiting, .subject = step.id.value });
    TRY(outbox::wish(world, outbox::Kind::RingSupervisor, about(step)));
    return {};
}

Done stopped_waiting_for_decision(World& world, StepRow& step)
{
    step.decide_by.reset();
    TRY(outbox::cancel(world, outbox::Kind::RingSupervisor, about(step)));
    return desk::end_alarm(world, "decision_overdue", about(step));
}

/// The basis of what was released or sent has ended: what waits stops, what was sent is over.
Done stop_without_basis(World& world, StepRow& step)
{
    auto const disclosure = TRY(consent::find(world, Actor::system(), *step.disclosure));
    bool const gone = disclosure.taken_back_at || disclosure.state == consent::DisclosureState::Cancelled;
    if (!gone)
        return {};
    TRY(outbox::cancel(world, outbox::Kind::DeliverDisclosure, audit::subject("disclosure", *step.disclosure)));
    step.state = State::Cancelled;
    step.why_ended = "basis_ended";
    step.ended_at = world.now();
    TRY(keep(world, Actor::system(), step, "step_stopped"));
    world.tell({ .kind = Notice::Kind::PartnerChanged, .subject = disclosure.recipient.value });
    return {};
}

Done look_at_unsent(World& world, StepRow& step)
{
    auto const [state, need] = std::pair(step.state, step.need);
    TRY(settle(world, step));
    if (step.state != state || step.need != need)
        TRY(keep(world, Actor::system(), step, "step_settled"));
    if (step.decide_by && *step.decide_by <= world.now())
        TRY(desk::raise_alarm(world, "decision_overdue", about(step)));
    return {};
}

Done look_at_sent(World& world, StepRow& step)
{
    TRY(stop_without_basis(world, step));
    bool const late = !step.ended_at && step.state == State::Sent && step.answer_due
        && !step.acknowledged_at && *step.answer_due <= world.now();
    if (late)
        TRY(desk::raise_alarm(world, "not_acknowledged", about(step)));
    return {};
}

Result<bool> has_supervisor(World& world, std::vector<Id<Account>> const& accounts)
{
    for (auto const id : accounts)
        if (people::may(TRY(people::account(world, id)).roles, people::Permission::DecideException))
            return true;
    return false;
}

} // namespace

Done settle(World& world, StepRow& step)
{
    step.need = TRY(need_of(world, step));
    step.state = state_for(step);
    bool const waits = step.state == State::WaitingForDecision;
    if (waits && !step.decide_by)
        return began_to_wait_for_decision(world, step);
    if (!waits && step.decide_by)
        return stopped_waiting_for_decision(world, step);
    return {};
}

Done tick(World& world)
{
    TRY(consent::expire(world));
    for (auto& step : TRY(rows::open(world))) {
        TRY(step.disclosure ? look_at_sent(world, step) : Done {});
        if (!step.disclosure && !step.sent_at && step.state != State::Accepted)
            TRY(look_at_unsent(world, step));
        if (auto const beat = rules_of(step.kind).beat; beat && !step.ended_at)
            TRY(beat(world, step));
    }
    TRY(transfer::settle(world));
    TRY(outside_call::settle(world));
    TRY(outbox::tick(world));
    return deliver_due(world);
}

Result<consent::Withdrawn> withdraw(World& world, Actor const& actor, Id<Consent> id, std::string const& how)
{
    auto withdrawn = TRY(consent::withdraw(world, actor, id, how));
    TRY(tick(world));
    return withdrawn;
}

Result<consent::Withdrawn> take_back(World& world, Id<Signal> conversation)
{
    auto withdrawn = TRY(consent::take_back(world, conversation));
    TRY(tick(world));
    return withdrawn;
}

Done ring_supervisors(World& world, std::vector<Id<Account>> const& present)
{
    if (!TRY(has_supervisor(world, present)))
        return {};
    // A supervisor's open console shows what waits and sounds; that is the ring.
    for (auto const& wish : TRY(outbox::claim(world, outbox::Kind::RingSupervisor, 100))) {
        world.tell({ .kind = Notice::Kind::DecisionWaiting, .subject = wish.subject });
        TRY(outbox::report(world, wish.id, outbox::Outcome::Performed));
    }
    return {};
}

} // namespace reachline::hotline::steps
