#include "hotline/signals/signals_store.hpp"

#include "store/stored_enum.hpp"

namespace reachline::hotline::signals::rows {

namespace {

using store::stored;

SignalRow read_signal(store::Row const& row)
{
    return {
        .id = row.id<Signal>(0),
        .channel = stored<Channel>(row.text(1)),
        .by_hand = row.flag(2),
        .state = stored<State>(row.text(3)),
        .line_class = stored<Class>(row.text(4)),
        .reason = stored<Reason>(row.text(5)),
        .language = row.string(6),
        .origin_state = row.maybe_string(7),
        .safety = stored<Safety>(row.text(8)),
        .safety_asked_at = row.maybe_time(22),
        .arrived = row.time(9),
        .waiting_since = row.maybe_time(10),
        .answered_at = row.maybe_time(11),
        .ended_at = row.maybe_time(12),
        .last_heard = row.time(13),
        .handler = row.maybe_id<Account>(14),
        .organization = row.maybe_id<Organization>(15),
        .folder = row.id<Folder>(16),
        .messages = row.integer(17),
        .read_up_to = row.integer(20),
        .returned = row.integer(18),
        .interpreter = row.maybe_string(21),
        .shredded = row.flag(19),
    };
}

} // namespace

constexpr char insert_signal_row[] = R"sql(
    insert into signal (id, channel, by_hand, state, class, reason, language, origin_state, safety,
        arrived, waiting_since, answered_at, last_heard, handler, folder, token_hash)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
)sql";
Done insert_signal(World& world, SignalRow const& signal, Hash const& token_hash)
{
    TRY(world.database.run(insert_signal_row, signal.id, json::enum_name(signal.channel),
        signal.by_hand, json::enum_name(signal.state), json::enum_name(signal.line_class),
        json::enum_name(signal.reason), signal.language, signal.origin_state,
        json::enum_name(signal.safety), signal.arrived, signal.waiting_since, signal.answered_at,
        signal.last_heard, signal.handler, signal.folder, token_hash));
    return {};
}

constexpr char signal_by_id[] = R"sql(
    select id, channel, by_hand, state, class, reason, language, origin_state, safety, arrived,
        waiting_since, answered_at, ended_at, last_heard, handler, organization, folder, messages,
        returned, shredded, read_up_to, interpreter, safety_asked_at
    from signal where id = ?1
)sql";
Result<std::optional<SignalRow>> signal(store::Database& database, Id<Signal> id)
{
    return database.find(signal_by_id, read_signal, id);
}

constexpr char signal_by_token_hash[] = R"sql(
    select id, channel, by_hand, state, class, reason, language, origin_state, safety, arrived,
        waiting_since, answered_at, ended_at, last_heard, handler, organization, folder, messages,
        returned, shredded, read_up_to, interpreter, safety_asked_at
    from signal where token_hash = ?1
)sql";
Result<std::optional<SignalRow>> signal_by_token(store::Database& database, Hash const& token_hash)
{
    return database.find(signal_by_token_hash, read_signal, token_hash);
}

constexpr char spend_token[] = R"sql(
    insert into spent_token (token_hash, signal) select token_hash, id from signal where id = ?1
)sql";
constexpr char update_token[] = R"sql(
    update signal set token_hash = ?2, returned = returned + 1 where id = ?1
)sql";
Done set_token(World& world, Id<Signal> id, Hash const& token_hash)
{
    TRY(world.database.run(spend_token, id));
    TRY(world.database.run(update_token, id, token_hash));
    return {};
}

constexpr char count_spent[] = "select count(*) from spent_token where token_hash = ?1";
Result<bool> is_spent(World& world, Hash const& token_hash)
{
    return TRY(world.database.number(count_spent, token_hash)) > 0;
}

