// What staff do with a signal: take it, answer, end it and write down how it went.

#include "hotline/signals/shared.hpp"

#include "base/text.hpp"
#include "hotline/signals/codes.hpp"

namespace reachline::hotline::signals {

using namespace shared;

Result<Id<Signal>> record_by_hand(World& world, Actor const& actor, NewSignal const& wish)
{
    auto const token_hash = TRY(hash_of_token(wish.token));
    if (auto const known = TRY(rows::signal_by_token(world.database, token_hash)))
        return known->id;
    TRY(check(wish));
    auto signal = arriving(world, wish);
    signal.by_hand = true;
    signal.state = State::Active;
    signal.waiting_since.reset();
    signal.answered_at = world.now();
    signal.handler = actor.account;
    TRY(rows::insert_signal(world, signal, token_hash));
    TRY(audit::record(world, actor, "signal_recorded_by_hand", about(signal.id)));
    if (!trimmed(wish.first_words).empty())
        TRY(write(world, signal, { Direction::FromPerson, actor, wish.first_words, "first" }));
    tell_changed(world, signal.id);
    return signal.id;
}

Done claim(World& world, Actor const& actor, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    if (signal.handler == actor.account && signal.state == State::Active)
        return {};
    if (signal.state != State::Waiting)
        return fail(Fault::Conflict, "somebody else has answered this signal");
    signal.state = State::Active;
    signal.handler = actor.account;
    signal.waiting_since.reset();
    if (!signal.answered_at)
        signal.answered_at = world.now();
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor, "signal_answered", about(id)));
    tell_changed(world, id);
    return {};
}

Done release(World& world, Actor const& actor, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    if (signal.state != State::Active || !signal.handler
        || (signal.handler != actor.account && actor.kind != Actor::Kind::System
            && !actor.may(people::Permission::Supervise)))
        return fail(Fault::NotFound, "there is no such signal in your hands");
    signal.state = State::Waiting;
    signal.handler.reset();
    // Its old place: whoever came first is not sent to the end because we lost them.
    signal.waiting_since = signal.arrived;
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor, "signal_released", about(id)));
    tell_changed(world, id);
    return {};
}

Result<std::int64_t> write_from_staff(World& world, Actor const& actor, Id<Signal> id,
    std::string const& text, std::string const& idempotency_key)
{
    auto signal = TRY(held_by(world, actor, id));
    return write(world, signal, { Direction::FromStaff, actor, text, idempotency_key });
}

Result<std::int64_t> ask_safety(World& world, Actor const& actor, Id<Signal> id,
    std::string const& question, std::string const& idempotency_key)
{
    auto const position = TRY(write_from_staff(world, actor, id, question, idempotency_key));
    TRY(rows::set_safety_asked(world, id));
    return position;
}

Result<Thread> read_thread(World& world, Actor const& actor, Id<Signal> id)
{
    auto const signal = TRY(find(world, id));
    if (!may_open(actor, signal))
        return fail(Fault::NotFound, "there is no such signal");
    auto const why = signal.handler == actor.account ? audit::Purpose::AnswerSignal
                                                     : audit::Purpose::Supervise;
    auto const reading = TRY(audit::read(world, actor, why, about(id)));
    return Thread { TRY(opened(world, id, keys::hotline_vault)), reading };
}

Result<TipAnswers> read_answers(World& world, Actor const& actor, Id<Signal> id)
{
    auto const signal = TRY(find(world, id));
    if (!may_open(actor, signal))
        return fail(Fault::NotFound, "there is no such signal");
    auto const sealed = TRY(rows::answers(world, id));
    if (!sealed || !sealed->sealed)
        return fail(Fault::NotFound, "this signal has no answers, or they are no longer kept");
    auto const reading = TRY(audit::read(world, actor, audit::Purpose::AnswerSignal, about(id)));
    return TipAnswers { .urgent = sealed->urgent,
        .answers = TRY(world.keys.open(answers_place(id.value), *sealed->sealed)),
        .reading = reading };
}

Done end(World& world, Actor const& actor, Id<Signal> id)
{
    auto signal = TRY(held_by(world, actor, id));
    if (signal.state != State::Active)
        return fail(Fault::Conflict, "this conversation is over already");
    signal.state = State::WrapUp;
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor, "conversation_ended", about(id)));
    tell_changed(world, id);
    return {};
}

Done wrap_up(World& world, Actor const& actor, Id<Signal> id, WrapUp const& wrap_up)
{
    auto signal = TRY(held_by(world, actor, id));
    if (signal.state != State::WrapUp && signal.state != State::Active)
        return fail(Fault::Conflict, "this signal is closed already");
    TRY(rows::insert_wrap_up(world, id, actor.account, wrap_up));
    if (!wrap_up.finished)
        return {};
    signal.state = State::Closed;
    signal.reason = wrap_up.reason.value_or(signal.reason);
    signal.ended_at = world.now();
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor, "signal_closed", about(id)));
    tell_changed(world, id);
    return {};
}

Result<std::optional<WrapUp>> wrap_up_of(World& world, Id<Signal> id) { return rows::wrap_up(world, id); }

Done mark_read(World& world, Actor const& actor, Id<Signal> id)
{
    auto const signal = TRY(held_by(world, actor, id));
    if (signal.read_up_to < signal.messages)
        TRY(rows::set_read(world, id, signal.messages));
    return {};
}

Done set_language(World& world, Actor const& actor, Id<Signal> id, std::string const& language,
    std::optional<std::string> const& interpreter)
{
    TRY(held_by(world, actor, id));
    TRY(check_language(language));
    TRY(check_interpreter(interpreter));
    TRY(rows::set_language(world, id, language, interpreter));
    TRY(audit::record(world, actor, "language_changed", about(id)));
    tell_changed(world, id);
    return {};
}

Result<std::vector<SignalRow>> in_hands_of(World& world, Id<Account> account)
{
    return rows::in_hands(world, account);
}

Result<std::vector<SignalRow>> active(World& world) { return rows::in_hands(world, std::nullopt); }

} // namespace reachline::hotline::signals
