// The signaler's side, what the clock does, and how a signal is found.

#include "hotline/signals/shared.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "crypto/receipt.hpp"

#include <boost/json/object.hpp>

namespace reachline::hotline::signals {

using namespace shared;

namespace {

std::string answers_as_json(std::map<std::string, std::string> const& answers)
{
    json::Object object;
    for (auto const& [code, text] : answers)
        object[code] = text;
    return json::text_of(object);
}

} // namespace

Result<Opened> open(World& world, NewSignal const& wish)
{
    auto const token_hash = TRY(hash_of_token(wish.token));
    auto const receipt = crypto::receipt_for_token(wish.token, world.random);
    if (auto const known = TRY(rows::signal_by_token(world.database, token_hash)))
        return Opened { known->id, receipt.digits };
    if (TRY(rows::is_spent(world, token_hash)))
        return fail(Fault::NotFound, "this conversation cannot be found");
    TRY(check(wish));

    auto signal = arriving(world, wish);
    TRY(rows::insert_signal(world, signal, token_hash));
    TRY(rows::insert_receipt(world, receipt.tag, signal.id, world.now() + receipt_life));
    if (!wish.answers.empty())
        TRY(rows::insert_answers(world, signal.id, wish.urgent,
            TRY(world.keys.seal(
                signal.folder, answers_place(signal.id.value), answers_as_json(wish.answers)))));
    TRY(audit::record(world, Actor::signaler(), "signal_arrived", about(signal.id)));
    if (!trimmed(wish.first_words).empty())
        TRY(write(world, signal, { Direction::FromPerson, Actor::signaler(), wish.first_words, "first" }));
    tell_changed(world, signal.id);
    return Opened { signal.id, receipt.digits };
}

Result<SignalRow> find_by_token(World& world, std::string_view token)
{
    auto const token_hash = hash_of_token(token);
    if (token_hash)
        if (auto const signal = TRY(rows::signal_by_token(world.database, *token_hash)))
            return *signal;
    return fail(Fault::NotFound, "this conversation cannot be found");
}

// All candidates in one statement: as single look-ups, each with its own lock of the file, they took
// 90 ms instead of 20.
constexpr char signal_of_tags[] = R"sql(
    with recursive place (start) as (
        select 1 union all select start + ?2 from place where start + ?2 < length(?1)
    )
    select receipt.signal from place join receipt on receipt.tag = substr(?1, place.start, ?2)
    where receipt.expires > ?3
)sql";
Result<Id<Signal>> find_by_receipt(store::Database& database, std::string_view digits, Time now)
{
    Bytes tags;
    for (auto const& tag : crypto::candidate_tags(digits))
        tags.insert(tags.end(), tag.begin(), tag.end());
    auto const found = TRY(database.all(
        signal_of_tags, [](store::Row const& row) { return row.id<Signal>(0); }, tags,
        crypto::tag_size, now));
    if (found.empty())
        return fail(Fault::NotFound, "this number opens nothing");
    return found.front();
}

Result<Opened> come_back(World& world, Id<Signal> id, std::string const& new_token)
{
    auto const token_hash = TRY(hash_of_token(new_token));
    auto signal = TRY(find(world, id));
    if (signal.shredded)
        return fail(Fault::NotFound, "this number opens nothing");
    TRY(rows::set_token(world, id, token_hash));
    signal.last_heard = world.now();
    if (signal.safety == Safety::NotSafe)
        signal.safety = Safety::Unknown;
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, Actor::signaler(), "signaler_came_back", about(id)));
    tell_changed(world, id);
    return Opened { id, {} };
}

Result<std::int64_t> write_from_person(
    World& world, Id<Signal> id, std::string const& text, std::string const& idempotency_key)
{
    auto signal = TRY(find(world, id));
    auto const before = signal.messages;
    auto const position = TRY(
        write(world, signal, { Direction::FromPerson, Actor::signaler(), text, idempotency_key }));
    if (signal.messages == before)
        return position;
    auto const was = signal.state;
    wake(world, signal);
    if (signal.state == was) {
        TRY(rows::set_last_heard(world, id, world.now()));
        return position;
    }
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, Actor::signaler(), "signal_woke", about(id)));
    tell_changed(world, id);
    return position;
}

Done hide(World& world, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    TRY(set_safety(world, Actor::signaler(), id, Safety::NotSafe));
    // The window that was open opens nothing any more; only the receipt does.
    Bytes gone(32);
    world.random.fill(gone);
    return rows::set_token(world, id, gone);
}

Done set_safety(World& world, Actor const& actor, Id<Signal> id, Safety safety)
{
    auto signal = TRY(find(world, id));
    signal.safety = safety;
    TRY(rows::update_signal(world, signal));
    TRY(audit::record(world, actor,
        safety == Safety::NotSafe ? Literal("became_unsafe") : Literal("safety_checked"), about(id)));
    tell_changed(world, id);
    return {};
}

Done heard_from(World& world, Id<Signal> id)
{
    auto const signal = TRY(find(world, id));
    if (world.now() - signal.last_heard >= seconds(15))
        TRY(rows::set_last_heard(world, id, world.now()));
    return {};
}

Done leave(World& world, Id<Signal> id)
{
    auto signal = TRY(find(world, id));
    if (signal.state == State::Waiting && signal.messages == 0 && !signal.answered_at) {
        signal.state = State::Abandoned;
        signal.ended_at = world.now();
        signal.waiting_since.reset();
        TRY(rows::update_signal(world, signal));
    }
    TRY(audit::record(world, Actor::signaler(), "signaler_left", about(id)));
    tell_changed(world, id);
    return {};
}

Result<Thread> thread_for_person(World& world, Id<Signal> id)
{
    auto const reading = TRY(
        audit::read(world, Actor::signaler(), audit::Purpose::ReturnByReceipt, about(id)));
    return Thread { TRY(opened(world, id, keys::hotline_vault)), reading };
}

Result<std::optional<LastWord>> last_word(World& world, Id<Signal> id)
{
    return rows::last_word(world, id);
}

Result<SignalRow> find(World& world, Id<Signal> id)
{
    if (auto const signal = TRY(rows::signal(world.database, id)))
        return *signal;
    return fail(Fault::NotFound, "there is no such signal");
}

bool may_open(Actor const& actor, SignalRow const& signal)
{
    if (!actor.may(people::Permission::AnswerSignals))
        return false;
    return signal.handler == actor.account || actor.may(people::Permission::Supervise);
}

Result<std::size_t> abandon_silent(World& world, milliseconds patience)
{
    std::size_t count = 0;
    for (auto signal : TRY(rows::silent_in_line(world, world.now() - patience))) {
        // Words that were written must still be read by somebody, whoever has left.
        if (signal.messages > 0)
            continue;
        signal.state = State::Abandoned;
        signal.ended_at = world.now();
        signal.waiting_since.reset();
        TRY(rows::update_signal(world, signal));
        TRY(audit::record(world, Actor::system(), "signal_abandoned", about(signal.id)));
        tell_changed(world, signal.id);
        ++count;
    }
    return count;
}

Result<std::size_t> shred_due(World& world)
{
    auto const due = TRY(rows::due_to_shred(world, world.now()));
    for (auto const& signal : due) {
        TRY(world.keys.erase(signal.folder));
        TRY(rows::forget_words(world, signal.id));
        TRY(audit::record(world, Actor::system(), "words_destroyed", about(signal.id)));
    }
    return due.size();
}

} // namespace reachline::hotline::signals
