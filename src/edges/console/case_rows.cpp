#include "edges/console/case_rows.hpp"

#include "edges/console/line_rows.hpp"
#include "edges/console/same.hpp"
#include "edges/console/step_rows.hpp"
#include "hotline/cases/repeat_contact.hpp"
#include "hotline/cases/safe_contact.hpp"
#include "hotline/consent/consent.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

namespace cases = hotline::cases;
namespace consent = hotline::consent;
namespace steps = hotline::steps;
using hotline::Case;
using hotline::Signal;

Result<contract::SafeContact> safe_contact(Call const& call, Id<hotline::Person> person)
{
    contract::SafeContact answer {};
    answer.call = answer.text = answer.email = answer.voicemail = contract::Known::Unknown;
    auto const ways = TRY(cases::safe_ways(call.world, person));
    if (!ways)
        return answer;
    answer.call = same<contract::Known>(ways->call);
    answer.text = same<contract::Known>(ways->text);
    answer.email = same<contract::Known>(ways->email);
    answer.voicemail = same<contract::Known>(ways->voicemail);
    for (auto const& hours : ways->hours)
        answer.hours.push_back({ hours.days, hours.from, hours.to });
    answer.time_zone = ways->zone;
    answer.expires_at = ways->expires;
    if (auto const words = TRY(cases::read_safe_words(call.world, call.actor, person))) {
        answer.number = words->number.seen_under(words->reading);
        answer.address = words->address.seen_under(words->reading);
        answer.ask_for = words->ask_for.seen_under(words->reading);
        answer.say_as = words->say_as.seen_under(words->reading);
        answer.code_word = words->code_word.seen_under(words->reading);
    }
    return answer;
}

Result<std::vector<contract::NoteRow>> notes(Call const& call, Id<Case> id)
{
    std::vector<contract::NoteRow> rows;
    auto const seen = TRY(cases::read_notes(call.world, call.actor, id));
    for (auto const& note : seen.notes)
        rows.push_back({ .id = note.id,
            .text = note.text.seen_under(seen.reading),
            .private_to_hotline = note.kind == cases::NoteKind::PrivateToHotline,
            .author = TRY(colleague(call.world, note.author)),
            .at = note.at });
    return rows;
}

Result<std::vector<contract::LinkedSignal>> linked_signals(Call const& call, Id<Case> id)
{
    std::vector<contract::LinkedSignal> rows;
    for (auto const signal_id : TRY(cases::signals_of(call.world, id))) {
        auto const row = TRY(line_row(call, TRY(hotline::signals::find(call.world, signal_id))));
        rows.push_back({ row.id, row.channel, row.state, row.arrived_at, row.held_by });
    }
    return rows;
}

contract::CaseAccess access_of(cases::Access access)
{
    return access == cases::Access::Team   ? contract::CaseAccess::Team
        : access == cases::Access::BreakGlass ? contract::CaseAccess::BreakGlass
                                              : contract::CaseAccess::Own;
}

bool is_open(steps::State state)
{
    return state != steps::State::Done && state != steps::State::Failed && state != steps::State::Cancelled
        && state != steps::State::Declined;
}

std::string first(std::map<std::string, std::string> const& fields, char const* code)
{
    auto const found = fields.find(code);
    return found == fields.end() ? std::string() : found->second;
}

} // namespace

contract::CaseFacts case_facts(cases::Facts const& facts)
{
    contract::CaseFacts answer { .status = same<contract::CaseStatus>(facts.status),
        .chosen = { { "trafficking_type", { json::enum_name(facts.type) } } },
        .version = static_cast<int>(facts.version) };
    if (facts.jurisdiction)
        answer.chosen["state"] = { *facts.jurisdiction };
    if (facts.venue)
        answer.chosen["venue"] = { *facts.venue };
    if (facts.close_reason)
        answer.chosen["case_close"] = { *facts.close_reason };
    return answer;
}

