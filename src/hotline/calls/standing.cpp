#include "hotline/calls/settling.hpp"

#include "hotline/calls/call_backs_store.hpp"
#include "hotline/calls/calls_store.hpp"
#include "hotline/calls/trunks/trunks.hpp"

#include <algorithm>

namespace reachline::hotline::calls {

Result<Standing> Standing::of(World& world, Id<Signal> id)
{
    auto const call = TRY(find(world, id));
    return Standing { .call = call,
        .signal = TRY(signals::find(world, id)),
        .parties = TRY(calls::parties(world, id)),
        .written = call };
}

Done Standing::keep_call(World& world)
{
    if (call == written)
        return {};
    TRY(rows::update_call(world, call));
    written = call;
    return {};
}

PartyRow* Standing::caller()
{
    auto const found = std::ranges::find(parties, PartyKind::Caller, &PartyRow::kind);
    return found == parties.end() ? nullptr : &*found;
}

PartyRow* Standing::advocate()
{
    auto const found = std::ranges::find_if(parties, [&](PartyRow const& party) {
        return party.kind == PartyKind::Advocate && party.account == signal.handler;
    });
    return found == parties.end() ? nullptr : &*found;
}

bool Standing::is_in_line() const
{
    return call.stage != line::Stage::Talk || !call.sound.empty();
}

Result<CallRow> find_running(World& world, Id<Signal> id)
{
    auto call = TRY(find(world, id));
    if (call.is_over())
        return fail(Fault::Conflict, "this call is over");
    return call;
}

Actor for_handler(signals::SignalRow const& signal)
{
    return { .kind = Actor::Kind::Staff, .account = signal.handler.value_or(Id<Account> {}) };
}

void tell_changed(World& world, Id<Signal> id)
{
    world.tell({ .kind = Notice::Kind::SignalChanged, .subject = id.value });
}

Done set_state(World& world, PartyRow& party, PartyState state)
{
    if (party.state != state)
        party.since = world.now();
    party.state = state;
    TRY(rows::update_party(world, party));
    tell_changed(world, party.call);
    return {};
}

Done end_party(World& world, PartyRow& party, PartyState state, std::optional<Failure> failure)
{
    if (party.leg)
        order(world, HangUp { *party.leg });
    ++party.tries; // a leg that comes now answers an earlier try
    party.leg.reset();
    party.answer.reset();
    party.told.clear();
    party.apart = party.held = party.muted = false;
    party.failure = state == PartyState::Failed ? failure : std::nullopt;
    return set_state(world, party, state);
}

namespace {

/// Who was spoken to is owed no call any more.
Done end_call_back(World& world, Id<Signal> id)
{
    auto row = TRY(rows::call_back_of(world, id));
    if (!row || row->state == CallBackState::Done)
        return {};
    row->state = CallBackState::Done;
    row->outcome = CallBackOutcome::Reached;
    return rows::update_call_back(world, *row);
}

} // namespace

Done finish(World& world, Standing& standing, Ending ending)
{
    if (ending == Ending::Answered)
        TRY(end_call_back(world, standing.signal.id));
    for (auto& party : standing.parties)
        if (party.is_in() || party.leg)
            TRY(end_party(world, party, PartyState::Left));
    standing.call.stage = line::Stage::Over;
    standing.call.stage_since = world.now();
    standing.call.sound.clear();
    standing.call.ended_at = world.now();
    standing.call.ending = ending;
    TRY(standing.keep_call(world));
    TRY(audit::record(world, Actor::system(), "call_ended", about(standing.signal.id)));
    tell_changed(world, standing.signal.id);
    return {};
}

std::string ask_of(PartyRow const& party)
{
    return std::to_string(party.id.value) + "." + std::to_string(party.tries);
}

Done dial(World& world, PartyRow& party, PrivateText number, Reading const& reading)
{
    ++party.tries;
    party.failure.reset();
    party.told.clear();
    order(world, Dial { .ask = ask_of(party), .trunks = TRY(trunks::to_dial_by(world)), .number = std::move(number), .under = reading });
    return set_state(world, party, PartyState::Dialling);
}

} // namespace reachline::hotline::calls
