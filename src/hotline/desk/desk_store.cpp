#include "hotline/desk/desk_store.hpp"

#include "base/json_binding.hpp"

namespace reachline::hotline::desk::rows {

constexpr char upsert_presence[] = R"sql(
    insert into presence (account, state, since, idle_since, last_seen) values (?1, ?2, ?3, ?3, ?3)
    on conflict (account) do update set state = excluded.state, since = excluded.since,
        idle_since = excluded.idle_since, last_seen = excluded.last_seen
)sql";
Done set_presence(World& world, Id<Account> account, Presence state)
{
    TRY(world.database.run(upsert_presence, account, json::enum_name(state), world.now()));
    return {};
}

constexpr char update_seen[] = "update presence set last_seen = ?2 where account = ?1";
Done set_seen(World& world, Id<Account> account)
{
    TRY(world.database.run(update_seen, account, world.now()));
    return {};
}

constexpr char update_idle[] = "update presence set idle_since = ?2 where account = ?1";
Done set_idle(World& world, Id<Account> account)
{
    TRY(world.database.run(update_idle, account, world.now()));
    return {};
}

constexpr char update_rest[] = "update presence set rest_until = ?2 where account = ?1";
Done set_rest(World& world, Id<Account> account, Time until)
{
    TRY(world.database.run(update_rest, account, until));
    return {};
}

constexpr char all_off[] = "update presence set state = 'off', since = ?1 where state <> 'off'";
Done everybody_off(World& world)
{
    TRY(world.database.run(all_off, world.now()));
    return {};
}

constexpr char present_rows[] = R"sql(
    select presence.account, account.name, account.languages, presence.state, presence.since,
        presence.idle_since, presence.last_seen, presence.rest_until,
        (select count(*) from signal where signal.handler = presence.account
            and signal.state = 'active' and signal.channel in ('call', 'text', 'webchat')),
        (select count(*) from signal where signal.handler = presence.account
            and signal.state = 'active' and signal.channel = 'call' and signal.by_hand = 0),
        (select count(*) from offer where offer.account = presence.account and offer.outcome = 'open')
    from presence join account on account.id = presence.account
    where presence.state <> 'off' and account.state = 'active'
    order by presence.account
)sql";
Result<std::vector<Present>> present(World& world)
{
    return world.database.all(present_rows, [](store::Row const& row) {
        return Present {
            .account = row.id<Account>(0),
            .name = row.string(1),
            .languages = row.string(2),
            .state = json::enum_value<Presence>(row.text(3)).value_or(Presence::Off),
            .since = row.time(4),
            .idle_since = row.time(5),
            .last_seen = row.time(6),
            .rest_until = row.time(7),
            .talks = row.integer(8),
            .calls = row.integer(9),
            .open_offers = row.integer(10),
        };
    });
}

constexpr char count_on[] = R"sql(
    select count(*) from presence join account on account.id = presence.account
    where presence.state = 'on' and account.state = 'active' and presence.last_seen > ?1
)sql";
Result<std::int64_t> on_and_seen_since(World& world, Time since)
{
    return world.database.number(count_on, since);
}

constexpr char insert_offer_row[] = R"sql(
    insert into offer (id, signal, account, round, made_at, until, to_everybody, outcome)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'open')
)sql";
Done insert_offer(World& world, MadeOffer const& offer)
{
    TRY(world.database.run(insert_offer_row, offer.id, offer.signal, offer.account, offer.round,
        offer.made_at, offer.until, offer.to_everybody));
    return {};
}

namespace {
MadeOffer read_offer(store::Row const& row)
{
    return {
        .id = row.id<Offer>(0),
        .signal = row.id<Signal>(1),
        .account = row.id<Account>(2),
        .round = row.integer(3),
        .made_at = row.time(4),
        .until = row.time(5),
        .to_everybody = row.flag(6),
        .outcome = row.string(7),
    };
}
} // namespace

constexpr char offer_by_id[] = R"sql(
    select id, signal, account, round, made_at, until, to_everybody, outcome from offer where id = ?1
)sql";
Result<std::optional<MadeOffer>> offer(World& world, Id<Offer> id)
{
    return world.database.find(offer_by_id, read_offer, id);
}

constexpr char offers_open[] = R"sql(
    select id, signal, account, round, made_at, until, to_everybody, outcome
    from offer where outcome = 'open' order by id
)sql";
Result<std::vector<MadeOffer>> open_offers(World& world)
{
    return world.database.all(offers_open, read_offer);
}

constexpr char offers_in_round[] = R"sql(
    select id, signal, account, round, made_at, until, to_everybody, outcome
    from offer where signal = ?1 and round = ?2 order by id
)sql";
Result<std::vector<MadeOffer>> offers_of_round(World& world, Id<Signal> signal, std::int64_t round)
{
    return world.database.all(offers_in_round, read_offer, signal, round);
}

constexpr char offers_open_of_signal[] = R"sql(
    select id, signal, account, round, made_at, until, to_everybody, outcome
    from offer where signal = ?1 and outcome = 'open' order by id
)sql";
Result<std::vector<MadeOffer>> open_offers_of(World& world, Id<Signal> signal)
{
    return world.database.all(offers_open_of_signal, read_offer, signal);
}

