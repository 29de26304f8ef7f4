#include "hotline/steps/kind.hpp"

#include "base/ensure.hpp"
#include "base/text.hpp"
#include "hotline/desk/alarms.hpp"
#include "hotline/outbox/outbox.hpp"
#include "hotline/steps/steps_store.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::steps {

namespace {

using people::Permission;

// Every kind of step. A new kind is a folder, its declaration in kind.hpp, and its name here.
KindOfStep const* const every_kind[] = { &safety_plan::rules, &follow_up::rules, &report::rules,
    &emergency::rules, &referral::rules, &transfer::rules };

constexpr std::array<std::string_view, 3> cancel_codes { "person_changed_mind", "no_longer_needed", "mistake" };

bool is_one_of(std::span<std::string_view const> codes, std::string_view code)
{
    return std::ranges::find(codes, code) != codes.end();
}

/// Words of the staff about a step, sealed in the case's folder.
Result<Bytes> sealed(World& world, StepRow const& step, Literal column, std::string const& words)
{
    auto const text = TRY(clean_text(words, reason_limit));
    auto const folder = TRY(cases::folder_of(world, step.subject));
    return world.keys.seal(folder, { "step", column, step.id.value }, text);
}

Done set_reason(World& world, StepRow const& step, std::string const& reason)
{
    if (reason.empty())
        return {};
    return rows::set_reason(world, step.id, TRY(sealed(world, step, "reason_sealed", reason)));
}

Done may_work_on(World& world, Actor const& actor, Id<Case> subject)
{
    if (!actor.may(Permission::AnswerSignals))
        return fail(Fault::NotFound, "there is no such step");
    return cases::may_open(world, actor, subject);
}

Result<StepRow> mine(World& world, Actor const& actor, Id<Step> id)
{
    auto step = TRY(rows::step(world, id));
    TRY(may_work_on(world, actor, step.subject));
    return step;
}

/// A step that is over rings nobody any more.
Done end_clocks(World& world, StepRow const& step)
{
    auto const about = audit::subject("step", step.id);
    TRY(outbox::cancel(world, outbox::Kind::RingSupervisor, about));
    for (Literal const alarm : { Literal("decision_overdue"), Literal("report_late"),
             Literal("follow_up_missed"), Literal("not_acknowledged") })
        TRY(desk::end_alarm(world, alarm, about));
    return {};
}

bool was_sent(StepRow const& step) { return step.disclosure || step.state == State::Sent || step.sent_at; }

} // namespace

KindOfStep const& rules_of(Kind kind)
{
    auto const found = std::ranges::find(every_kind, kind, [](auto const* rules) { return rules->kind; });
    ensure(found != std::end(every_kind));
    return **found;
}

Result<std::optional<consent::Carrier>> carrier_of(World& world, StepRow const& step)
{
    auto const carrier = rules_of(step.kind).carrier;
    if (!carrier)
        return std::nullopt;
    return carrier(world, step);
}

Done keep(World& world, Actor const& actor, StepRow& step, Literal what)
{
    ++step.version;
    TRY(rows::update(world, step));
    if (step.ended_at)
        TRY(end_clocks(world, step));
    TRY(audit::record(world, actor, what, audit::subject("step", step.id), audit::subject("case", step.subject)));
    world.tell({ .kind = Notice::Kind::CaseChanged, .subject = step.subject.value });
    return {};
}

Result<StepRow> draft(World& world, Actor const& actor, NewStep const& wish)
{
    auto const person = TRY(cases::find_person(world, actor, wish.person));
    TRY(may_work_on(world, actor, person.subject));
    if (wish.idempotency_key.empty())
        return fail(Fault::Invalid, "this step carries no key; please send it again");
    if (auto const same = TRY(rows::by_key(world, person.subject, wish.idempotency_key)))
        return *same;
    if (wish.kind == Kind::SafetyPlan)
        return fail(Fault::Invalid, "a safety plan is written, not drafted");
    StepRow step { .id = world.new_id<Step>(), .subject = person.subject, .person = person.id, .kind = wish.kind, .plan = wish.plan };
    step.created_by = actor.account;
    step.created_at = world.now();
    TRY(rules_of(step.kind).complete(world, step));
    TRY(rows::insert(world, step, wish.idempotency_key));
    TRY(set_reason(world, step, wish.reason));
    TRY(settle(world, step));
    TRY(keep(world, actor, step, "step_drafted"));
    return step;
}

Result<StepRow> change(World& world, Actor const& actor, Id<Step> id, std::int64_t version, Plan const& plan, std::optional<std::string> reason)
{
    auto step = TRY(mine(world, actor, id));
    if (step.version != version)
        return fail(Fault::Conflict, "somebody changed this step in between");
    if (step.ended_at || was_sent(step))
        return fail(Fault::Conflict, "this step has been taken and is changed no more");
    for (auto const& field : plan.fields)
        if (!TRY(cases::is_field(world, field)))
            return fail(Fault::Invalid, "a step names a field that nobody knows");
    step.plan = plan;
    // What was approved was another page.
    step.verdict.reset();
    step.decided_by.reset();
    step.decided_at.reset();
    TRY(rows::set_approved_hash(world, id, std::nullopt));
    TRY(rules_of(step.kind).complete(world, step));
    TRY(set_reason(world, step, reason.value_or("")));
    TRY(settle(world, step));
    TRY(keep(world, actor, step, "step_changed"));
    return step;
}