constexpr char update_signal_row[] = R"sql(
    update signal set state = ?2, class = ?3, reason = ?4, safety = ?5, waiting_since = ?6,
        answered_at = ?7, ended_at = ?8, last_heard = ?9, handler = ?10, organization = ?11,
        shred_at = case when ?8 is null then null else ?12 end
    where id = ?1
)sql";
Done update_signal(World& world, SignalRow const& signal)
{
    std::optional<Time> shred_at;
    if (signal.ended_at)
        shred_at = *signal.ended_at
            + (signal.channel == Channel::Tip ? milliseconds(tip_life) : milliseconds(transcript_life));
    TRY(world.database.run(update_signal_row, signal.id, json::enum_name(signal.state),
        json::enum_name(signal.line_class), json::enum_name(signal.reason),
        json::enum_name(signal.safety), signal.waiting_since, signal.answered_at, signal.ended_at,
        signal.last_heard, signal.handler, signal.organization, shred_at));
    return {};
}

constexpr char update_last_heard[] = "update signal set last_heard = ?2 where id = ?1";
Done set_last_heard(World& world, Id<Signal> id, Time at)
{
    TRY(world.database.run(update_last_heard, id, at));
    return {};
}

constexpr char insert_message_row[] = R"sql(
    insert into message (id, signal, position, direction, author, at, idempotency_key, text_sealed)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
)sql";
constexpr char count_message[] = "update signal set messages = ?2 where id = ?1";
Done insert_message(World& world, NewMessage const& message)
{
    TRY(world.database.run(insert_message_row, message.id, message.signal, message.position,
        json::enum_name(message.direction), message.author, world.now(), message.key,
        message.sealed));
    TRY(world.database.run(count_message, message.signal, message.position));
    return {};
}

constexpr char position_by_key[] = R"sql(
    select position from message where signal = ?1 and idempotency_key = ?2
)sql";
Result<std::optional<std::int64_t>> position_of_key(World& world, Id<Signal> id, std::string_view key)
{
    return world.database.find(
        position_by_key, [](store::Row const& row) { return row.integer(0); }, id, key);
}

constexpr char messages_of_signal[] = R"sql(
    select id, position, direction, author, at, text_sealed
    from message where signal = ?1 and position >= ?2 order by position
)sql";
Result<std::vector<SealedMessage>> messages(World& world, Id<Signal> id, std::int64_t from_position)
{
    return world.database.all(
        messages_of_signal,
        [](store::Row const& row) {
            return SealedMessage {
                .row = {
                    .id = row.id<Message>(0),
                    .position = row.integer(1),
                    .direction = stored<Direction>(row.text(2)),
                    .author = row.maybe_id<Account>(3),
                    .at = row.time(4),
                    .text = {},
                },
                .sealed = row.maybe_blob(5),
            };
        },
        id, from_position);
}

constexpr char last_message[] = R"sql(
    select direction, at from message where signal = ?1 order by position desc limit 1
)sql";
Result<std::optional<LastWord>> last_word(World& world, Id<Signal> id)
{
    return world.database.find(
        last_message,
        [](store::Row const& row) {
            return LastWord { stored<Direction>(row.text(0)), row.time(1) };
        },
        id);
}

constexpr char insert_receipt_row[] = R"sql(
    insert into receipt (tag, signal, expires) values (?1, ?2, ?3)
)sql";
Done insert_receipt(World& world, Bytes const& tag, Id<Signal> id, Time expires)
{
    TRY(world.database.run(insert_receipt_row, tag, id, expires));
    return {};
}

constexpr char insert_answers_row[] = R"sql(
    insert into tip_answers (signal, urgent, answers_sealed) values (?1, ?2, ?3)
)sql";
Done insert_answers(World& world, Id<Signal> id, bool urgent, Bytes const& sealed)
{
    TRY(world.database.run(insert_answers_row, id, urgent, sealed));
    return {};
}

constexpr char answers_of_signal[] = R"sql(
    select urgent, answers_sealed from tip_answers where signal = ?1
)sql";
Result<std::optional<SealedAnswers>> answers(World& world, Id<Signal> id)
{
    return world.database.find(
        answers_of_signal,
        [](store::Row const& row) { return SealedAnswers { row.flag(0), row.maybe_blob(1) }; }, id);
}