constexpr char update_outcome[] = R"sql(
    update offer set outcome = ?2, ended_at = ?3 where id = ?1 and outcome = 'open'
)sql";
Done end_offer(World& world, Id<Offer> id, std::string_view outcome)
{
    TRY(world.database.run(update_outcome, id, outcome, world.now()));
    return {};
}

constexpr char update_moved_for[] = "update offer set moved_for = ?2 where id = ?1";
Done mark_moved(World& world, Id<Offer> id, std::string_view language)
{
    TRY(world.database.run(update_moved_for, id, language));
    return {};
}

// By the index of when an offer was made: one that ended just now was made at most twenty seconds before.
constexpr char offers_moved[] = R"sql(
    select signal, moved_for, ended_at from offer
    where made_at > ?2 - 60000 and account = ?1 and moved_for is not null and ended_at > ?2 order by id
)sql";
Result<std::vector<MovedOffer>> moved_since(World& world, Id<Account> account, Time since)
{
    return world.database.all(offers_moved,
        [](store::Row const& row) { return MovedOffer { row.id<Signal>(0), row.string(1), row.time(2) }; },
        account, since);
}

constexpr char waiting_signals[] = R"sql(
    select id from signal where state = 'waiting'
    order by case class when 'danger' then 0 when 'call' then 1 when 'chat' then 2
        when 'message' then 3 when 'tip' then 4 else 5 end, waiting_since, id
    limit ?1
)sql";
Result<std::vector<signals::SignalRow>> line(World& world, std::int64_t at_most)
{
    std::vector<signals::SignalRow> waiting;
    for (auto const id : TRY(world.database.all(
             waiting_signals, [](store::Row const& row) { return row.id<Signal>(0); }, at_most)))
        waiting.push_back(TRY(signals::find(world, id)));
    return waiting;
}

constexpr char first_of_class[] = R"sql(
    select id from signal where state = 'waiting' and class = ?1
    order by waiting_since, id limit ?2
)sql";
Result<std::vector<Id<Signal>>> first_waiting(
    World& world, signals::Class line_class, std::int64_t at_most)
{
    return world.database.all(
        first_of_class, [](store::Row const& row) { return row.id<Signal>(0); },
        json::enum_name(line_class), at_most);
}

// From the offers, which are few, to the signals: the plus keeps the line's index out of it.
constexpr char offered_waiting[] = R"sql(
    select distinct signal.id from offer cross join signal on signal.id = offer.signal
    where (offer.made_at > ?1 or offer.outcome = 'open') and +signal.state = 'waiting'
)sql";
Result<std::vector<Id<Signal>>> waiting_offered_since(World& world, Time since)
{
    return world.database.all(
        offered_waiting, [](store::Row const& row) { return row.id<Signal>(0); }, since);
}

// The line's index holds all that these ask for: no row of a signal is read.
constexpr char count_class[] = R"sql(
    select count(*) from signal where state = 'waiting' and class = ?1
)sql";
Result<std::int64_t> waiting_in(World& world, signals::Class line_class)
{
    return world.database.number(count_class, json::enum_name(line_class));
}

constexpr char count_before[] = R"sql(
    select count(*) from signal
    where state = 'waiting' and class = ?1 and (waiting_since, id) < (?2, ?3)
)sql";
Result<std::int64_t> waiting_before(World& world, signals::SignalRow const& signal)
{
    return world.database.number(
        count_before, json::enum_name(signal.line_class), signal.waiting_since, signal.id);
}

constexpr char talks_in_order[] = R"sql(
    select id from signal where state = 'waiting' and class in ('danger', 'call', 'chat')
    order by case class when 'danger' then 0 when 'call' then 1 else 2 end, waiting_since, id
)sql";
Result<std::vector<Id<Signal>>> waiting_talks(World& world)
{
    return world.database.all(
        talks_in_order, [](store::Row const& row) { return row.id<Signal>(0); });
}

// From one holder to the next by the index, then each holder's presence: the talks of those who
// are there are not read. A call is not among them: its voice says by itself whether its advocate is
// there, also on a telephone with no window open.
constexpr char orphaned_talks[] = R"sql(
    with recursive holder (account) as (
        select min(handler) from signal where handler is not null
        union all
        select (select min(handler) from signal where handler > holder.account)
        from holder where holder.account is not null
    )
    select signal.id from holder
        left join presence on presence.account = holder.account
        cross join signal on signal.handler = holder.account and signal.state = 'active'
    where coalesce(presence.last_seen, 0) < ?1
        and signal.channel in ('text', 'webchat') and signal.by_hand = 0
    order by signal.id
)sql";
Result<std::vector<Id<Signal>>> talks_without_handler(World& world, Time seen_before)
{
    return world.database.all(
        orphaned_talks, [](store::Row const& row) { return row.id<Signal>(0); }, seen_before);
}

constexpr char last_waits[] = R"sql(
    select avg(wait) from (
        select answered_at - arrived as wait from signal
        where answered_at is not null and by_hand = 0 and channel in ('call', 'text', 'webchat')
        order by answered_at desc limit 20)
)sql";
Result<std::optional<seconds>> usual_wait(World& world)
{
    auto const found = TRY(world.database.find(last_waits, [](store::Row const& row) {
        return row.is_null(0) ? std::optional<seconds> {}
                              : std::optional(seconds(static_cast<std::int64_t>(row.real(0) / 1000)));
    }));
    return found.value_or(std::nullopt);
}

} // namespace reachline::hotline::desk::rows
