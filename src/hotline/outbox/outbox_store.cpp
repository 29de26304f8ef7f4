#include "hotline/outbox/outbox_store.hpp"

#include "store/stored_enum.hpp"

namespace reachline::hotline::outbox {

namespace {

Unfinished unfinished_of(store::Row const& row)
{
    return { .id = row.id<Wish>(0),
        .kind = store::stored<Kind>(row.text(1)),
        .about = row.string(2),
        .subject = row.integer(3),
        .tries = static_cast<int>(row.integer(4)),
        .made_at = row.time(5) };
}

std::optional<Time> time_in(store::Row const& row) { return row.maybe_time(0); }

} // namespace

constexpr char insert_wish[] = R"sql(
    insert into wish (id, kind, about, subject, made_at, due) values (?1, ?2, ?3, ?4, ?5, ?5)
)sql";

Done insert(World& world, Id<Wish> id, Kind kind, audit::Subject about)
{
    TRY(world.database.run(insert_wish, id, json::enum_name(kind), about.kind.view(), about.id, world.now()));
    return {};
}

constexpr char select_unfinished_about[] = R"sql(
    select id from wish where kind = ?1 and about = ?2 and subject = ?3 and ended_at is null
)sql";

Result<std::optional<Id<Wish>>> find_unfinished(World& world, Kind kind, audit::Subject about)
{
    return world.database.find(
        select_unfinished_about, [](store::Row const& row) { return row.id<Wish>(0); },
        json::enum_name(kind), about.kind.view(), about.id);
}

constexpr char select_unfinished[] = R"sql(
    select id, kind, about, subject, tries, made_at from wish where id = ?1 and ended_at is null
)sql";

Result<std::optional<Unfinished>> find_unfinished(World& world, Id<Wish> id)
{
    return world.database.find(select_unfinished, unfinished_of, id);
}

constexpr char select_due[] = R"sql(
    select id, kind, about, subject, tries, made_at from wish
    where kind = ?1 and due <= ?2 and ended_at is null
    order by due, id limit ?3
)sql";

Result<std::vector<Unfinished>> due(World& world, Kind kind, std::size_t limit)
{
    return world.database.all(select_due, unfinished_of, json::enum_name(kind), world.now(), limit);
}

constexpr char select_impatient[] = R"sql(
    select id, kind, about, subject, tries, made_at from wish
    where kind = ?1 and made_at <= ?2 and alarmed = 0 and ended_at is null
    order by id
)sql";

Result<std::vector<Unfinished>> impatient(World& world, Kind kind, Time before)
{
    return world.database.all(select_impatient, unfinished_of, json::enum_name(kind), before);
}

constexpr char select_unfinished_since[] = R"sql(
    select id, kind, about, subject, tries, made_at from wish
    where made_at <= ?1 and ended_at is null
    order by id
)sql";

Result<std::vector<Unfinished>> unfinished_since(World& world, Time before)
{
    return world.database.all(select_unfinished_since, unfinished_of, before);
}

constexpr char update_lease[] = R"sql(
    update wish set due = ?2, tries = ?3 where id = ?1
)sql";

Done lease_until(World& world, Id<Wish> id, Time until, int tries)
{
    TRY(world.database.run(update_lease, id, until, tries));
    return {};
}

constexpr char update_due[] = R"sql(
    update wish set due = ?2 where id = ?1
)sql";

Done try_again_at(World& world, Id<Wish> id, Time due)
{
    TRY(world.database.run(update_due, id, due));
    return {};
}

constexpr char update_ended[] = R"sql(
    update wish set ended_at = ?2, ending = ?3 where id = ?1
)sql";

Done finish(World& world, Id<Wish> id, std::string_view ending)
{
    TRY(world.database.run(update_ended, id, world.now(), ending));
    return {};
}

constexpr char update_alarmed[] = R"sql(
    update wish set alarmed = 1 where id = ?1
)sql";

Done mark_alarmed(World& world, Id<Wish> id)
{
    TRY(world.database.run(update_alarmed, id));
    return {};
}

constexpr char select_earliest_due[] = R"sql(
    select min(due) from wish where ended_at is null
)sql";

Result<std::optional<Time>> earliest_due(World& world)
{
    auto const found = TRY(world.database.find(select_earliest_due, time_in));
    return found.value_or(std::nullopt);
}

constexpr char select_earliest_made[] = R"sql(
    select min(made_at) from wish where kind = ?1 and alarmed = 0 and ended_at is null
)sql";

Result<std::optional<Time>> earliest_made(World& world, Kind kind)
{
    auto const found = TRY(world.database.find(select_earliest_made, time_in, json::enum_name(kind)));
    return found.value_or(std::nullopt);
}

} // namespace reachline::hotline::outbox
