#include "hotline/calls/trunks/trunks_store.hpp"

#include "store/stored_enum.hpp"

namespace reachline::hotline::calls::trunks {

namespace rows {

namespace {

TrunkRow trunk_of(store::Row const& row)
{
    return { .id = row.id<Trunk>(0),
        .name = row.string(1),
        .state = store::stored<State>(row.text(2)),
        .why = row.string(3),
        .since = row.time(4) };
}

} // namespace

constexpr char select_named[] = R"sql(
    select id, name, state, why, since from trunk where is_named = 1 order by name
)sql";

Result<std::vector<TrunkRow>> named(World& world) { return world.database.all(select_named, trunk_of); }

constexpr char select_trunk[] = "select id, name, state, why, since from trunk where name = ?1";

Result<std::optional<TrunkRow>> trunk(World& world, std::string_view name)
{
    return world.database.find(select_trunk, trunk_of, name);
}

constexpr char insert_trunk[] = R"sql(
    insert into trunk (id, name, state, why, since, is_named) values (?1, ?2, ?3, ?4, ?5, 1)
)sql";

Done insert(World& world, TrunkRow const& row)
{
    TRY(world.database.run(insert_trunk, row.id, row.name, json::enum_name(row.state), row.why, row.since));
    return {};
}

constexpr char update_trunk[] = R"sql(
    update trunk set state = ?2, why = ?3, since = ?4, is_named = 1 where id = ?1
)sql";

Done update(World& world, TrunkRow const& row)
{
    TRY(world.database.run(update_trunk, row.id, json::enum_name(row.state), row.why, row.since));
    return {};
}

constexpr char update_unnamed[] = "update trunk set is_named = 0 where id = ?1";

Done mark_unnamed(World& world, Id<Trunk> id)
{
    TRY(world.database.run(update_unnamed, id));
    return {};
}

} // namespace rows

constexpr char count_down[] = "select count(*) from trunk where is_named = 1 and state = 'down'";

Result<bool> calls_may_fail(store::Database& database)
{
    return TRY(database.number(count_down)) > 0;
}

} // namespace reachline::hotline::calls::trunks
