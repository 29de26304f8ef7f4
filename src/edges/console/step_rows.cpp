#include "edges/console/step_rows.hpp"

#include "edges/console/same.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/people/accounts.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

namespace steps = hotline::steps;

Result<contract::Basis> basis_of(World& world, steps::Plan const& plan)
{
    contract::Basis basis { .consent_id = plan.consent, .exception_id = plan.exception };
    if (plan.exception)
        basis.exception_kind = same<contract::ExceptionKind>(
            TRY(hotline::consent::find(world, Actor::system(), *plan.exception)).kind);
    return basis;
}

std::optional<std::string> unless_empty(std::string const& text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

/// What is due next: before it was sent the tighter of its clocks, after that the answer.
std::optional<Time> next_clock(steps::StepRow const& step)
{
    if (step.sent_at)
        return step.answer_due;
    if (step.plan.due && step.decide_by)
        return std::min(*step.plan.due, *step.decide_by);
    return step.plan.due ? step.plan.due : step.decide_by;
}

} // namespace

contract::Recipient recipient_row(World& world, Id<hotline::Organization> id)
{
    auto const organization = hotline::directory::organization(world.database, id);
    return { id, organization ? organization->name : std::string() };
}

Result<contract::Colleague> colleague(World& world, Id<hotline::Account> id)
{
    auto const account = TRY(hotline::people::account(world, id));
    return contract::Colleague { account.id, account.name };
}

Done known_observations(Call const& call, std::vector<std::string> const& codes)
{
    auto const& kinds = call.library.exception_form.kinds;
    for (auto const& code : codes)
        if (std::ranges::none_of(kinds, [&](auto const& kind) {
                return std::ranges::any_of(kind.observations, [&](auto const& one) { return one.code == code; });
            }))
            return fail(Fault::Invalid, "an observation is in none of our lists");
    return {};
}

Result<contract::StepRow> step_row(Call const& call, steps::StepRow const& step)
{
    auto const& plan = step.plan;
    contract::StepRow row { .id = step.id,
        .case_id = step.subject,
        .person_id = step.person,
        .kind = same<contract::StepKind>(step.kind),
        .state = same<contract::StepState>(step.state),
        .need = same<contract::Need>(step.need),
        .basis = TRY(basis_of(call.world, plan)),
        .fields = plan.fields,
        .uncovered = {},
        .created_by = TRY(colleague(call.world, step.created_by)),
        .created_at = step.created_at,
        .version = static_cast<int>(step.version) };
    if (step.need == steps::Need::Consent)
        row.uncovered = TRY(steps::uncovered_fields(call.world, step));
    if (plan.recipient)
        row.recipient = recipient_row(call.world, *plan.recipient);
    row.emergency = same<contract::EmergencyKind>(plan.emergency);
    row.way = same<contract::ContactWay>(plan.way);
    row.rule = plan.rule;
    row.need_code = plan.need_code;
    row.due_at = next_clock(step);
    row.outcome = unless_empty(step.outcome.empty() ? step.why_ended : step.outcome);
    if (step.verdict && call.actor.may(Permission::AnswerSignals))
        if (auto const words = steps::read_words(call.world, call.actor, step.id))
            row.decision_reason = unless_empty(words->decision_reason.seen_under(words->reading));
    row.sent_at = step.sent_at;
    row.acknowledged_at = step.acknowledged_at;
    return row;
}

Result<std::optional<Id<hotline::Consent>>> consent_to_join(Call const& call, steps::transfer::TransferRow const& row)
{
    for (auto const subject : TRY(hotline::cases::cases_of(call.world, row.signal)))
        for (auto const& person : TRY(hotline::cases::people_of(call.world, call.actor, subject)))
            if (auto const consent = TRY(hotline::consent::in_force(
                    call.world, person.id, row.organization, hotline::consent::Purpose::LiveTransfer)))
                return std::optional(consent->id);
    return std::nullopt;
}

Result<contract::TransferRow> transfer_row(Call const& call, steps::transfer::TransferRow const& row)
{
    auto need = contract::Need::Nothing;
    if (row.state == steps::transfer::State::HasRoom) {
        // Who sees the conversation and not its case sees no consent either.
        auto const consent = consent_to_join(call, row);
        if (!consent || !*consent)
            need = contract::Need::Consent;
    }
    return contract::TransferRow { .id = row.id,
        .recipient = recipient_row(call.world, row.organization),
        .state = same<contract::TransferState>(row.state),
        .needs = row.needs,
        .asked_at = row.asked_at,
        .answered_at = row.answered_at,
        .step_id = row.step,
        .need = need };
}

Result<contract::DecisionCard> step_card(Call const& call, steps::StepRow const& step)
{
    auto& world = call.world;
    auto const words = TRY(steps::read_words(world, call.actor, step.id));
    contract::DecisionCard card { .kind = contract::DecisionKind::Step,
        .id = step.id.value,
        .case_id = step.subject,
        .case_number = TRY(hotline::cases::file_of(world, step.subject)).number,
        .basis = TRY(basis_of(world, step.plan)),
        .fields = step.plan.fields,
        .observations = {},
        .why = words.reason.seen_under(words.reading),
        .asked_by = TRY(colleague(world, step.created_by)),
        .asked_at = step.created_at,
        .mine = step.created_by == call.actor.account };
    card.person_ordinal = static_cast<int>(TRY(hotline::cases::person_row(world, step.person)).ordinal);
    card.step_kind = same<contract::StepKind>(step.kind);
    if (step.plan.recipient)
        card.recipient = recipient_row(world, *step.plan.recipient);
    card.decide_by = step.decide_by;
    return card;
}

} // namespace reachline::edges::console
