#include "edges/console/row.hpp"
#include "edges/console/same.hpp"
#include "edges/console/step_rows.hpp"

#include "hotline/steps/follow_up/follow_up.hpp"
#include "hotline/steps/partner_view.hpp"
#include "hotline/steps/referral/referral.hpp"
#include "hotline/steps/report/report.hpp"
#include "hotline/steps/safety_plan/safety_plan.hpp"
#include "hotline/steps/shared_document.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

namespace steps = hotline::steps;
namespace transfer = hotline::steps::transfer;
namespace plans = hotline::steps::safety_plan;
using contract::Acknowledgement;
using hotline::Case;
using hotline::Person;
using hotline::Signal;
using hotline::Step;
using hotline::Transfer;

/// A new step and a changed one say the same things.
template <class Wish>
steps::Plan plan_of(Wish const& wish)
{
    return { .recipient = wish.recipient_id,
        .consent = wish.consent_id,
        .exception = wish.exception_id,
        .emergency = same<steps::EmergencyKind>(wish.emergency),
        .way = same<steps::ContactWay>(wish.way),
        .need_code = wish.need_code,
        .rule = wish.rule,
        .due = wish.due_at };
}

// A need and a rule rest in clear, so that they can be counted: only what stands in the lists.
Done check_need(Call const& call, std::string const& need)
{
    auto const& needs = call.library.steps.needs;
    if (std::ranges::find(needs, need, &contract::Choice::code) == needs.end())
        return fail(Fault::Invalid, "what is asked for is one of the list of needs");
    return {};
}

template <class Wish>
Done check_codes(Call const& call, Wish const& wish)
{
    if (wish.need_code)
        TRY(check_need(call, *wish.need_code));
    if (wish.rule && !call.library.steps.jurisdictions.find(*wish.rule))
        return fail(Fault::Invalid, "there is no such rule in the table of jurisdictions");
    return {};
}

/// A report is due by its rule's hours, which nobody types in.
template <class Wish>
steps::Plan plan_of(Call const& call, Wish const& wish, steps::Kind kind, Time drafted)
{
    auto plan = plan_of(wish);
    auto const* const rule = wish.rule ? call.library.steps.jurisdictions.find(*wish.rule) : nullptr;
    if (kind == steps::Kind::Report && rule)
        plan.due = steps::report::due_of(*rule, drafted);
    return plan;
}

Result<contract::StepForms> forms(Call const& call)
{
    auto const& library = call.library.steps;
    contract::StepForms answer { .needs = library.needs, .outcomes = {}, .cancellations = {} };
    auto const choice = [&](std::string const& code) {
        for (auto const& known : library.outcomes)
            if (known.code == code)
                return known;
        return contract::Choice { code, {} };
    };
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<steps::Kind>>([&](auto member) {
        auto& outcomes = answer.outcomes[json::enum_name(member.value)];
        for (auto const& code : steps::outcomes_of(member.value))
            outcomes.push_back(choice(code));
    });
    for (auto const& code : steps::cancel_reasons())
        answer.cancellations.push_back(choice(code));
    return answer;
}

Result<std::vector<contract::StepOption>> options(Call const& call)
{
    std::vector<contract::StepOption> rows;
    for (auto const& option : TRY(steps::options(call.world, call.actor, call.id<Case>())))
        rows.push_back({ same<contract::StepKind>(option.kind), option.person, same<contract::Need>(option.need) });
    return rows;
}

contract::ReportRoute route_row(World& world, steps::report::Route const& route)
{
    contract::ReportRoute row { .rule = route.rule.id,
        .title = { { "en", route.rule.unit } },
        .citation = {},
        .copies = {},
        .mandated = route.mandated };
    if (route.recipient)
        row.recipient = recipient_row(world, *route.recipient);
    for (auto const copy : route.copies)
        row.copies.push_back(recipient_row(world, copy));
    row.deadline_hours = route.rule.deadline_hours;
    row.exception_kind = same<contract::ExceptionKind>(route.exception);
    return row;
}