Result<contract::PersonDetail> person_detail(Call const& call, cases::PersonRow const& person)
{
    contract::PersonDetail answer {
        .id = person.id,
        .ordinal = static_cast<int>(person.ordinal),
        .role = same<contract::PersonRole>(person.facts.role),
        .age_band = same<contract::AgeBand>(person.facts.age_band),
        .capacity = same<contract::Capacity>(person.facts.capacity),
        .guardian_is_abuser = same<contract::Known>(person.facts.guardian_is_abuser),
        .fields = {},
        .safe_contact = TRY(safe_contact(call, person.id)),
        .reachable_now = TRY(cases::reachable_now(call.world, person.id)),
        .version = static_cast<int>(person.version),
    };
    auto const seen = TRY(cases::read_fields(call.world, call.actor, person.id));
    for (auto const& [code, value] : seen.values)
        answer.fields.emplace(code, value.seen_under(seen.reading));
    return answer;
}

Result<contract::CaseDetail> case_detail(Call const& call, Id<Case> id)
{
    auto& world = call.world;
    auto const file = TRY(cases::find(world, call.actor, id));
    contract::CaseDetail answer {
        .id = file.id,
        .number = file.number,
        .facts = case_facts(file.facts),
        .opened_at = file.opened_at,
        .opened_by = file.opened_by ? TRY(colleague(world, *file.opened_by)) : contract::Colleague {},
        .proposed = same<contract::Level>(file.proposed),
        .confirmed = same<contract::Level>(file.confirmed),
        .people = {},
        .notes = TRY(notes(call, id)),
        .signals = TRY(linked_signals(call, id)),
        .access = access_of(TRY(cases::access(world, call.actor, id))),
        .access_ends_at = cases::break_glass_ends(world, call.actor, id),
        .consents_live = 0,
        .steps_open = 0,
    };
    for (auto const& person : TRY(cases::people_of(world, call.actor, id)))
        answer.people.push_back(TRY(person_detail(call, person)));
    for (auto const& row : TRY(consent::consents_of(world, call.actor, id)))
        answer.consents_live += row.state == consent::State::Active ? 1 : 0;
    for (auto const& row : TRY(steps::steps_of(world, call.actor, id)))
        answer.steps_open += is_open(row.state) ? 1 : 0;
    return answer;
}

Result<std::optional<CaseOfSignal>> case_of(World& world, Id<Signal> signal)
{
    auto const found = TRY(cases::cases_of(world, signal));
    if (found.empty())
        return std::optional<CaseOfSignal> {};
    auto const file = TRY(cases::file_of(world, found.front()));
    return std::optional(CaseOfSignal { file.id, file.number });
}

Done add_contacts_of(Call const& call, Id<Case> id, std::vector<contract::RepeatContact>& rows)
{
    auto const file = TRY(cases::file_of(call.world, id));
    for (auto const earlier : TRY(cases::signals_of(call.world, id))) {
        auto const signal = TRY(hotline::signals::find(call.world, earlier));
        rows.push_back({ signal.id, channel_of(signal), signal.arrived, file.id, file.number });
    }
    return {};
}

/// By the numbers and addresses of the people in this signal's case.
Result<std::vector<contract::RepeatContact>> repeat_contacts_of(Call const& call, Id<Signal> signal)
{
    std::vector<contract::RepeatContact> rows;
    auto const own = TRY(case_of(call.world, signal));
    if (!own || !call.world.keys.is_unlocked() || !cases::may_open(call.world, call.actor, own->id))
        return rows;
    for (auto const& person : TRY(cases::people_of(call.world, call.actor, own->id))) {
        auto const fields = TRY(person_detail(call, person)).fields;
        for (auto const& [kind, code] : { std::pair(cases::PointKind::Phone, "phone"), std::pair(cases::PointKind::Email, "email") }) {
            if (first(fields, code).empty())
                continue;
            for (auto const& repeat : TRY(cases::find_repeat(call.world, call.actor, kind, first(fields, code)))) {
                if (repeat.subject == own->id)
                    continue;
                TRY(add_contacts_of(call, repeat.subject, rows));
            }
        }
    }
    return rows;
}

} // namespace reachline::edges::console
