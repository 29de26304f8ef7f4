#include "hotline/calls/settling.hpp"

#include "hotline/calls/call_backs_store.hpp"
#include "hotline/calls/calls_store.hpp"
#include "hotline/desk/desk.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace reachline::hotline::calls {

namespace {

bool is_staff(PartyRow const& party) { return party.account.has_value(); }

// How a leg was told, so that only what differs is ordered again: room, posture, sound.
using Told = std::array<std::string, 3>;

Told told_of(Placed const& placed, std::int64_t room)
{
    constexpr std::array sounds { "none", "hold", "line" };
    return { std::to_string(room),
        fmt::format("{:d}{:d}{:d}w{}", placed.muted, placed.held, placed.listening,
            placed.whispers_to.value_or(Id<Leg> {}).value),
        sounds.at(static_cast<std::size_t>(placed.sound)) };
}

std::string one_text(Told const& told) { return told[0] + "|" + told[1] + "|" + told[2]; }

Told read_told(std::string const& text)
{
    auto const first = text.find('|');
    auto const second = text.find('|', first + 1);
    if (first == text.npos || second == text.npos)
        return {};
    return { text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1) };
}

class Settling {
public:
    Settling(World& world, Standing& standing, Rules const& rules)
        : world_(world)
        , standing_(standing)
        , rules_(rules)
    {
    }

    Done run()
    {
        using enum signals::State;
        switch (standing_.signal.state) {
        case Waiting:
            TRY(in_line());
            break;
        case Active:
            TRY(in_hands());
            break;
        default:
            TRY(handed_on());
        }
        return call().is_over() ? Done {} : arrange_legs();
    }

private:
    CallRow& call() { return standing_.call; }
    bool caller_is_here()
    {
        auto const* const caller = standing_.caller();
        return caller && caller->is_here();
    }

    Done in_line()
    {
        TRY(drop_staff(std::nullopt));
        if (!caller_is_here())
            return {};
        if (call().stage == line::Stage::Talk) {
            call().goes_on = false;
            return line_event(world_, standing_, line::LostAgain {});
        }
        // Its end was ordered, or the voice process never told that it spoke.
        if (call().stage == line::Stage::Farewell && world_.now() - call().stage_since > minutes(1))
            order(world_, HangUp { *standing_.caller()->leg });
        return line_event(world_, standing_, line::Tick {});
    }

    Done in_hands()
    {
        TRY(drop_staff(standing_.signal.handler));
        if (call().stage == line::Stage::Gone)
            return call_back_person();
        if (caller_is_here() && call().stage != line::Stage::Talk)
            TRY(line_event(world_, standing_, line::TakenUp {}));
        if (caller_is_here() && !somebody_with_caller() && advocate_is_overdue())
            return caller_alone();
        return {};
    }

    /// The signal is in wrap-up or closed.
    Done handed_on()
    {
        if (call().stage == line::Stage::Gone)
            return keep_owing();
        if (!call().goes_on || !caller_is_here())
            return finish(world_, standing_, Ending::Answered);
        TRY(drop_staff(std::nullopt));
        return somebody_with_caller() ? Done {} : caller_alone();
    }

    /// Nobody is with the caller any more: first in line again.
    Done caller_alone()
    {
        if (auto const handler = standing_.signal.handler)
            TRY(desk::ask_last(world_, *handler));
        TRY(signals::back_to_line(world_, standing_.signal.id));
        TRY(audit::record(world_, Actor::system(), "caller_left_alone", about(standing_.signal.id)));
        call().goes_on = false;
        TRY(standing_.keep_call(world_));
        standing_.signal = TRY(signals::find(world_, standing_.signal.id));
        TRY(in_line());
        return desk::settle(world_);
    }

    bool somebody_with_caller()
    {
        return std::ranges::any_of(standing_.parties, &PartyRow::is_company);
    }

    bool advocate_is_overdue()
    {
        auto const* const advocate = standing_.advocate();
        if (advocate && advocate->is_here())
            return false;
        if (advocate && advocate->state == PartyState::Lost)
            return world_.now() - advocate->since >= rules_.lost_advocate;
        auto const began = advocate ? std::max(advocate->since, call().stage_since) : call().stage_since;
        return world_.now() - began >= rules_.slow_advocate;
    }

    /// Staff of an earlier time in this call are in it no longer; who watches stays.
    Done drop_staff(std::optional<Id<Account>> but)
    {
        for (auto& party : standing_.parties)
            if (party.kind == PartyKind::Advocate && party.account != but && party.is_in())
                TRY(end_party(world_, party, PartyState::Left));
        return {};
    }

    Done call_back_person()
    {
        auto row = TRY(rows::call_back_of(world_, standing_.signal.id));
        if (!row || row->state == CallBackState::Done)
            return finish(world_, standing_, Ending::AskedCallBack);
        if (row->state == CallBackState::Waiting && row->kind == CallBackKind::PlaceKept) {
            row->state = CallBackState::Calling;
            TRY(rows::update_call_back(world_, *row));
        }
        auto* const caller = standing_.caller();
        auto const* const advocate = standing_.advocate();
        bool const may_dial = row->state == CallBackState::Calling && advocate && advocate->is_here()
            && caller && caller->has_number && caller->state == PartyState::Left
            && !caller->failure && world_.keys.is_unlocked();
        return may_dial ? dial_person(*row, *caller) : Done {};
    }

