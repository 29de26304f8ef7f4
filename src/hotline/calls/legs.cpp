#include "hotline/calls/legs.hpp"

#include "hotline/calls/call_backs_store.hpp"
#include "hotline/calls/calls_store.hpp"
#include "hotline/calls/settling.hpp"
#include "hotline/desk/desk.hpp"

#include <algorithm>
#include <charconv>

namespace reachline::hotline::calls {

namespace {

constexpr std::int64_t most_calls = 2'000; ///< more would only wait for nobody
/// A message's seconds, with some room: what comes beyond is not kept.
constexpr std::int64_t most_parts = 200;
/// The clocks of two processes do not start a leg at the same moment.
constexpr seconds age_slack { 10 };

/// The party that asked with it, if no later try took its place.
Result<std::optional<PartyRow>> asked_by(World& world, std::string const& ask)
{
    std::int64_t id = 0, tries = 0;
    auto const dot = ask.find('.');
    if (dot == ask.npos)
        return std::optional<PartyRow> {};
    auto const* const end = ask.data() + ask.size();
    if (std::from_chars(ask.data(), ask.data() + dot, id).ptr != ask.data() + dot
        || std::from_chars(ask.data() + dot + 1, end, tries).ptr != end)
        return std::optional<PartyRow> {};
    auto party = TRY(rows::party(world, { id }));
    if (!party || party->tries != tries)
        return std::optional<PartyRow> {};
    return party;
}

std::optional<Failure> failure_of(Why why)
{
    switch (why) {
    case Why::Busy:
        return Failure::Busy;
    case Why::NoAnswer:
        return Failure::NoAnswer;
    case Why::Declined:
        return Failure::Declined;
    case Why::Silent:
        return Failure::Silent;
    default:
        return Failure::Unreachable;
    }
}

bool is_loss(Why why) { return why == Why::Silent || why == Why::Unreachable || why == Why::NoVoiceInCommon; }

/// The leg ended by itself: no order hangs it up.
void forget_leg(PartyRow& party)
{
    party.leg.reset();
}

/// Who was to be called back was not reached; the advocate sees why.
Done not_called_back(World& world, PartyRow& caller, std::optional<Failure> failure)
{
    TRY(end_party(world, caller, PartyState::Left));
    caller.failure = failure;
    return rows::update_party(world, caller);
}

/// The caller hung up, or the carrier lost them.
Done caller_ended(World& world, Standing& standing, Why why, Rules const& rules)
{
    auto& caller = *standing.caller();
    bool const called_back = standing.call.stage == line::Stage::Gone;
    bool const was_talking = caller.state == PartyState::Talking;
    forget_leg(caller);
    if (called_back && !was_talking)
        return not_called_back(world, caller, failure_of(why));
    TRY(end_party(world, caller, PartyState::Left));
    auto const owed = TRY(rows::call_back_of(world, standing.signal.id));
    if (owed && owed->state == CallBackState::Waiting && standing.signal.state == signals::State::Waiting) {
        standing.call.stage = line::Stage::Gone;
        standing.call.stage_since = world.now();
        standing.call.sound.clear();
        TRY(standing.keep_call(world));
        return desk::settle(world);
    }
    if (standing.signal.state == signals::State::Active)
        TRY(signals::end_by_person(world, standing.signal.id));
    else
        TRY(signals::end_unanswered(world, standing.signal.id,
            is_loss(why) ? signals::State::Lost : signals::State::Abandoned));
    bool const in_line = standing.signal.state == signals::State::Waiting;
    bool const short_call = world.now() - standing.signal.arrived < rules.short_call;
    auto const ending = is_loss(why) ? Ending::Lost
        : !in_line                   ? Ending::Answered
        : short_call                 ? Ending::AbandonedShort
                                     : Ending::Abandoned;
    TRY(finish(world, standing, ending));
    return desk::settle(world);
}

/// A message that ended with the call is kept all the same.
Done keep_unfinished_message(World& world, Standing& standing)
{
    if (standing.call.stage != line::Stage::Message || TRY(rows::sounds(world, standing.signal.id)) == 0
        || TRY(rows::call_back_of(world, standing.signal.id)))
        return {};
    return keep_place(world, standing.signal.id, CallBackKind::Voicemail);
}

Done staff_ended(World& world, PartyRow& party, Why why)
{
    bool const was_phone = party.phone.has_value() && party.state != PartyState::Talking;
    forget_leg(party);
    auto const muted = party.muted;
    TRY(end_party(world, party, was_phone ? PartyState::Failed : PartyState::Lost, failure_of(why)));
    party.muted = muted; // who comes back is as they were
    return rows::update_party(world, party);
}

/// Whose browser is refused again and again keeps the caller no longer than who never connects, and
/// comes back as they were.
Done browser_refused(World& world, PartyRow& party)
{
    auto const began = party.since;
    auto const muted = party.muted;
    TRY(end_party(world, party, PartyState::Failed, Failure::Unreachable));
    party.since = began;
    party.muted = muted;
    return rows::update_party(world, party);
}

Done other_ended(World& world, PartyRow& party, Why why)
{
    bool const was_there = party.state == PartyState::Talking;
    forget_leg(party);
    return end_party(world, party, was_there ? PartyState::Left : PartyState::Failed, failure_of(why));
}

Result<Id<Signal>> new_call(World& world, Rang const& rang, PartyState state)
{
    auto const opened = TRY(desk::arrive(world,
        { .token = world.random.hex(32), .channel = signals::Channel::Call, .language = "en" }));
    auto const signal = TRY(signals::find(world, opened.id));
    TRY(rows::insert_call(world,
        { .signal = opened.id,
            .trunk = rang.trunk,
            .attestation = rang.attestation,
            .room = rang.leg.value,
            .stage = line::Stage::Greeting,
            .stage_since = world.now() }));
    PartyRow caller { .id = world.new_id<CallParty>(), .call = opened.id, .kind = PartyKind::Caller, .state = state };
    caller.since = caller.began_at = world.now();
    caller.leg = rang.leg;
    std::optional<Bytes> number;
    if (!rang.caller.empty())
        number = TRY(world.keys.seal(signal.folder, number_place(caller.id), rang.caller));
    TRY(rows::insert_party(world, caller, number));
    return opened.id;
}

/// The row of a call that we could not take.
Done refuse(World& world, Rang const& rang)
{
    auto const id = TRY(new_call(world, rang, PartyState::Ringing));
    order(world, Refuse { rang.leg });
    auto standing = TRY(Standing::of(world, id));
    forget_leg(*standing.caller());
    TRY(signals::end_unanswered(world, id, signals::State::Refused));
    return finish(world, standing, Ending::Refused);
}

} // namespace

Result<Id<Signal>> rang(World& world, Rang const& rang, Rules const&)
{
    if (auto const known = TRY(rows::party_with_leg(world, rang.leg)))
        return known->call;
    if (static_cast<std::int64_t>(TRY(rows::running(world)).size()) >= most_calls) {
        TRY(refuse(world, rang));
        return Id<Signal> {};
    }
    auto const id = TRY(new_call(world, rang, PartyState::Ringing));
    order(world, Answer { rang.leg });
    return id;
}

Done browser_answered(World& world, std::string const& ask, Id<Leg> leg, std::string const& answer)
{
    auto party = TRY(asked_by(world, ask));
    if (!party) {
        order(world, HangUp { leg });
        return {};
    }
    party->leg = leg;
    party->answer = answer;
    TRY(rows::update_party(world, *party));
    tell_changed(world, party->call);
    return {};
}

Done dialling(World& world, std::string const& ask, Id<Leg> leg)
{
    auto party = TRY(asked_by(world, ask));
    if (!party) {
        order(world, HangUp { leg });
        return {};
    }
    party->leg = leg;
    return rows::update_party(world, *party);
}

Done progressing(World& world, Id<Leg> leg)
{
    auto party = TRY(rows::party_with_leg(world, leg));
    if (!party || party->state != PartyState::Dialling)
        return {};
    return set_state(world, *party, PartyState::Ringing);
}

Done answered(World& world, Id<Leg> leg)
{
    auto party = TRY(rows::party_with_leg(world, leg));
    if (!party) {
        order(world, HangUp { leg });
        return {};
    }
    TRY(set_state(world, *party, PartyState::Talking));
    if (party->kind != PartyKind::Caller)
        return settle(world, party->call);
    auto standing = TRY(Standing::of(world, party->call));
    if (standing.call.stage == line::Stage::Gone) { // called back
        standing.call.stage = line::Stage::Talk;
        standing.call.stage_since = world.now();
        TRY(standing.keep_call(world));
    } else if (standing.call.stage == line::Stage::Greeting)
        TRY(line_event(world, standing, line::Began {}));
    return settle(world, party->call);
}

Done ended(World& world, Id<Leg> leg, Why why, Rules const& rules)
{
    auto const found = TRY(rows::party_with_leg(world, leg));
    if (!found)
        return {};
    auto standing = TRY(Standing::of(world, found->call));
    auto& party = *std::ranges::find(standing.parties, found->id, &PartyRow::id);
    if (party.kind == PartyKind::Caller) {
        TRY(keep_unfinished_message(world, standing));
        TRY(caller_ended(world, standing, why, rules));
    } else if (party.account)
        TRY(staff_ended(world, party, why));
    else
        TRY(other_ended(world, party, why));
    return settle(world, found->call, rules);
}

Done not_begun(World& world, std::string const& ask)
{
    auto party = TRY(asked_by(world, ask));
    if (!party || party->leg)
        return {};
    if (party->kind == PartyKind::Caller)
        TRY(not_called_back(world, *party, Failure::Unreachable));
    else if (party->account && !party->phone)
        TRY(browser_refused(world, *party));
    else
        TRY(end_party(world, *party, PartyState::Failed, Failure::Unreachable));
    return settle(world, party->call);
}

Done key(World& world, Id<Leg> leg, char key)
{
    auto const party = TRY(rows::party_with_leg(world, leg));
    if (!party || party->kind != PartyKind::Caller)
        return {};
    auto standing = TRY(Standing::of(world, party->call));
    TRY(line_event(world, standing, line::Key { key }));
    return settle(world, party->call);
}

Done played(World& world, Id<Leg> leg)
{
    auto const party = TRY(rows::party_with_leg(world, leg));
    if (!party || party->kind != PartyKind::Caller)
        return {};
    auto standing = TRY(Standing::of(world, party->call));
    if (!standing.is_in_line())
        return {};
    return line_event(world, standing, line::Played {});
}

Done quality(World& world, Id<Leg> leg, Quality const& quality)
{
    auto const party = TRY(rows::party_with_leg(world, leg));
    if (!party)
        return {};
    TRY(rows::set_quality(world, party->id, quality));
    // Numbers move all the time; who looks is told when somebody is heard, or hears, otherwise than before.
    auto const& before = party->quality;
    if (!before || heard(*before) != heard(quality) || hears(*before) != hears(quality))
        tell_changed(world, party->call);
    return {};
}

Done message_part(World& world, Id<Leg> leg, std::string const& sound)
{
    auto const party = TRY(rows::party_with_leg(world, leg));
    if (!party || party->kind != PartyKind::Caller || sound.empty())
        return {};
    auto const position = TRY(rows::sounds(world, party->call));
    if (position >= most_parts)
        return {};
    auto const signal = TRY(signals::find(world, party->call));
    auto const id = world.new_id<rows::VoicemailPart>();
    return rows::insert_sound(world, id, party->call, position,
        TRY(world.keys.seal(signal.folder, sound_place(id.value), sound)));
}

Done message_over(World& world, Id<Leg> leg, seconds length)
{
    auto const party = TRY(rows::party_with_leg(world, leg));
    if (!party || party->kind != PartyKind::Caller)
        return {};
    auto standing = TRY(Standing::of(world, party->call));
    auto const kept = TRY(rows::sounds(world, party->call)) == 0 ? seconds(0) : std::max(length, seconds(1));
    return line_event(world, standing, line::MessageTaken { kept });
}

namespace {

/// Another process may have begun again to count legs: this leg must be as old as our row of it.
bool is_same(PartyRow const& party, FoundLeg const& leg, Time now)
{
    bool const way = leg.came_in == (party.kind == PartyKind::Caller && party.tries == 0);
    return way && (party.state != PartyState::Talking || leg.age + age_slack >= now - party.since);
}

Done take_in(World& world, FoundLeg const& leg)
{
    auto const id = TRY(rang(world, { .leg = leg.leg, .trunk = leg.trunk, .caller = leg.caller, .attestation = leg.attestation }));
    if (leg.is_talking && id)
        TRY(answered(world, leg.leg));
    return {};
}

/// Its legs are still there; what they were told and what they heard last may be out of date.
Done place_anew(World& world, PartyRow party)
{
    party.told.clear();
    TRY(rows::update_party(world, party));
    if (party.kind != PartyKind::Caller)
        return {};
    auto standing = TRY(Standing::of(world, party.call));
    if (party.state == PartyState::Ringing) {
        order(world, Answer { *party.leg });
        return {};
    }
    return standing.is_in_line() ? line_event(world, standing, line::Resumed {}) : Done {};
}

} // namespace

Done found(World& world, std::vector<FoundLeg> const& legs, Rules const& rules)
{
    std::vector<Id<Leg>> ours;
    for (auto const& party : TRY(rows::with_legs(world))) {
        auto const leg = std::ranges::find(legs, *party.leg, &FoundLeg::leg);
        if (leg == legs.end() || !is_same(party, *leg, world.now())) {
            TRY(ended(world, *party.leg, Why::Unreachable, rules));
            continue;
        }
        ours.push_back(leg->leg);
        if (leg->is_talking && party.state != PartyState::Talking)
            TRY(answered(world, leg->leg));
        if (auto const still = TRY(rows::party(world, party.id)); still && still->leg)
            TRY(place_anew(world, *still));
    }
    for (auto const& leg : legs)
        if (std::ranges::find(ours, leg.leg) == ours.end()) {
            if (leg.came_in)
                TRY(take_in(world, leg));
            else
                order(world, HangUp { leg.leg });
        }
    return settle_all(world, rules);
}

} // namespace reachline::hotline::calls
