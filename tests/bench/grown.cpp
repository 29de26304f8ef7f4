#include "grown.hpp"

#include "figures.hpp"
#include "store/database.hpp"

#include <array>

namespace reachline::bench {

namespace {

constexpr Literal greatest = "select max(id) from signal";
constexpr Literal least = "select min(id) from signal";

// ?1 is what each id of the copy is greater by, ?2 the last id of what is copied.
constexpr std::array<Literal, 4> of_the_hotline {
    "insert into signal (id, channel, by_hand, state, class, reason, language, origin_state, safety,"
    " safety_asked_at, arrived, waiting_since, answered_at, ended_at, last_heard, handler, organization,"
    " folder, token_hash, messages, read_up_to, interpreter, returned, shred_at, shredded, counted)"
    " select id + ?1, channel, by_hand, state, class, reason, language, origin_state, safety,"
    " safety_asked_at, arrived, waiting_since, answered_at, ended_at, last_heard, handler, organization,"
    " folder + ?1, randomblob(length(token_hash)), messages, read_up_to, interpreter, returned, shred_at,"
    " shredded, counted from signal where id <= ?2",
    "insert into tip_answers (signal, urgent, answers_sealed)"
    " select signal + ?1, urgent, answers_sealed from tip_answers where signal <= ?2",
    "insert into receipt (tag, signal, expires)"
    " select randomblob(length(tag)), signal + ?1, expires from receipt where signal <= ?2",
    "insert into event (id, at, actor_kind, actor, what, about, about_id, of, of_id, chain)"
    " select id + ?1, at, actor_kind, actor, what, about, about_id + ?1, of, of_id, randomblob(length(chain))"
    " from event where id <= ?2",
};
constexpr std::array<Literal, 2> of_the_keys {
    "insert into data_key_copy (key, vault, folder, sealed)"
    " select key + ?1, vault, folder + ?1, sealed from data_key_copy where key <= ?2",
    "insert into folder_reader (folder, vault)"
    " select folder + ?1, vault from folder_reader where folder <= ?2",
};

constexpr char not_grown[] = "the files could not be grown";

void copy(store::Database& database, auto const& statements, std::int64_t by, std::int64_t last)
{
    must(database.begin(), not_grown);
    for (auto const& statement : statements)
        must(database.run(statement, by, last), not_grown);
    must(database.commit(), not_grown);
}

} // namespace

void grow(std::string const& folder, std::int64_t copies)
{
    auto database = must(store::Database::open(folder + "/hotline.db"), not_grown);
    auto keys = must(store::Database::open(folder + "/keys.db"), not_grown);
    // An id of an event or a key is a little greater than that of its signal: some room between.
    constexpr std::int64_t room = 1'000'000;
    auto const last = must(database.number(greatest), not_grown) + room;
    auto const by = last - must(database.number(least), not_grown) + room;
    for (std::int64_t number = 1; number <= copies; ++number) {
        copy(database, of_the_hotline, by * number, last);
        copy(keys, of_the_keys, by * number, last);
    }
}

} // namespace reachline::bench