Result<std::vector<contract::ReportRoute>> report_routes(Call const& call)
{
    std::vector<contract::ReportRoute> rows;
    for (auto const& route : TRY(steps::report::routes(
             call.world, call.actor, call.id<Person>(), call.library.steps.jurisdictions)))
        rows.push_back(route_row(call.world, route));
    return rows;
}

Result<std::vector<contract::StepRow>> list(Call const& call)
{
    std::vector<contract::StepRow> rows;
    for (auto const& step : TRY(steps::steps_of(call.world, call.actor, call.id<Case>())))
        rows.push_back(TRY(step_row(call, step)));
    return rows;
}

Result<contract::StepRow> draft(Call const& call, contract::NewStep wish)
{
    auto const person = TRY(hotline::cases::find_person(call.world, call.actor, wish.person_id));
    if (person.subject != call.id<Case>())
        return fail(Fault::NotFound, "there is no such person in this case");
    TRY(check_codes(call, wish));
    auto const kind = same<steps::Kind>(wish.kind);
    return step_row(call, TRY(steps::draft(call.world, call.actor,
                              { .person = wish.person_id,
                                  .kind = kind,
                                  .plan = plan_of(call, wish, kind, call.world.now()),
                                  .reason = wish.reason.value_or(""),
                                  .idempotency_key = wish.idempotency_key })));
}

Result<contract::StepRow> change(Call const& call, contract::StepChange wish)
{
    TRY(check_codes(call, wish));
    auto const before = TRY(steps::find(call.world, call.actor, call.id<Step>()));
    auto plan = plan_of(call, wish, before.kind, before.created_at);
    plan.fields = wish.fields;
    return step_row(call, TRY(steps::change(call.world, call.actor, call.id<Step>(), wish.version, plan, wish.reason)));
}

/// The lines of a page for the eye; the document itself is what leaves.
std::vector<contract::PreviewLine> preview_lines(Library const& library, std::string const& document)
{
    std::vector<contract::PreviewLine> lines;
    if (auto const fields = steps::lines_of(document))
        for (auto const& line : *fields) {
            auto const title = library.steps.field_titles.find(line.field);
            lines.push_back({ line.field,
                title == library.steps.field_titles.end() ? contract::Words { { "en", line.field } } : title->second,
                line.value });
        }
    return lines;
}

/// What to say on a follow-up, by the names that the safe-contact plan has for it; only what is known.
std::vector<contract::PreviewLine> words_to_say(std::string const& document)
{
    std::vector<contract::PreviewLine> lines;
    auto const words = json::parse(document);
    if (!words || !words->is_object())
        return lines;
    for (auto const& [name, value] : words->get_object())
        if (value.is_string() && !value.get_string().empty())
            lines.push_back({ std::string(name), { { "en", std::string(name) } }, std::string(value.get_string()) });
    return lines;
}

Result<contract::Preview> preview(Call const& call)
{
    auto const id = call.id<Step>();
    auto const page = TRY(steps::preview(call.world, call.actor, id));
    auto const step = TRY(steps::find(call.world, call.actor, id));
    auto const& document = page.document.seen_under(page.reading);
    contract::Preview answer { .step_id = id,
        .lines = step.kind == steps::Kind::FollowUp ? words_to_say(document) : preview_lines(call.library, document),
        .document = document,
        .content_hash = hex_of(page.hash),
        .need = same<contract::Need>(step.need) };
    if (step.plan.recipient)
        answer.recipient = recipient_row(call.world, *step.plan.recipient);
    return answer;
}

/// Sent twice, it is sent once: the second answer is the step as it is.
Result<contract::StepRow> send(Call const& call, contract::Sending wish)
{
    auto const id = call.id<Step>();
    auto const before = TRY(steps::find(call.world, call.actor, id));
    if (before.state == steps::State::Sent)
        return step_row(call, before);
    return step_row(call, TRY(steps::send(call.world, call.actor, id, TRY(from_hex(wish.content_hash)))));
}

