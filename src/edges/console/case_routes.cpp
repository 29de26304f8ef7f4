#include "edges/console/case_rows.hpp"
#include "edges/console/line_rows.hpp"
#include "edges/console/row.hpp"
#include "edges/console/same.hpp"
#include "edges/console/step_rows.hpp"

#include "hotline/cases/safe_contact.hpp"
#include "hotline/statistics/case_work.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

namespace cases = hotline::cases;
namespace steps = hotline::steps;
using contract::Acknowledgement;
using hotline::Case;
using hotline::Person;
using hotline::Signal;

std::optional<std::string> first(std::map<std::string, std::vector<std::string>> const& chosen, std::string const& list)
{
    auto const found = chosen.find(list);
    if (found == chosen.end() || found->second.empty())
        return std::nullopt;
    return found->second.front();
}

Result<std::vector<contract::CaseRow>> list(Call const& call)
{
    std::vector<contract::CaseRow> rows;
    for (auto const& one : TRY(cases::list(call.world, call.actor))) {
        contract::CaseRow row { .id = one.file.id,
            .number = one.file.number,
            .status = same<contract::CaseStatus>(one.file.facts.status),
            .opened_at = one.file.opened_at,
            .changed_at = one.file.changed_at,
            .level = {},
            .steps_open = 0,
            .next_due = {},
            .mine = one.mine,
            .readable = one.readable };
        if (one.readable) {
            row.level = same<contract::Level>(one.file.confirmed ? one.file.confirmed : one.file.proposed);
            for (auto const& step : TRY(steps::steps_of(call.world, call.actor, one.file.id))) {
                if (step.ended_at)
                    continue;
                ++row.steps_open;
                if (step.plan.due && (!row.next_due || *step.plan.due < *row.next_due))
                    row.next_due = step.plan.due;
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<contract::CaseDetail> open_case(Call const& call, contract::NewCase wish)
{
    return case_detail(call,
        TRY(cases::open_case(call.world, call.actor,
            { .signal = wish.signal_id, .idempotency_key = wish.idempotency_key })));
}

Result<contract::CaseDetail> one_case(Call const& call) { return case_detail(call, call.id<Case>()); }

Result<Acknowledgement> link(Call const& call, contract::CaseLink wish)
{
    TRY(cases::link_signal(call.world, call.actor, wish.case_id, call.id<Signal>()));
    return Acknowledgement {};
}

Result<contract::CaseFacts> change_facts(Call const& call, contract::CaseFacts wish)
{
    cases::Facts facts { .status = same<cases::Status>(wish.status),
        .jurisdiction = first(wish.chosen, "state"),
        .type = cases::TraffickingType::NotSpecified,
        .venue = first(wish.chosen, "venue"),
        .close_reason = first(wish.chosen, "case_close"),
        .version = wish.version };
    if (auto const type = first(wish.chosen, "trafficking_type")) {
        auto const known = json::enum_value<cases::TraffickingType>(*type);
        if (!known)
            return fail(Fault::Invalid, "this is no type of trafficking that we count");
        facts.type = *known;
    }
    auto const saved = TRY(cases::set_facts(call.world, call.actor, call.id<Case>(), facts));
    TRY(hotline::statistics::count_closed(call.world, call.actor, call.library.coded, call.id<Case>()));
    return case_facts(saved);
}

Result<contract::CaseDetail> break_glass(Call const& call, contract::BreakGlass wish)
{
    TRY(cases::break_glass(call.world, call.actor, call.id<Case>(), wish.reason));
    return one_case(call);
}

Result<contract::PersonDetail> add_person(Call const& call, contract::NewPerson wish)
{
    cases::PersonFacts facts;
    facts.role = same<cases::PersonRole>(wish.role);
    facts.age_band = same<cases::AgeBand>(wish.age_band);
    auto const id = TRY(cases::add_person(call.world, call.actor, call.id<Case>(), facts));
    return person_detail(call, TRY(cases::find_person(call.world, call.actor, id)));
}

bool says_anything(contract::SafeContact const& plan)
{
    using contract::Known;
    return plan.call != Known::Unknown || plan.text != Known::Unknown || plan.email != Known::Unknown
        || plan.voicemail != Known::Unknown || !plan.hours.empty() || !plan.number.empty()
        || !plan.address.empty() || !plan.ask_for.empty() || !plan.say_as.empty() || !plan.code_word.empty();
}

Done save_plan(Call const& call, Id<Person> person, contract::SafeContact const& plan)
{
    if (!says_anything(plan) && !TRY(cases::safe_ways(call.world, person)))
        return {};
    cases::SafeWays ways { .call = same<cases::Known>(plan.call),
        .text = same<cases::Known>(plan.text),
        .email = same<cases::Known>(plan.email),
        .voicemail = same<cases::Known>(plan.voicemail),
        .hours = {},
        .zone = plan.time_zone,
        .expires = plan.expires_at };
    for (auto const& hours : plan.hours)
        ways.hours.push_back({ hours.days, hours.from, hours.to });
    return cases::save_safe_contact(call.world, call.actor, person, ways,
        { .number = plan.number,
            .address = plan.address,
            .ask_for = plan.ask_for,
            .say_as = plan.say_as,
            .code_word = plan.code_word });
}

/// A field that the form no longer names was emptied.
cases::FieldValues values_of(std::map<std::string, std::string> const& wished, std::vector<std::string> const& filled)
{
    cases::FieldValues values(wished.begin(), wished.end());
    for (auto const& code : filled)
        values.try_emplace(code);
    return values;
}

Result<contract::PersonDetail> change_person(Call const& call, contract::PersonChange wish)
{
    auto const id = call.id<Person>();
    auto const before = TRY(cases::find_person(call.world, call.actor, id));
    cases::PersonFacts const facts { .role = same<cases::PersonRole>(wish.role),
        .age_band = same<cases::AgeBand>(wish.age_band),
        .capacity = same<cases::Capacity>(wish.capacity),
        .guardian = before.facts.guardian,
        .guardian_is_abuser = same<cases::Known>(wish.guardian_is_abuser) };
    TRY(cases::save_person(call.world, call.actor, id, wish.version, facts,
        values_of(wish.fields, TRY(cases::filled_fields(call.world, id)))));
    TRY(save_plan(call, id, wish.safe_contact));
    return person_detail(call, TRY(cases::find_person(call.world, call.actor, id)));
}

Result<contract::NoteRow> add_note(Call const& call, contract::NewNote wish)
{
    auto const kind = wish.private_to_hotline ? cases::NoteKind::PrivateToHotline : cases::NoteKind::Shared;
    auto const id = TRY(cases::add_note(call.world, call.actor, call.id<Case>(),
        { .text = wish.text, .kind = kind, .idempotency_key = wish.idempotency_key }));
    auto const detail = TRY(one_case(call));
    for (auto const& note : detail.notes)
        if (note.id == id)
            return note;
    return fail(Fault::Broken, "the note was written and cannot be found");
}

Result<std::vector<contract::TimelineEntry>> timeline(Call const& call)
{
    std::vector<contract::TimelineEntry> rows;
    for (auto const& entry : TRY(cases::timeline(call.world, call.actor, call.id<Case>()))) {
        contract::TimelineEntry row { .at = entry.at,
            .what = entry.what,
            .about = entry.about,
            .subject = entry.subject };
        if (entry.by)
            row.by = TRY(colleague(call.world, *entry.by)).name;
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<contract::PersonForm> form(Call const& call) { return call.library.person_form; }

} // namespace

Routes case_routes()
{
    using enum Permission;
    std::vector<Permission> const works { AnswerSignals };
    std::vector<Permission> const looks { AnswerSignals, Supervise };
    return {
        row<Nothing, std::vector<contract::CaseRow>>("GET", "/api/cases", looks,
            "mine and my team's, then others by number only", list),
        row<contract::NewCase, contract::CaseDetail>(
            "POST", "/api/cases", works, "opens one, from a signal or empty", open_case),
        row<Nothing, contract::CaseDetail>("GET", "/api/cases/{id}", looks, "reads the case", one_case),
        row<contract::CaseLink, Acknowledgement>(
            "PUT", "/api/signals/{id}/case", works, "links it to a case", link),
        row<contract::CaseFacts, contract::CaseFacts>(
            "PUT", "/api/cases/{id}/facts", looks, "status and coded facts", change_facts),
        row<contract::BreakGlass, contract::CaseDetail>("POST", "/api/cases/{id}/break-glass", looks,
            "30 minutes, with a reason; a supervisor is told now", break_glass),
        row<contract::NewPerson, contract::PersonDetail>(
            "POST", "/api/cases/{id}/people", looks, "one more person", add_person),
        row<contract::PersonChange, contract::PersonDetail>("PUT", "/api/people/{id}", looks,
            "saves what we know of them and their safe-contact plan", change_person),
        row<contract::NewNote, contract::NoteRow>("POST", "/api/cases/{id}/notes", looks,
            "a note, not verbatim; notes are added, never changed", add_note),
        row<Nothing, std::vector<contract::TimelineEntry>>(
            "GET", "/api/cases/{id}/timeline", looks, "what happened, the newest first", timeline),
        row<Nothing, contract::PersonForm>("GET", "/api/forms/person", looks,
            "the fields of a person and the presets for consent", form),
    };
}

} // namespace reachline::edges::console