Result<StepRow> cancel(World& world, Actor const& actor, Id<Step> id, std::string const& reason)
{
    auto step = TRY(mine(world, actor, id));
    if (!is_one_of(cancel_codes, reason))
        return fail(Fault::Invalid, "this is no reason to cancel a step");
    if (step.ended_at)
        return fail(Fault::Conflict, "this step has ended already");
    if (step.sent_at)
        return fail(Fault::Conflict, "what was sent cannot be cancelled; the person can take their consent back");
    if (step.disclosure) {
        TRY(consent::Gate::cancel(world, actor, *step.disclosure));
        TRY(outbox::cancel(world, outbox::Kind::DeliverDisclosure, audit::subject("disclosure", *step.disclosure)));
    }
    step.state = State::Cancelled;
    step.why_ended = reason;
    step.ended_at = world.now();
    TRY(keep(world, actor, step, "step_cancelled"));
    return step;
}

Result<StepRow> finish(World& world, Actor const& actor, Id<Step> id, std::string const& outcome)
{
    auto step = TRY(find(world, actor, id));
    auto const& rules = rules_of(step.kind);
    if (!is_one_of(rules.outcomes, outcome))
        return fail(Fault::Invalid, "this is no outcome of such a step");
    if (step.ended_at && step.state != State::Done && step.state != State::Failed)
        return fail(Fault::Conflict, "this step has ended already");
    if (!was_sent(step) && step.state != State::Accepted && !step.ended_at)
        return fail(Fault::Conflict, "a step that was not taken has no outcome");
    step.outcome = outcome;
    step.state = is_one_of(rules.failures, outcome) ? State::Failed : State::Done;
    step.ended_at = step.ended_at.value_or(world.now());
    TRY(keep(world, actor, step, "step_finished"));
    return step;
}

Result<StepRow> find(World& world, Actor const& actor, Id<Step> id)
{
    auto step = TRY(rows::step(world, id));
    // Who sends reports sees those that were approved, and nothing else of the case.
    bool const to_send = step.kind == Kind::Report && actor.may(Permission::SendReport)
        && (step.verdict == Verdict::Approve || step.plan.exception);
    if (!to_send)
        TRY(cases::may_open(world, actor, step.subject));
    return step;
}

Result<std::vector<StepRow>> steps_of(World& world, Actor const& actor, Id<Case> subject)
{
    TRY(cases::may_open(world, actor, subject));
    return rows::of_case(world, subject);
}

Result<StepWords> read_words(World& world, Actor const& actor, Id<Step> id)
{
    auto const step = TRY(find(world, actor, id));
    auto const purpose = actor.may(Permission::DecideException) ? audit::Purpose::DecideStep : audit::Purpose::WorkOnCase;
    auto const reading = TRY(audit::read(world, actor, purpose, audit::subject("step", id)));
    auto const kept = TRY(rows::words(world, id));
    StepWords words { {}, {}, reading };
    if (kept.reason)
        words.reason = TRY(world.keys.open({ "step", "reason_sealed", id.value }, *kept.reason));
    if (kept.decision_reason)
        words.decision_reason = TRY(world.keys.open({ "step", "decision_reason_sealed", id.value }, *kept.decision_reason));
    return words;
}

Result<std::vector<StepRow>> decisions(World& world, Actor const& actor)
{
    if (!actor.may(Permission::DecideException))
        return fail(Fault::NotFound, "there is nothing here");
    return rows::waiting_for_decision(world);
}

Result<std::vector<StepRow>> reports_to_send(World& world, Actor const& actor)
{
    if (!actor.may(Permission::SendReport))
        return fail(Fault::NotFound, "there is nothing here");
    return rows::reports_to_send(world);
}

Result<std::vector<Option>> options(World& world, Actor const& actor, Id<Case> subject)
{
    std::vector<Option> options;
    for (auto const& person : TRY(cases::people_of(world, actor, subject))) {
        if (person.facts.role != cases::PersonRole::PotentialVictim)
            continue;
        for (auto const* const rules : every_kind) {
            StepRow fresh { .subject = subject, .person = person.id, .kind = rules->kind };
            if (rules->kind == Kind::FollowUp)
                fresh.plan.recipient = consent::the_hotline;
            auto const need = rules->carrier ? Result<Need>(Need::Recipient) : rules->missing(world, fresh);
            options.push_back({ rules->kind, person.id, TRY(need) });
        }
    }
    return options;
}

std::vector<std::string> outcomes_of(Kind kind)
{
    auto const& outcomes = rules_of(kind).outcomes;
    return { outcomes.begin(), outcomes.end() };
}

std::vector<std::string> cancel_reasons() { return { cancel_codes.begin(), cancel_codes.end() }; }

Result<StepRow> decide(World& world, Actor const& actor, Id<Step> id, Verdict verdict, std::string const& reason)
{
    if (!actor.may(Permission::DecideException))
        return fail(Fault::NotFound, "there is no such step");
    auto step = TRY(rows::step(world, id));
    if (step.state != State::WaitingForDecision)
        return fail(Fault::Conflict, "this step does not wait for a decision");
    if (step.created_by == actor.account)
        return fail(Fault::NotAllowed, "who drafted a report cannot also approve it");
    if (trimmed(reason).empty())
        return fail(Fault::Invalid, "a decision needs a reason");
    step.decided_by = actor.account;
    step.decided_at = world.now();
    step.verdict = verdict;
    TRY(rows::set_decision_reason(world, id, TRY(sealed(world, step, "decision_reason_sealed", reason))));
    if (verdict == Verdict::Approve)
        TRY(rows::set_approved_hash(world, id, TRY(preview(world, actor, id)).hash));
    if (verdict == Verdict::Refuse) {
        step.state = State::Cancelled;
        step.why_ended = "refused";
        step.ended_at = world.now();
    } else {
        TRY(settle(world, step));
    }
    TRY(keep(world, actor, step, "step_decided"));
    return step;
}

} // namespace reachline::hotline::steps