Result<contract::StepRow> decide(Call const& call, contract::StepDecision wish)
{
    auto const id = call.id<Step>();
    if (TRY(steps::find(call.world, call.actor, id)).version != wish.version)
        return fail(Fault::Conflict, "somebody changed this step in between");
    return step_row(call, TRY(steps::decide(call.world, call.actor, id, same<steps::Verdict>(wish.verdict), wish.reason)));
}

Result<contract::StepRow> finish(Call const& call, contract::StepOutcome wish)
{
    return step_row(call, TRY(steps::finish(call.world, call.actor, call.id<Step>(), wish.outcome)));
}

Result<contract::StepRow> cancel(Call const& call, contract::Cancellation wish)
{
    return step_row(call, TRY(steps::cancel(call.world, call.actor, call.id<Step>(), wish.reason)));
}

constexpr std::size_t next_few = 5;

/// After a no: who could be asked next.
Result<std::vector<contract::Recipient>> next_recipients(Call const& call)
{
    std::vector<contract::Recipient> rows;
    for (auto const organization : TRY(steps::referral::suggest_next(
             call.world, call.actor, call.library.vocabulary, call.id<Step>())))
        if (rows.size() < next_few)
            rows.push_back(recipient_row(call.world, organization));
    return rows;
}

Result<std::vector<contract::FollowUpRow>> follow_ups(Call const& call)
{
    std::vector<contract::FollowUpRow> rows;
    for (auto const& due : TRY(steps::follow_up::due_before(call.world, call.actor, call.world.now() + hours { 24 }))) {
        contract::FollowUpRow row { .step_id = due.step.id,
            .case_id = due.step.subject,
            .case_number = TRY(hotline::cases::file_of(call.world, due.step.subject)).number,
            .person_ordinal = static_cast<int>(TRY(hotline::cases::person_row(call.world, due.step.person)).ordinal),
            .due_at = *due.step.plan.due,
            .allowed_now = due.allowed_now };
        row.way = same<contract::ContactWay>(due.step.plan.way);
        row.allowed_from = due.allowed_from;
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::vector<contract::ReportToSend>> reports_to_send(Call const& call)
{
    std::vector<contract::ReportToSend> rows;
    for (auto const& step : TRY(steps::reports_to_send(call.world, call.actor)))
        rows.push_back({ .case_number = TRY(hotline::cases::file_of(call.world, step.subject)).number,
            .person_ordinal = static_cast<int>(TRY(hotline::cases::person_row(call.world, step.person)).ordinal),
            .step = TRY(step_row(call, step)) });
    return rows;
}

Result<contract::SafetyPlan> safety_plan_row(World& world, plans::PlanSeen const& seen)
{
    contract::SafetyPlan row { .warning_signs = seen.plan.warning_signs,
        .steps = seen.plan.steps,
        .safe_places = seen.plan.safe_places,
        .contacts = seen.plan.contacts,
        .to_take = seen.plan.to_take,
        .version = static_cast<int>(seen.version) };
    row.saved_at = seen.saved_at;
    if (seen.saved_by)
        row.saved_by = TRY(colleague(world, *seen.saved_by));
    return row;
}

Result<contract::SafetyPlan> read_plan(Call const& call)
{
    return safety_plan_row(call.world, TRY(plans::read(call.world, call.actor, call.id<Person>())));
}

Result<contract::SafetyPlan> save_plan(Call const& call, contract::SafetyPlanChange wish)
{
    return safety_plan_row(call.world,
        TRY(plans::save(call.world, call.actor, call.id<Person>(), wish.version,
            { wish.warning_signs, wish.steps, wish.safe_places, wish.contacts, wish.to_take })));
}

Result<contract::TransferRow> ask_room(Call const& call, contract::NewTransfer wish)
{
    for (auto const& need : wish.needs)
        TRY(check_need(call, need));
    return transfer_row(call, TRY(transfer::ask(call.world, call.actor,
                                  { .signal = call.id<Signal>(),
                                      .organization = wish.organization_id,
                                      .needs = wish.needs,
                                      .language = wish.language,
                                      .idempotency_key = wish.idempotency_key })));
}

Result<contract::TransferRow> bring_in(Call const& call)
{
    auto const id = call.id<Transfer>();
    auto const consent = TRY(consent_to_join(call, TRY(transfer::find(call.world, call.actor, id))));
    if (!consent)
        return fail(Fault::NotAllowed, "the person has not agreed that this provider joins");
    return transfer_row(call, TRY(transfer::bring_in(call.world, call.actor, id, *consent)));
}

Result<contract::TransferRow> leave(Call const& call)
{
    return transfer_row(call, TRY(transfer::leave(call.world, call.actor, call.id<Transfer>())));
}

Result<contract::TransferRow> end_transfer(Call const& call)
{
    return transfer_row(call, TRY(transfer::end(call.world, call.actor, call.id<Transfer>())));
}

} // namespace

Routes step_routes()
{
    using enum Permission;
    using contract::StepRow;
    using contract::TransferRow;
    std::vector<Permission> const works { AnswerSignals };
    std::vector<Permission> const looks { AnswerSignals, Supervise };
    return {
        row<Nothing, contract::StepForms>("GET", "/api/forms/step", looks, "what can be asked for, outcomes, reasons to cancel", forms),
        row<Nothing, std::vector<contract::StepOption>>("GET", "/api/cases/{id}/step-options", looks, "every kind for every person, and what each still needs", options),
        row<Nothing, std::vector<contract::ReportRoute>>("GET", "/api/people/{id}/report-routes", { AnswerSignals, Supervise, SendReport }, "who must or may be told, by the jurisdiction table", report_routes),
        row<Nothing, std::vector<StepRow>>("GET", "/api/cases/{id}/steps", looks, "open ones first", list),
        row<contract::NewStep, StepRow>("POST", "/api/cases/{id}/steps", works, "drafts one", draft),
        row<contract::StepChange, StepRow>("PUT", "/api/steps/{id}", works, "changes a draft", change),
        row<Nothing, contract::Preview>("GET", "/api/steps/{id}/preview", { AnswerSignals, DecideException, SendReport }, "the exact page that would leave", preview),
        row<contract::Sending, StepRow>("POST", "/api/steps/{id}/sending", { AnswerSignals, SendReport }, "sends what was shown", send),
        row<contract::StepDecision, StepRow>("POST", "/api/steps/{id}/decision", { DecideException }, "approve, back for a change, refuse; with a reason", decide),
        row<contract::StepOutcome, StepRow>("POST", "/api/steps/{id}/outcome", { AnswerSignals, SendReport }, "how it ended", finish),
        row<contract::Cancellation, StepRow>("POST", "/api/steps/{id}/cancellation", works, "it will not be taken", cancel),
        row<Nothing, std::vector<contract::FollowUpRow>>("GET", "/api/follow-ups", looks, "due today or late", follow_ups),
        row<Nothing, std::vector<contract::ReportToSend>>("GET", "/api/reports-to-send", { SendReport }, "the tightest clock first", reports_to_send),
        row<Nothing, std::vector<contract::Recipient>>("GET", "/api/steps/{id}/next-recipients", looks, "providers not asked yet, the best fit first", next_recipients),
        row<Nothing, contract::SafetyPlan>("GET", "/api/people/{id}/safety-plan", looks, "empty with version 0 where there is none", read_plan),
        row<contract::SafetyPlanChange, contract::SafetyPlan>("PUT", "/api/people/{id}/safety-plan", looks, "saves it", save_plan),
        row<contract::NewTransfer, TransferRow>("POST", "/api/signals/{id}/transfers", works, "asks a provider for room and fit", ask_room),
        row<Nothing, TransferRow>("POST", "/api/transfers/{id}/bring-in", works, "the provider joins the conversation; needs the person's live consent to it", bring_in),
        row<Nothing, TransferRow>("POST", "/api/transfers/{id}/leave", works, "I leave, the two go on", leave),
        row<Nothing, TransferRow>("POST", "/api/transfers/{id}/end", works, "the provider is let go", end_transfer),
    };
}

} // namespace reachline::edges::console
