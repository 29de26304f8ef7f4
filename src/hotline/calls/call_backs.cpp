#include "hotline/calls/call_backs.hpp"

#include "hotline/calls/call_backs_store.hpp"
#include "hotline/calls/calls_store.hpp"
#include "hotline/calls/settling.hpp"
#include "hotline/desk/desk.hpp"

namespace reachline::hotline::calls {

namespace {

/// Into the actor's hands, wherever it is now.
Done take_up(World& world, Actor const& actor, Id<Signal> id)
{
    auto const signal = TRY(signals::find(world, id));
    using enum signals::State;
    if (signal.state == Active && signal.handler == actor.account)
        return {};
    if (signal.state == Active)
        return fail(Fault::Conflict, "somebody else is calling already");
    TRY(signals::back_to_line(world, id));
    return desk::pull(world, actor, id);
}

/// A message may say itself that nobody shall call: who heard it ends it as their own.
Done settle_untried(World& world, Actor const& actor, CallBackRow const& row, CallBackOutcome outcome)
{
    auto const signal = TRY(signals::find(world, row.signal));
    if (!actor.may(people::Permission::AnswerSignals) || row.state != CallBackState::Waiting
        || signal.state == signals::State::Active)
        return fail(Fault::NotFound, "there is no such call-back");
    if (outcome != CallBackOutcome::NotSafe && outcome != CallBackOutcome::GivenUp)
        return fail(Fault::Conflict, "nobody has called yet");
    return take_up(world, actor, row.signal);
}

} // namespace

Result<std::vector<CallBackRow>> call_backs(World& world) { return rows::open_call_backs(world); }

Result<CallBackRow> call_back(World& world, Id<CallBack> id)
{
    if (auto const row = TRY(rows::call_back(world, id)))
        return *row;
    return fail(Fault::NotFound, "there is no such call-back");
}

Result<std::optional<CallBackRow>> call_back_of(World& world, Id<Signal> id)
{
    return rows::call_back_of(world, id);
}

Done keep_place(World& world, Id<Signal> signal, CallBackKind kind)
{
    if (TRY(rows::call_back_of(world, signal)))
        return {};
    auto const id = world.new_id<CallBack>();
    TRY(rows::insert_call_back(world,
        { .id = id,
            .signal = signal,
            .kind = kind,
            .asked_at = world.now(),
            .due_at = world.now(),
            .state = CallBackState::Waiting }));
    TRY(audit::record(world, Actor::signaler(),
        kind == CallBackKind::PlaceKept ? Literal("call_back_asked") : Literal("message_left"),
        audit::subject("call_back", id), about(signal)));
    if (kind == CallBackKind::Voicemail)
        TRY(signals::left_message(world, signal));
    tell_changed(world, signal);
    return {};
}

Done call(World& world, Actor const& actor, Id<CallBack> id)
{
    auto row = TRY(call_back(world, id));
    if (row.state == CallBackState::Done)
        return fail(Fault::Conflict, "this call-back is done");
    TRY(take_up(world, actor, row.signal));
    row.state = CallBackState::Calling;
    TRY(rows::update_call_back(world, row));
    TRY(audit::record(world, actor, "call_back_begun", audit::subject("call_back", id), about(row.signal)));
    // A second try of the same advocate: who was not reached may be dialled again.
    auto standing = TRY(Standing::of(world, row.signal));
    if (auto* const caller = standing.caller(); caller && !caller->leg && caller->failure) {
        caller->failure.reset();
        TRY(rows::update_party(world, *caller));
    }
    return settle(world, row.signal);
}

Done call_back_ended(World& world, Actor const& actor, Id<CallBack> id, CallBackOutcome outcome)
{
    auto row = TRY(call_back(world, id));
    if (TRY(signals::find(world, row.signal)).handler != actor.account)
        TRY(settle_untried(world, actor, row, outcome));
    auto const signal = TRY(signals::find(world, row.signal));
    bool const again = outcome == CallBackOutcome::NotReachedTryAgain;
    row.state = again ? CallBackState::Waiting : CallBackState::Done;
    row.outcome = outcome;
    if (again)
        row.due_at = world.now() + next_try;
    TRY(rows::update_call_back(world, row));
    TRY(audit::record(world, actor, again ? Literal("call_back_put_off") : Literal("call_back_done"),
        audit::subject("call_back", id), about(row.signal)));
    // Nobody is on the line: there is nothing to go on with.
    auto const call = TRY(find(world, row.signal));
    if (call.stage == line::Stage::Gone && signal.state == signals::State::Active)
        TRY(signals::end(world, actor, row.signal));
    tell_changed(world, row.signal);
    return settle(world, row.signal);
}

Result<Message> message(World& world, Actor const& actor, Id<CallBack> id)
{
    if (!actor.may(people::Permission::AnswerSignals))
        return fail(Fault::NotFound, "there is no such call-back");
    auto const row = TRY(call_back(world, id));
    auto const parts = TRY(rows::sealed_sounds(world, row.signal));
    if (parts.empty())
        return fail(Fault::NotFound, "there is no message, or it is no longer kept");
    auto const reading = TRY(audit::read(world, actor, audit::Purpose::AnswerSignal, about(row.signal)));
    std::string sound;
    for (auto const& part : parts)
        sound += TRY(world.keys.open(sound_place(part.id), part.sealed)).seen_under(reading);
    return Message { .sound = PrivateText(std::move(sound)), .reading = reading };
}

Done watch_call_backs(World& world)
{
    constexpr audit::Subject the_call_backs { "call_back", 0 };
    for (auto const& row : TRY(rows::open_call_backs(world)))
        if (row.state == CallBackState::Waiting && world.now() - row.due_at >= forgotten_after) {
            TRY(desk::raise_alarm(world, "call_back_due", the_call_backs));
            return {};
        }
    return desk::end_alarm(world, "call_back_due", the_call_backs);
}

} // namespace reachline::hotline::calls