constexpr char upsert_wrap_up[] = R"sql(
    insert into wrap_up (signal, at, by, finished, codes) values (?1, ?2, ?3, ?4, ?5)
    on conflict (signal) do update set at = excluded.at, by = excluded.by,
        finished = excluded.finished, codes = excluded.codes
)sql";
Done insert_wrap_up(World& world, Id<Signal> id, Id<Account> by, WrapUp const& wrap_up)
{
    TRY(world.database.run(upsert_wrap_up, id, world.now(), by, wrap_up.finished, wrap_up.codes));
    return {};
}

constexpr char wrap_up_of_signal[] = "select finished, codes from wrap_up where signal = ?1";
Result<std::optional<WrapUp>> wrap_up(World& world, Id<Signal> id)
{
    return world.database.find(
        wrap_up_of_signal,
        [](store::Row const& row) {
            return WrapUp { .reason = {}, .codes = row.string(1), .finished = row.flag(0) };
        },
        id);
}

constexpr char update_asked[] = "update signal set safety_asked_at = ?2 where id = ?1";
Done set_safety_asked(World& world, Id<Signal> id)
{
    TRY(world.database.run(update_asked, id, world.now()));
    return {};
}

constexpr char update_read[] = "update signal set read_up_to = ?2 where id = ?1";
Done set_read(World& world, Id<Signal> id, std::int64_t position)
{
    TRY(world.database.run(update_read, id, position));
    return {};
}

constexpr char update_language[] = "update signal set language = ?2, interpreter = ?3 where id = ?1";
Done set_language(World& world, Id<Signal> id, std::string_view language, std::optional<std::string> const& interpreter)
{
    TRY(world.database.run(update_language, id, language, interpreter));
    return {};
}

constexpr char signals_in_hands[] = R"sql(
    select id, channel, by_hand, state, class, reason, language, origin_state, safety, arrived,
        waiting_since, answered_at, ended_at, last_heard, handler, organization, folder, messages,
        returned, shredded, read_up_to, interpreter, safety_asked_at
    from signal
    where handler is not null and state in ('active', 'wrap_up') and (?1 is null or handler = ?1)
    order by answered_at, id limit 500
)sql";
Result<std::vector<SignalRow>> in_hands(World& world, std::optional<Id<Account>> account)
{
    return world.database.all(signals_in_hands, read_signal, account);
}

// Its conditions are those of the index signal_silent, one for one: this is asked on every beat.
constexpr char silent_rows[] = R"sql(
    select id, channel, by_hand, state, class, reason, language, origin_state, safety, arrived,
        waiting_since, answered_at, ended_at, last_heard, handler, organization, folder, messages,
        returned, shredded, read_up_to, interpreter, safety_asked_at
    from signal where state = 'waiting' and channel = 'webchat' and last_heard < ?1
)sql";
Result<std::vector<SignalRow>> silent_in_line(World& world, Time before)
{
    return world.database.all(silent_rows, read_signal, before);
}

constexpr char rows_to_shred[] = R"sql(
    select id, channel, by_hand, state, class, reason, language, origin_state, safety, arrived,
        waiting_since, answered_at, ended_at, last_heard, handler, organization, folder, messages,
        returned, shredded, read_up_to, interpreter, safety_asked_at
    from signal where shred_at <= ?1 and shredded = 0
)sql";
Result<std::vector<SignalRow>> due_to_shred(World& world, Time now)
{
    return world.database.all(rows_to_shred, read_signal, now);
}

constexpr char forget_messages[] = "update message set text_sealed = null where signal = ?1";
constexpr char forget_answers[] = "update tip_answers set answers_sealed = null where signal = ?1";
constexpr char forget_spent_tokens[] = "delete from spent_token where signal = ?1";
constexpr char forget_receipts[] = "delete from receipt where signal = ?1";
constexpr char mark_shredded[] = "update signal set shredded = 1 where id = ?1";
Done forget_words(World& world, Id<Signal> id)
{
    TRY(world.database.run(forget_messages, id));
    TRY(world.database.run(forget_answers, id));
    TRY(world.database.run(forget_receipts, id));
    TRY(world.database.run(forget_spent_tokens, id));
    TRY(world.database.run(mark_shredded, id));
    return {};
}

} // namespace reachline::hotline::signals::rows