    Done dial_person(CallBackRow row, PartyRow& caller)
    {
        auto const sealed = TRY(rows::sealed_number(world_, caller.id));
        if (!sealed)
            return {};
        auto const actor = for_handler(standing_.signal);
        auto const reading = TRY(
            audit::read(world_, actor, audit::Purpose::AnswerSignal, about(standing_.signal.id)));
        auto number = TRY(world_.keys.open(number_place(caller.id), *sealed));
        ++row.tries;
        TRY(rows::update_call_back(world_, row));
        TRY(audit::record(world_, actor, "person_called_back", about(standing_.signal.id)));
        return dial(world_, caller, std::move(number), reading);
    }

    /// The advocate is done for now; the call-back, if it is still owed, comes up again.
    Done keep_owing()
    {
        TRY(drop_staff(std::nullopt));
        auto* const caller = standing_.caller();
        if (caller && caller->leg)
            TRY(end_party(world_, *caller, PartyState::Left));
        auto row = TRY(rows::call_back_of(world_, standing_.signal.id));
        if (!row || row->state == CallBackState::Done)
            return finish(world_, standing_,
                row && row->kind == CallBackKind::Voicemail ? Ending::LeftMessage : Ending::AskedCallBack);
        if (row->state == CallBackState::Waiting)
            return {};
        row->state = CallBackState::Waiting;
        row->due_at = world_.now() + next_try;
        return rows::update_call_back(world_, *row);
    }

    Done arrange_legs()
    {
        std::vector<PartyRow*> here;
        std::vector<Present> present;
        for (auto& party : standing_.parties)
            if (party.is_here()) {
                here.push_back(&party);
                present.push_back({ .leg = *party.leg,
                    .kind = party.kind,
                    .muted = party.muted,
                    .held = party.held,
                    .apart = party.apart,
                    .watching = party.watching });
            }
        if (here.empty()) {
            // A later leg may bear the number of this room, and others would meet in it.
            call().room.reset();
            return standing_.keep_call(world_);
        }
        if (!call().room)
            call().room = here.front()->leg->value;
        // Somebody is there: the line has said what it had to say.
        if (call().stage == line::Stage::Talk && somebody_with_caller())
            call().sound.clear();
        TRY(standing_.keep_call(world_));
        auto const placed = arrange(present, standing_.is_in_line());
        for (std::size_t i = 0; i < here.size(); ++i)
            TRY(place(*here[i], placed[i]));
        return {};
    }

    Done place(PartyRow& party, Placed const& placed)
    {
        auto const is = told_of(placed, *call().room);
        auto const was = read_told(party.told);
        if (is == was)
            return {};
        auto const leg = placed.leg;
        if (is[0] != was[0])
            order(world_, Join { leg, *call().room });
        if (is[1] != was[1])
            order(world_,
                Posture { .leg = leg,
                    .muted = placed.muted,
                    .held = placed.held,
                    .listening = placed.listening,
                    .whispers_to = placed.whispers_to });
        if (is[2] != was[2] && placed.sound == Placed::Sound::Hold)
            order(world_, Play { .leg = leg, .prompts = { "hold" }, .again = true });
        else if (is[2] != was[2] && placed.sound == Placed::Sound::None && !was[2].empty())
            order(world_, Quiet { leg });
        party.told = one_text(is);
        return rows::update_party(world_, party);
    }

    World& world_;
    Standing& standing_;
    Rules const& rules_;
};

/// Who was called and does not answer is let go of.
Done end_silent_rings(World& world, Standing& standing, Rules const& rules)
{
    for (auto& party : standing.parties)
        if (!is_staff(party) && (party.state == PartyState::Dialling || party.state == PartyState::Ringing)
            && world.now() - party.since >= rules.ring_party && party.kind != PartyKind::Caller)
            TRY(end_party(world, party, PartyState::Failed, Failure::NoAnswer));
    return {};
}

} // namespace

Done settle(World& world, Id<Signal> id, Rules const& rules)
{
    auto const row = TRY(rows::call(world, id));
    if (!row || row->is_over())
        return {};
    auto standing = TRY(Standing::of(world, id));
    TRY(end_silent_rings(world, standing, rules));
    return Settling(world, standing, rules).run();
}

Done settle_all(World& world, Rules const& rules)
{
    for (auto const& call : TRY(rows::running(world)))
        TRY(settle(world, call.signal, rules));
    return watch_call_backs(world);
}

Done forget_destroyed(World& world)
{
    for (auto const id : TRY(rows::to_forget(world)))
        TRY(rows::forget(world, id));
    return {};
}

} // namespace reachline::hotline::calls
