// What a call changes of its signal: it has no window of its own, so the call's verbs speak for who
// calls.

#include "hotline/signals/shared.hpp"

#include "hotline/signals/codes.hpp"

namespace reachline::hotline::signals {

using namespace shared;

Done choose_language(World& world, Id<Signal> id, std::string const& language)
{
    auto const signal = TRY(find(world, id));
    TRY(check_language(language));
    if (signal.language == language)
        return {};
    TRY(rows::set_language(world, id, language, signal.interpreter));
    TRY(audit::record(world, Actor::signaler(), "language_chosen", about(id)));
    tell_changed(world, id);
    return {};
}

Done raise_to_danger(World& world, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    if (signal.line_class == Class::Danger)
        return {};
    signal.line_class = Class::Danger;
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, Actor::signaler(), "danger_told", about(id)));
    tell_changed(world, id);
    return {};
}

Done left_message(World& world, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    if (signal.line_class == Class::Danger || signal.line_class == Class::Message)
        return {};
    signal.line_class = Class::Message;
    TRY(rows::update_signal(world, signal));
    tell_changed(world, id);
    return {};
}

Done end_unanswered(World& world, Id<Signal> id, State state)
{
    auto signal = TRY(find(world, id));
    if (signal.state != State::Waiting)
        return {};
    signal.state = state;
    signal.ended_at = world.now();
    signal.waiting_since.reset();
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, Actor::signaler(),
        state == State::Abandoned     ? Literal("signal_abandoned")
            : state == State::Refused ? Literal("signal_refused")
                                      : Literal("signal_lost"),
        about(id)));
    tell_changed(world, id);
    return {};
}

Done end_by_person(World& world, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    if (signal.state != State::Active)
        return {};
    signal.state = State::WrapUp;
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, Actor::signaler(), "conversation_ended", about(id)));
    tell_changed(world, id);
    return {};
}

Done back_to_line(World& world, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    if (signal.shredded)
        return fail(Fault::NotFound, "this conversation is no longer kept");
    if (signal.state == State::Waiting)
        return {};
    signal.state = State::Waiting;
    signal.handler.reset();
    signal.ended_at.reset();
    signal.waiting_since = signal.arrived; // before all who came later
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, Actor::system(), "signal_returned_to_line", about(id)));
    tell_changed(world, id);
    return {};
}

} // namespace reachline::hotline::signals
