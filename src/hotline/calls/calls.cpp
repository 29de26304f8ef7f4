// Looking at a call, and what the advocate does in it.

#include "hotline/calls/calls.hpp"

#include "hotline/calls/calls_store.hpp"
#include "hotline/calls/settling.hpp"

#include <algorithm>

namespace reachline::hotline::calls {

namespace {

constexpr std::size_t longest_offer = 16 * 1024;
constexpr std::size_t most_keys = 32;
constexpr std::size_t longest_phone = 64;

Done check_offer(std::string const& offer)
{
    if (offer.empty() || offer.size() > longest_offer)
        return fail(Fault::Invalid, "this is no offer of a voice");
    return {};
}

/// The actor's own party; made when they join for the first time.
Result<PartyRow> own_party(World& world, Actor const& actor, Id<Signal> id, PartyKind kind)
{
    for (auto& party : TRY(rows::parties(world, id)))
        if (party.account == actor.account && party.kind == kind)
            return std::move(party);
    PartyRow party { .id = world.new_id<CallParty>(), .call = id, .kind = kind, .account = actor.account };
    party.since = party.began_at = world.now();
    TRY(rows::insert_party(world, party, std::nullopt));
    return party;
}

/// An earlier window's leg ends; the next one belongs to the next try. After an offer that was refused
/// the caller has waited since the first one.
Done begin_anew(World& world, PartyRow& party)
{
    bool const was_refused = party.state == PartyState::Failed && !party.phone;
    auto const began = party.since;
    if (party.leg)
        order(world, HangUp { *party.leg });
    party.leg.reset();
    party.answer.reset();
    party.phone.reset();
    party.failure.reset();
    party.told.clear();
    ++party.tries;
    TRY(set_state(world, party, PartyState::Dialling));
    if (was_refused)
        party.since = began;
    return rows::update_party(world, party);
}

Result<CallRow> held_and_running(World& world, Actor const& actor, Id<Signal> id)
{
    TRY(held_by(world, actor, id));
    return find_running(world, id);
}

Result<PartyRow> party_of_kind(World& world, Id<Signal> id, PartyKind kind, std::optional<Id<Account>> account)
{
    for (auto& party : TRY(rows::parties(world, id)))
        if (party.kind == kind && (!account || party.account == account))
            return std::move(party);
    return fail(Fault::Conflict, "they are not in this call");
}

} // namespace

Result<CallRow> find(World& world, Id<Signal> id)
{
    if (auto call = TRY(rows::call(world, id)))
        return std::move(*call);
    return fail(Fault::NotFound, "there is no such call");
}

Result<bool> is_call(World& world, Id<Signal> id) { return TRY(rows::call(world, id)).has_value(); }
Result<std::vector<PartyRow>> parties(World& world, Id<Signal> id) { return rows::parties(world, id); }
Result<std::vector<CallRow>> running(World& world) { return rows::running(world); }

Result<PartyRow> party(World& world, Id<CallParty> id)
{
    if (auto found = TRY(rows::party(world, id)))
        return std::move(*found);
    return fail(Fault::NotFound, "there is nobody by this number in a call");
}

Result<CallRow> held_by(World& world, Actor const& actor, Id<Signal> id)
{
    auto call = TRY(find(world, id));
    auto const signal = TRY(signals::find(world, id));
    if (!signal.handler || *signal.handler != actor.account)
        return fail(Fault::NotFound, "there is no such call");
    return call;
}

State state_of(CallRow const& call, signals::SignalRow const& signal, std::vector<PartyRow> const& all)
{
    if (call.is_over())
        return State::Over;
    if (signal.state == signals::State::Waiting)
        return State::InLine;
    if (std::ranges::any_of(all, [](PartyRow const& one) { return one.is_here() && one.apart; }))
        return State::OnHold;
    if (std::ranges::any_of(all, [](PartyRow const& one) { return one.kind == PartyKind::Caller && one.held; }))
        return State::OnHold;
    bool const caller_here = std::ranges::any_of(
        all, [](PartyRow const& one) { return one.kind == PartyKind::Caller && one.is_here(); });
    if (caller_here && std::ranges::any_of(all, &PartyRow::is_company))
        return State::Talking;
    if (std::ranges::any_of(all, [](PartyRow const& one) { return one.state == PartyState::Lost; }))
        return State::Alone;
    return State::Ringing;
}

Time since(CallRow const& call, std::vector<PartyRow> const& all, State state)
{
    auto latest = call.stage_since;
    if (state != State::InLine && state != State::Over)
        for (auto const& party : all)
            if (party.kind == PartyKind::Advocate || party.kind == PartyKind::Caller)
                latest = std::max(latest, party.since);
    return latest;
}

namespace {

Heard with_loss(double percent)
{
    constexpr double gaps = 2, hardly = 8; // what is made up for one lost word in fifty is not noticed
    return percent > hardly ? Heard::Bad : percent > gaps ? Heard::Fair : Heard::Good;
}

} // namespace

Heard heard(Quality const& quality)
{
    if (quality.jitter_ms > 80 || quality.delay_ms > 400)
        return Heard::Bad;
    auto const late = quality.jitter_ms > 30 || quality.delay_ms > 200 ? Heard::Fair : Heard::Good;
    return std::max(late, with_loss(quality.lost_percent));
}

std::optional<Heard> hears(Quality const& quality)
{
    return quality.lost_there_percent ? std::optional(with_loss(*quality.lost_there_percent)) : std::nullopt;
}

Result<std::optional<SeenNumber>> caller_number(
    World& world, Actor const& actor, Id<Signal> id, audit::Purpose purpose)
{
    TRY(held_by(world, actor, id));
    auto const signal = TRY(signals::find(world, id));
    auto const caller = TRY(party_of_kind(world, id, PartyKind::Caller, std::nullopt));
    auto const sealed = TRY(rows::sealed_number(world, caller.id));
    if (!sealed || signal.state == signals::State::Closed || !world.keys.is_unlocked())
        return std::optional<SeenNumber> {};
    auto const reading = TRY(audit::read(world, actor, purpose, about(id)));
    return std::optional(SeenNumber { TRY(world.keys.open(number_place(caller.id), *sealed)), reading });
}

Done open_voice(World& world, Actor const& actor, Id<Signal> id, std::string const& offer)
{
    TRY(held_and_running(world, actor, id));
    TRY(check_offer(offer));
    auto party = TRY(own_party(world, actor, id, PartyKind::Advocate));
    TRY(begin_anew(world, party));
    order(world, OpenBrowser { .ask = ask_of(party), .offer = offer });
    TRY(audit::record(world, actor, "voice_joined", audit::subject("call_party", party.id), about(id)));
    return settle(world, id);
}

Done ring_phone(World& world, Actor const& actor, Id<Signal> id, std::string const& phone)
{
    TRY(held_and_running(world, actor, id));
    if (phone.empty() || phone.size() > longest_phone)
        return fail(Fault::Invalid, "this is no name of a telephone");
    auto party = TRY(own_party(world, actor, id, PartyKind::Advocate));
    TRY(begin_anew(world, party));
    // That it is one, and not its name: in a field that rests in clear a name of a person could hide.
    party.phone = "house";
    TRY(rows::update_party(world, party));
    order(world, RingPhone { .ask = ask_of(party), .phone = phone });
    TRY(audit::record(world, actor, "phone_rung", audit::subject("call_party", party.id), about(id)));
    return settle(world, id);
}

Done leave_voice(World& world, Actor const& actor, Id<Signal> id)
{
    TRY(held_and_running(world, actor, id));
    auto party = TRY(party_of_kind(world, id, PartyKind::Advocate, actor.account));
    if (party.is_in())
        TRY(end_party(world, party, PartyState::Lost));
    return settle(world, id);
}

Done mute(World& world, Actor const& actor, Id<Signal> id, bool muted)
{
    TRY(held_and_running(world, actor, id));
    auto party = TRY(party_of_kind(world, id, PartyKind::Advocate, actor.account));
    party.muted = muted;
    TRY(rows::update_party(world, party));
    tell_changed(world, id);
    return settle(world, id);
}

Done hold(World& world, Actor const& actor, Id<Signal> id, bool held)
{
    TRY(held_and_running(world, actor, id));
    auto caller = TRY(party_of_kind(world, id, PartyKind::Caller, std::nullopt));
    if (!caller.is_here())
        return fail(Fault::Conflict, "they are not in this call");
    caller.held = held;
    TRY(rows::update_party(world, caller));
    tell_changed(world, id);
    return settle(world, id);
}

Done press(World& world, Actor const& actor, Id<Signal> id, Id<CallParty> to, std::string const& keys)
{
    TRY(held_and_running(world, actor, id));
    auto const one = TRY(party(world, to));
    if (one.call != id)
        return fail(Fault::NotFound, "there is nobody by this number in a call");
    if (keys.empty() || keys.size() > most_keys || keys.find_first_not_of("0123456789*#") != keys.npos)
        return fail(Fault::Invalid, "the keys are 0 to 9, * and #");
    if (!one.is_here())
        return fail(Fault::Conflict, "they are not in this call");
    order(world, Press { .leg = *one.leg, .keys = keys });
    return {};
}

Done hang_up(World& world, Actor const& actor, Id<Signal> id)
{
    auto const call = TRY(held_and_running(world, actor, id));
    if (TRY(signals::find(world, id)).state == signals::State::Active)
        TRY(signals::end(world, actor, id));
    else if (call.goes_on) {
        auto standing = TRY(Standing::of(world, id));
        return finish(world, standing, Ending::Answered);
    }
    return settle(world, id);
}

Result<Id<CallParty>> add_party(World& world, Actor const& actor, NewParty const& wish, Reading const& reading)
{
    TRY(find_running(world, wish.call));
    if (wish.number.empty())
        return fail(Fault::Invalid, "there is no number to call");
    auto const signal = TRY(signals::find(world, wish.call));
    PartyRow party { .id = world.new_id<CallParty>(),
        .call = wish.call,
        .kind = wish.kind,
        .name = wish.name,
        .subject = wish.subject,
        .has_number = true,
        .apart = wish.apart };
    party.since = party.began_at = world.now();
    TRY(rows::insert_party(
        world, party, TRY(world.keys.seal(signal.folder, number_place(party.id), wish.number))));
    TRY(audit::record(world, actor, "party_called", audit::subject("call_party", party.id), about(wish.call)));
    TRY(dial(world, party, wish.number, reading));
    TRY(settle(world, wish.call));
    return party.id;
}

Result<Id<CallParty>> add_staff(World& world, Actor const& actor, Id<Signal> id, PartyKind kind,
    std::string const& offer, std::optional<Watching> watching)
{
    TRY(find_running(world, id));
    TRY(check_offer(offer));
    auto party = TRY(own_party(world, actor, id, kind));
    party.watching = watching;
    TRY(begin_anew(world, party));
    order(world, OpenBrowser { .ask = ask_of(party), .offer = offer });
    TRY(audit::record(world, actor, "voice_joined", audit::subject("call_party", party.id), about(id)));
    TRY(settle(world, id));
    return party.id;
}

Done set_apart(World& world, Actor const& actor, Id<CallParty> id, bool apart)
{
    auto one = TRY(party(world, id));
    if (one.account || one.kind == PartyKind::Caller)
        return fail(Fault::Invalid, "only a third party can be spoken to apart");
    one.apart = apart;
    TRY(rows::update_party(world, one));
    TRY(audit::record(world, actor, apart ? Literal("party_taken_apart") : Literal("party_introduced"),
        audit::subject("call_party", id), about(one.call)));
    tell_changed(world, one.call);
    return settle(world, one.call);
}

Done set_watching(World& world, Actor const& actor, Id<CallParty> id, Watching watching)
{
    auto one = TRY(party(world, id));
    if (one.kind != PartyKind::Supervisor)
        return fail(Fault::Invalid, "only a supervisor watches");
    one.watching = watching;
    TRY(rows::update_party(world, one));
    TRY(audit::record(world, actor, "watching_changed", audit::subject("call_party", id), about(one.call)));
    tell_changed(world, one.call);
    return settle(world, one.call);
}

Done drop(World& world, Actor const& actor, Id<CallParty> id)
{
    auto one = TRY(party(world, id));
    if (!one.is_in())
        return {};
    TRY(audit::record(world, actor, "party_dropped", audit::subject("call_party", id), about(one.call)));
    TRY(end_party(world, one, PartyState::Left));
    return settle(world, one.call);
}

bool may_leave(std::vector<PartyRow> const& all)
{
    bool const caller_here = std::ranges::any_of(
        all, [](PartyRow const& one) { return one.kind == PartyKind::Caller && one.is_here() && !one.held; });
    return caller_here && std::ranges::any_of(all, [](PartyRow const& one) {
        return (one.kind == PartyKind::Provider || one.kind == PartyKind::Dispatcher) && one.is_here() && !one.apart;
    });
}

Done leave_others(World& world, Actor const& actor, Id<Signal> id)
{
    TRY(held_and_running(world, actor, id));
    auto standing = TRY(Standing::of(world, id));
    if (!may_leave(standing.parties))
        return fail(Fault::Conflict, "nobody would be with the caller");
    standing.call.goes_on = true;
    TRY(standing.keep_call(world));
    TRY(audit::record(world, actor, "advocate_left_call", about(id)));
    if (standing.signal.state == signals::State::Active)
        TRY(signals::end(world, actor, id));
    return settle(world, id);
}

} // namespace reachline::hotline::calls
