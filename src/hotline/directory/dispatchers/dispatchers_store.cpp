#include "hotline/directory/dispatchers/dispatchers_store.hpp"

namespace reachline::hotline::directory::dispatchers {

namespace {

DispatcherRow dispatcher_of(store::Row const& row)
{
    DispatcherRow one { .id = row.id<Dispatcher>(0),
        .psap_id = row.string(1),
        .name = row.string(2),
        .state = row.string(3),
        .county = row.string(4),
        .county_code = static_cast<CountyCode>(row.integer(5)),
        .city = row.string(6),
        .change = row.string(7),
        .comments = row.string(8),
        .number = row.maybe_string(9),
        .is_listed = row.flag(10),
        .tried_at = row.maybe_time(11),
        .works = {},
        .told_at = row.time(13) };
    if (auto const works = row.maybe_integer(12))
        one.works = *works != 0;
    return one;
}

} // namespace

#define REACHLINE_DISPATCHER                                                                       \
    "select id, psap_id, name, state, county, county_code, city, change, comments, number, "       \
    "is_listed, tried_at, works, updated_at from dispatcher "

constexpr char select_dispatcher[] = REACHLINE_DISPATCHER "where id = ?1";

Result<DispatcherRow> find(store::Database& database, Id<Dispatcher> id)
{
    auto found = TRY(database.find(select_dispatcher, dispatcher_of, id));
    if (!found)
        return fail(Fault::NotFound, "there is no such 911 centre");
    return std::move(*found);
}

namespace rows {

constexpr char select_of_county[] = REACHLINE_DISPATCHER
    "where county_code = ?1 and is_listed = 1 order by number is null, name, id";

Result<std::vector<DispatcherRow>> of_county(store::Database& database, CountyCode code)
{
    return database.all(select_of_county, dispatcher_of, code);
}

constexpr char select_of_state[] = REACHLINE_DISPATCHER
    "where state = ?1 and is_listed = 1 order by number is null, county, name, id";

Result<std::vector<DispatcherRow>> of_state(store::Database& database, std::string_view state)
{
    return database.all(select_of_state, dispatcher_of, state);
}

constexpr char select_by_psap[] = REACHLINE_DISPATCHER "where psap_id = ?1";

Result<std::optional<DispatcherRow>> by_psap_id(store::Database& database, std::string_view psap_id)
{
    return database.find(select_by_psap, dispatcher_of, psap_id);
}

constexpr char select_listed[] = REACHLINE_DISPATCHER "where is_listed = 1 order by id";

Result<std::vector<DispatcherRow>> all_listed(store::Database& database)
{
    return database.all(select_listed, dispatcher_of);
}

#undef REACHLINE_DISPATCHER

constexpr char insert_dispatcher[] = R"sql(
    insert into dispatcher (id, psap_id, name, state, county, county_code, city, change, comments,
        number, is_listed, updated_at)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
)sql";

Done insert(World& world, DispatcherRow const& row)
{
    TRY(world.database.run(insert_dispatcher, row.id, row.psap_id, row.name, row.state, row.county,
        row.county_code, row.city, row.change, row.comments, row.number, row.is_listed, world.now()));
    return {};
}

constexpr char update_dispatcher[] = R"sql(
    update dispatcher set name = ?2, state = ?3, county = ?4, county_code = ?5, city = ?6,
        change = ?7, comments = ?8, number = ?9, is_listed = ?10, updated_at = ?11,
        tried_at = case when number is ?9 then tried_at end,
        works = case when number is ?9 then works end
    where id = ?1
)sql";

Done update(World& world, DispatcherRow const& row)
{
    TRY(world.database.run(update_dispatcher, row.id, row.name, row.state, row.county,
        row.county_code, row.city, row.change, row.comments, row.number, row.is_listed, world.now()));
    return {};
}

constexpr char update_tried[] = R"sql(
    update dispatcher set tried_at = ?2, works = ?3 where id = ?1 and number is not null
)sql";

Done mark_tried(World& world, Id<Dispatcher> id, bool works)
{
    if (TRY(world.database.run(update_tried, id, world.now(), works)) == 0)
        return fail(Fault::Conflict, "this 911 centre has no number to try");
    return {};
}

} // namespace rows

} // namespace reachline::hotline::directory::dispatchers
