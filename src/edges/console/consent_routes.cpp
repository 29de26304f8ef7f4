#include "edges/console/case_rows.hpp"
#include "edges/console/row.hpp"
#include "edges/console/same.hpp"
#include "edges/console/step_rows.hpp"

#include "hotline/cases/cases.hpp"
#include "hotline/consent/consent.hpp"
#include "hotline/consent/disclosure.hpp"
#include "hotline/consent/exception.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

namespace cases = hotline::cases;
namespace consent = hotline::consent;
namespace steps = hotline::steps;
using contract::Acknowledgement;
using hotline::Case;
using hotline::Consent;
using hotline::Exception;
using hotline::Step;

Result<std::vector<contract::DisclosureRow>> left_under(Call const& call, Id<Case> subject, consent::Basis const& basis)
{
    std::vector<contract::DisclosureRow> rows;
    auto const steps_of_case = TRY(steps::steps_of(call.world, call.actor, subject));
    for (auto const& disclosure : TRY(consent::disclosures_under(call.world, call.actor, basis))) {
        if (!disclosure.sent_at)
            continue;
        contract::DisclosureRow row { .id = disclosure.id,
            .step_id = {},
            .recipient = recipient_row(call.world, disclosure.recipient),
            .fields = disclosure.fields,
            .sent_at = *disclosure.sent_at,
            .acknowledged_at = disclosure.acknowledged_at };
        for (auto const& step : steps_of_case)
            if (step.disclosure == disclosure.id)
                row.step_id = step.id;
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<contract::ConsentRow> consent_row(Call const& call, consent::ConsentRow const& one)
{
    return contract::ConsentRow { .id = one.id,
        .person_id = one.person,
        .given_by = same<contract::GivenBy>(one.given_by),
        .purpose = same<contract::Purpose>(one.purpose),
        .recipient = recipient_row(call.world, one.recipient),
        .fields = one.fields,
        .method = same<contract::Method>(one.method),
        .language = one.language,
        .interpreter = one.interpreter,
        .script_version = static_cast<int>(one.script_version),
        .valid_from = one.valid_from,
        .valid_until = one.valid_until,
        .state = same<contract::ConsentState>(one.state),
        .recorded_by = TRY(colleague(call.world, one.recorded_by)),
        .revoked_at = one.revoked_at,
        .left = TRY(left_under(call, one.subject, one.id)) };
}

Result<contract::ConsentRow> consent_of(Call const& call, Id<Consent> id)
{
    return consent_row(call, TRY(consent::find(call.world, call.actor, id)));
}

Result<contract::Consents> list(Call const& call)
{
    contract::Consents answer;
    for (auto const& one : TRY(consent::consents_of(call.world, call.actor, call.id<Case>())))
        answer.consents.push_back(TRY(consent_row(call, one)));
    for (auto const& refusal : TRY(consent::refusals_of(call.world, call.actor, call.id<Case>())))
        answer.refusals.push_back({ refusal.person, same<contract::Purpose>(refusal.purpose),
            recipient_row(call.world, refusal.recipient), refusal.at });
    return answer;
}

/// The person named in the body belongs to the case named in the path.
Done is_in_case(Call const& call, Id<hotline::Person> person)
{
    if (TRY(cases::find_person(call.world, call.actor, person)).subject != call.id<Case>())
        return fail(Fault::NotFound, "there is no such person in this case");
    return {};
}

Result<contract::ConsentRow> give(Call const& call, contract::NewConsent wish)
{
    TRY(is_in_case(call, wish.person_id));
    auto const id = TRY(consent::give(call.world, call.actor,
        { .person = wish.person_id,
            .purpose = same<consent::Purpose>(wish.purpose),
            .recipient = wish.recipient_id,
            .fields = wish.fields,
            .given_by = same<consent::GivenBy>(wish.given_by),
            .method = same<consent::Method>(wish.method),
            .language = wish.language,
            .interpreter = wish.interpreter,
            .script_version = wish.script_version,
            .told_risks = wish.told_risks,
            .told_not_condition = wish.told_not_condition,
            .duress_suspected = wish.duress_suspected,
            .minor_alone_rule = wish.minor_alone_rule,
            .witness = wish.witness_id,
            .valid_from = {},
            .valid_until = wish.valid_until,
            .max_uses = {},
            .idempotency_key = wish.idempotency_key }));
    return consent_of(call, id);
}

Result<Acknowledgement> refuse(Call const& call, contract::ConsentRefusal wish)
{
    TRY(is_in_case(call, wish.person_id));
    TRY(consent::refuse(call.world, call.actor, wish.person_id, same<consent::Purpose>(wish.purpose), wish.recipient_id));
    return Acknowledgement {};
}

Result<contract::ConsentRow> withdraw(Call const& call, contract::Withdrawal wish)
{
    auto const id = call.id<Consent>();
    TRY(steps::withdraw(call.world, call.actor, id, wish.how));
    return consent_of(call, id);
}

Result<contract::ConsentRow> repeat(Call const& call)
{
    auto const id = call.id<Consent>();
    TRY(consent::repeat_in_private(call.world, call.actor, id));
    return consent_of(call, id);
}

Result<std::optional<contract::Colleague>> maybe_colleague(World& world, std::optional<Id<hotline::Account>> account)
{
    if (!account)
        return std::optional<contract::Colleague> {};
    return std::optional(TRY(colleague(world, *account)));
}

Result<contract::ExceptionRow> exception_row(Call const& call, consent::ExceptionRow const& one)
{
    auto const words = TRY(consent::read_words(call.world, call.actor, one.id));
    auto const reason = words.decision_reason.seen_under(words.reading);
    return contract::ExceptionRow { .id = one.id,
        .case_id = one.subject,
        .person_id = one.person,
        .kind = same<contract::ExceptionKind>(one.kind),
        .rule = one.rule,
        .recipient = recipient_row(call.world, one.recipient),
        .fields = one.fields,
        .observations = one.observations,
        .facts = words.facts.seen_under(words.reading),
        .solo = one.solo,
        .told_person = one.told_person,
        .state = same<contract::ExceptionState>(one.state),
        .requested_by = TRY(colleague(call.world, one.requested_by)),
        .requested_at = one.requested_at,
        .decided_by = TRY(maybe_colleague(call.world, one.decided_by)),
        .decided_at = one.decided_at,
        .decision_reason = reason.empty() ? std::nullopt : std::optional(reason),
        .decide_by = one.decide_by,
        .concurred_by = TRY(maybe_colleague(call.world, one.concurred_by)),
        .review_due = one.review_due,
        .reviewed_by = TRY(maybe_colleague(call.world, one.reviewed_by)),
        .valid_until = one.valid_until,
        .left = TRY(left_under(call, one.subject, one.id)) };
}

Result<contract::ExceptionRow> exception_of(Call const& call, Id<Exception> id)
{
    return exception_row(call, TRY(consent::find(call.world, call.actor, id)));
}

Result<std::vector<contract::ExceptionRow>> exceptions(Call const& call)
{
    std::vector<contract::ExceptionRow> rows;
    for (auto const& one : TRY(consent::exceptions_of(call.world, call.actor, call.id<Case>())))
        rows.push_back(TRY(exception_row(call, one)));
    return rows;
}

Result<contract::ExceptionRow> request(Call const& call, contract::NewException wish)
{
    TRY(is_in_case(call, wish.person_id));
    TRY(known_observations(call, wish.observations));
    return exception_of(call,
        TRY(consent::request(call.world, call.actor,
            { .person = wish.person_id,
                .kind = same<consent::ExceptionKind>(wish.kind),
                .rule = wish.rule,
                .recipient = wish.recipient_id,
                .fields = wish.fields,
                .observations = wish.observations,
                .facts = wish.facts,
                .told_person = wish.told_person,
                .idempotency_key = wish.idempotency_key })));
}

Result<contract::ExceptionRow> alone(Call const& call, contract::SoloEmergency wish)
{
    TRY(is_in_case(call, wish.person_id));
    TRY(known_observations(call, wish.observations));
    return exception_of(call,
        TRY(consent::solo_emergency(call.world, call.actor,
            { .person = wish.person_id,
                .recipient = wish.recipient_id,
                .rule = wish.rule,
                .observations = wish.observations,
                .facts = wish.facts,
                .idempotency_key = wish.idempotency_key })));
}

Result<contract::ExceptionRow> decide(Call const& call, contract::Judgement wish)
{
    auto const id = call.id<Exception>();
    TRY(consent::decide(call.world, call.actor, id,
        wish.approved ? consent::Verdict::Approve : consent::Verdict::Refuse, wish.reason));
    return exception_of(call, id);
}

Result<contract::ExceptionRow> concur(Call const& call, contract::Judgement wish)
{
    auto const id = call.id<Exception>();
    TRY(consent::concur(call.world, call.actor, id,
        wish.approved ? consent::Judgement::Concur : consent::Judgement::Correct, wish.reason));
    return exception_of(call, id);
}

Result<contract::ExceptionRow> review(Call const& call, contract::SecondLook wish)
{
    auto const id = call.id<Exception>();
    TRY(consent::review(call.world, call.actor, id, wish.outcome));
    return exception_of(call, id);
}

contract::DecisionKind what_waits(consent::ExceptionRow const& one)
{
    if (one.state == consent::ExceptionState::Requested)
        return contract::DecisionKind::Exception;
    return one.concurred_by ? contract::DecisionKind::SoloReview : contract::DecisionKind::SoloConcur;
}

Result<contract::DecisionCard> exception_card(Call const& call, consent::ExceptionRow const& one)
{
    auto const words = TRY(consent::read_words(call.world, call.actor, one.id));
    contract::DecisionCard card { .kind = what_waits(one),
        .id = one.id.value,
        .case_id = one.subject,
        .case_number = TRY(cases::file_of(call.world, one.subject)).number,
        .person_ordinal = static_cast<int>(TRY(cases::person_row(call.world, one.person)).ordinal),
        .step_kind = {},
        .exception_kind = same<contract::ExceptionKind>(one.kind),
        .recipient = recipient_row(call.world, one.recipient),
        .basis = { .consent_id = {}, .exception_id = one.id },
        .fields = one.fields,
        .observations = one.observations,
        .why = words.facts.seen_under(words.reading),
        .asked_by = TRY(colleague(call.world, one.requested_by)),
        .asked_at = one.requested_at,
        .decide_by = one.decide_by ? one.decide_by : one.review_due,
        .mine = one.requested_by == call.actor.account };
    return card;
}

Result<contract::DecisionCard> breaking_card(Call const& call, cases::Breaking const& one, Reading const& reading)
{
    return contract::DecisionCard { .kind = contract::DecisionKind::BreakGlass,
        .id = one.id,
        .case_id = one.subject,
        .case_number = TRY(cases::file_of(call.world, one.subject)).number,
        .basis = {},
        .fields = {},
        .observations = {},
        .why = one.reason.seen_under(reading),
        .asked_by = TRY(colleague(call.world, one.by)),
        .asked_at = one.at,
        .mine = one.by == call.actor.account };
}

/// What waits for a supervisor, the tightest clock first; what has none, last.
Result<std::vector<contract::DecisionCard>> decisions(Call const& call)
{
    std::vector<contract::DecisionCard> cards;
    for (auto const& step : TRY(steps::decisions(call.world, call.actor)))
        cards.push_back(TRY(step_card(call, step)));
    for (auto const& one : TRY(consent::waiting(call.world, call.actor)))
        cards.push_back(TRY(exception_card(call, one)));
    auto const breakings = TRY(cases::breakings_to_review(call.world, call.actor));
    for (auto const& one : breakings.rows)
        cards.push_back(TRY(breaking_card(call, one, breakings.reading)));
    std::stable_sort(cards.begin(), cards.end(), [](auto const& a, auto const& b) {
        return a.decide_by.value_or(Time::max()) < b.decide_by.value_or(Time::max());
    });
    return cards;
}

Result<Acknowledgement> review_breaking(Call const& call)
{
    TRY(cases::review_breaking(call.world, call.actor, call.number(0)));
    return Acknowledgement {};
}

Result<contract::ConsentForm> consent_form(Call const& call) { return call.library.consent_form; }
Result<contract::ExceptionForm> exception_form(Call const& call) { return call.library.exception_form; }

} // namespace

Routes consent_routes()
{
    using enum Permission;
    using contract::ConsentRow;
    using contract::ExceptionRow;
    std::vector<Permission> const works { AnswerSignals };
    std::vector<Permission> const looks { AnswerSignals, Supervise };
    return {
        row<Nothing, contract::ConsentForm>("GET", "/api/forms/consent", looks, "purposes, methods, the words to say", consent_form),
        row<Nothing, contract::Consents>("GET", "/api/cases/{id}/consents", looks, "all, with what left under each", list),
        row<contract::NewConsent, ConsentRow>("POST", "/api/cases/{id}/consents", works, "records one", give),
        row<contract::ConsentRefusal, Acknowledgement>("POST", "/api/cases/{id}/refusals", works, "they said no", refuse),
        row<contract::Withdrawal, ConsentRow>("POST", "/api/consents/{id}/withdrawal", looks, "ends it at once, stops what waits, tells the recipient", withdraw),
        row<Nothing, ConsentRow>("POST", "/api/consents/{id}/repeat", works, "said again in private: what was held is in force", repeat),
        row<Nothing, contract::ExceptionForm>("GET", "/api/forms/exception", looks, "kinds, the fields of each, observations, rules", exception_form),
        row<Nothing, std::vector<ExceptionRow>>("GET", "/api/cases/{id}/exceptions", looks, "all", exceptions),
        row<contract::NewException, ExceptionRow>("POST", "/api/cases/{id}/exceptions", works, "asks for one", request),
        row<contract::SoloEmergency, ExceptionRow>("POST", "/api/cases/{id}/emergencies", works, "imminent danger, alone: in force at once, a supervisor is rung", alone),
        row<contract::Judgement, ExceptionRow>("POST", "/api/exceptions/{id}/decision", { DecideException }, "by another than who asked", decide),
        row<contract::Judgement, ExceptionRow>("POST", "/api/exceptions/{id}/concurrence", { DecideException }, "the first look at a solo emergency: concur or correct", concur),
        row<contract::SecondLook, ExceptionRow>("POST", "/api/exceptions/{id}/review", { DecideException }, "the second look, by one who neither acted nor concurred", review),
        row<Nothing, std::vector<contract::DecisionCard>>("GET", "/api/decisions", { DecideException }, "the tightest clock first", decisions),
        row<Nothing, Acknowledgement>("POST", "/api/breakings/{id}/review", { DecideException }, "an opening by break-glass was looked at", review_breaking),
    };
}

} // namespace reachline::edges::console
