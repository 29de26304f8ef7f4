#include "hotline/directory/upkeep/upkeep_store.hpp"

#include "base/json_binding.hpp"

namespace reachline::hotline::directory::upkeep::rows {

namespace {

using json::enum_name;
using store::Row;

MergeRow merge_of(Row const& row)
{
    return { .id = row.id<Merge>(0),
        .wish = { .kind = json::enum_value<EntryKind>(row.text(1)).value_or(EntryKind::Service),
            .kept = row.integer(2),
            .gone = row.integer(3) },
        .state = json::enum_value<MergeState>(row.text(4)).value_or(MergeState::Refused),
        .proposed_by = row.id<Account>(5),
        .proposed_at = row.time(6) };
}

} // namespace

constexpr char insert_wish[] = R"sql(
    insert into directory_merge (id, kind, kept, gone, state, proposed_by, proposed_at)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
)sql";

Done insert_merge(store::Database& database, MergeRow const& one)
{
    TRY(database.run(insert_wish, one.id, enum_name(one.wish.kind), one.wish.kept, one.wish.gone,
        enum_name(one.state), one.proposed_by, one.proposed_at));
    return {};
}

constexpr char one_merge[] = R"sql(
    select id, kind, kept, gone, state, proposed_by, proposed_at
    from directory_merge where id = ?1 and state = 'proposed'
)sql";

Result<MergeRow> merge(store::Database& database, Id<Merge> id)
{
    auto const found = TRY(database.find(one_merge, merge_of, id));
    if (!found)
        return fail(Fault::NotFound, "no such merge is waiting");
    return *found;
}

constexpr char merges_in_state[] = R"sql(
    select id, kind, kept, gone, state, proposed_by, proposed_at
    from directory_merge where state = ?1 order by proposed_at, id
)sql";

Result<std::vector<MergeRow>> merges(store::Database& database, MergeState state)
{
    return database.all(merges_in_state, merge_of, enum_name(state));
}

constexpr char decide_wish[] = R"sql(
    update directory_merge set state = ?2, decided_by = ?3, decided_at = ?4
    where id = ?1 and state = 'proposed'
)sql";

Done decide_merge(
    store::Database& database, Id<Merge> id, MergeState state, Id<Account> by, Time at)
{
    if (TRY(database.run(decide_wish, id, enum_name(state), by, at)) != 1)
        return fail(Fault::NotFound, "no such merge is waiting");
    return {};
}

constexpr char insert_leading[] =
    "insert into directory_alias (kind, gone, kept, at) values (?1, ?2, ?3, ?4)";

Done insert_alias(store::Database& database, EntryKind kind, std::int64_t gone, std::int64_t kept,
    Time at)
{
    TRY(database.run(insert_leading, enum_name(kind), gone, kept, at));
    return {};
}

constexpr char lead_aliases_on[] =
    "update directory_alias set kept = ?3 where kind = ?1 and kept = ?2 and gone <> ?3";

Done lead_on(store::Database& database, EntryKind kind, std::int64_t from, std::int64_t to)
{
    TRY(database.run(lead_aliases_on, enum_name(kind), from, to));
    return {};
}

constexpr char give_listing[] =
    "update service set organization = ?2, updated_at = ?3 where id = ?1";

Done move_listing(store::Database& database, Id<Listing> id, Id<Organization> to, Time now)
{
    TRY(database.run(give_listing, id, to, now));
    return {};
}

constexpr char give_location[] = "update location set organization = ?2 where id = ?1";

Done move_location(store::Database& database, Id<Location> id, Id<Organization> to)
{
    TRY(database.run(give_location, id, to));
    return {};
}

} // namespace reachline::hotline::directory::upkeep::rows
