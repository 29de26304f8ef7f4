#include "edges/console/call_rows.hpp"

#include "edges/console/library.hpp"
#include "edges/console/line_rows.hpp"
#include "edges/console/same.hpp"
#include "edges/console/step_rows.hpp"
#include "hotline/cases/repeat_contact.hpp"
#include "hotline/signals/signals.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

namespace calls = hotline::calls;
namespace signals = hotline::signals;

std::optional<contract::VoiceQuality> quality_of(calls::PartyRow const& party)
{
    if (!party.quality || !party.is_here())
        return std::nullopt;
    return contract::VoiceQuality { .heard = same<contract::VoiceSignal>(calls::heard(*party.quality)),
        .hears = same<contract::VoiceSignal>(calls::hears(*party.quality)),
        .lost_percent = party.quality->lost_percent,
        .lost_there_percent = party.quality->lost_there_percent,
        .jitter_ms = party.quality->jitter_ms,
        .delay_ms = party.quality->delay_ms,
        .level_db = static_cast<int>(party.quality->level_db) };
}

contract::MyVoice voice_of(Call const& call, std::vector<calls::PartyRow> const& parties)
{
    using enum contract::MyVoiceState;
    contract::MyVoice mine { .state = None };
    for (auto const& party : parties) {
        if (party.account != call.actor.account)
            continue;
        if (party.is_here())
            mine = { .state = Connected, .answer = party.answer };
        else if (party.state == calls::PartyState::Dialling || party.state == calls::PartyState::Ringing)
            mine = { .state = Connecting, .answer = party.answer };
        else if (party.state == calls::PartyState::Lost)
            mine = { .state = Lost };
    }
    return mine;
}

bool may_see(Call const& call, signals::SignalRow const& signal)
{
    return signal.handler == call.actor.account || call.actor.may(Permission::Supervise);
}

bool has_number(Call const& call, signals::SignalRow const& signal, std::vector<calls::PartyRow> const& parties)
{
    return signal.handler == call.actor.account && signal.state != signals::State::Closed
        && std::ranges::any_of(parties, [](auto const& one) { return one.kind == calls::PartyKind::Caller && one.has_number; });
}

} // namespace

contract::CallParty party_row(World& world, calls::PartyRow const& party)
{
    contract::CallParty row { .id = party.id,
        .kind = same<contract::PartyKind>(party.kind),
        .name = party.name,
        .state = same<contract::PartyState>(party.state),
        .failure = same<contract::PartyFailure>(party.failure),
        .muted = party.muted,
        .held = party.held,
        .apart = party.apart,
        .watching = same<contract::Watching>(party.watching),
        .quality = quality_of(party) };
    if (party.account)
        if (auto const who = colleague(world, *party.account))
            row.name = who->name;
    return row;
}

Result<contract::CallDetail> call_detail(Call const& call, Id<hotline::Signal> id)
{
    auto const row = TRY(calls::find(call.world, id));
    auto const signal = TRY(signals::find(call.world, id));
    auto const parties = TRY(calls::parties(call.world, id));
    if (!may_see(call, signal)
        && std::ranges::none_of(parties, [&](auto const& one) { return one.account == call.actor.account && one.is_in(); }))
        return fail(Fault::NotFound, "there is no such call");
    auto const state = calls::state_of(row, signal, parties);
    contract::CallDetail detail { .signal_id = id,
        .state = same<contract::CallState>(state),
        .since = calls::since(row, parties, state),
        .trunk = row.trunk,
        .attestation = same<contract::Attestation>(row.attestation),
        .has_number = has_number(call, signal, parties),
        .language = signal.language,
        .danger = signal.line_class == signals::Class::Danger,
        .parties = {},
        .my_voice = voice_of(call, parties),
        .watched_by = {},
        .may_leave = signal.handler == call.actor.account && calls::may_leave(parties) };
    for (auto const& party : parties) {
        detail.parties.push_back(party_row(call.world, party));
        if (party.watching && party.is_here())
            detail.watched_by.push_back(TRY(colleague(call.world, *party.account)));
    }
    if (auto const owed = TRY(calls::call_back_of(call.world, id)); owed && owed->state != calls::CallBackState::Done)
        detail.call_back_id = owed->id;
    return detail;
}

Result<contract::CalledBefore> called_before(Call const& call, Id<hotline::Signal> id)
{
    contract::CalledBefore answer { .contacts = {}, .many_use_it = false };
    auto const repeats = TRY(hotline::cases::find_repeat_of_caller(call.world, call.actor, id));
    if (!repeats)
        return answer;
    answer.many_use_it = repeats->many_use_it;
    auto& rows = answer.contacts;
    for (auto const& one : repeats->cases)
        TRY(add_contacts_of(call, one.subject, rows));
    for (auto const& one : repeats->calls) {
        contract::RepeatContact row { one.signal, contract::Channel::Call, one.at };
        if (auto const of_case = TRY(case_of(call.world, one.signal))) {
            row.case_id = of_case->id;
            row.case_number = of_case->number;
        }
        rows.push_back(std::move(row));
    }
    std::erase_if(rows, [&](auto const& one) { return one.signal_id == id; });
    std::ranges::sort(rows, std::ranges::greater(), &contract::RepeatContact::signal_id);
    rows.erase(std::ranges::unique(rows, {}, &contract::RepeatContact::signal_id).begin(), rows.end());
    return answer;
}

Result<contract::CallBackRow> call_back_row(Call const& call, calls::CallBackRow const& one)
{
    auto const signal = TRY(signals::find(call.world, one.signal));
    auto const parties = TRY(calls::parties(call.world, one.signal));
    contract::CallBackRow row { .id = one.id,
        .signal_id = one.signal,
        .kind = same<contract::CallBackKind>(one.kind),
        .asked_at = one.asked_at,
        .due_at = one.due_at,
        .language = signal.language,
        .safe_words = call.library.call_back_words.at(json::enum_name(one.kind)),
        .state = same<contract::CallBackState>(one.state),
        .tries = static_cast<int>(one.tries),
        .has_sound = one.has_sound,
        .may_call = std::ranges::any_of(parties, [](auto const& party) {
            return party.kind == calls::PartyKind::Caller && party.has_number;
        }) };
    if (signal.handler && signal.state == signals::State::Active)
        row.held_by = TRY(colleague(call.world, *signal.handler));
    return row;
}

} // namespace reachline::edges::console
