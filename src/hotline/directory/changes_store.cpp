#include "hotline/directory/changes_store.hpp"

#include "base/json_binding.hpp"

namespace reachline::hotline::directory {

namespace {

using store::Row;

Result<WaitingChange> change_of(Row const& row)
{
    auto amendment = json::bound<Amendment>(TRY(json::parse(row.text(4))));
    if (!amendment)
        return fail(Fault::Broken, "a proposed change of a service is damaged");
    return WaitingChange { .id = row.id<ListingChange>(0),
        .listing = row.id<Listing>(1),
        .proposed_by = row.id<Account>(2),
        .proposed_at = row.time(3),
        .amendment = std::move(*amendment) };
}

} // namespace

constexpr char insert_change[] = R"sql(
    insert into service_change (id, service, amendment, proposed_by, proposed_at, state)
    values (?1, ?2, ?3, ?4, ?5, 'waiting')
)sql";

Done keep_change(store::Database& database, WaitingChange const& change)
{
    TRY(database.run(insert_change, change.id, change.listing,
        json::text_of(json::written(change.amendment)), change.proposed_by, change.proposed_at));
    return {};
}

constexpr char one_waiting_change[] = R"sql(
    select id, service, proposed_by, proposed_at, amendment
    from service_change where id = ?1 and state = 'waiting'
)sql";

Result<WaitingChange> waiting_change(store::Database& database, Id<ListingChange> id)
{
    auto found = TRY(database.find(one_waiting_change, change_of, id));
    if (!found)
        return fail(Fault::NotFound, "no such change is waiting");
    return std::move(*found);
}

constexpr char all_waiting_changes[] = R"sql(
    select id, service, proposed_by, proposed_at, amendment
    from service_change where state = 'waiting' order by proposed_at, id
)sql";

Result<std::vector<WaitingChange>> waiting_changes(store::Database& database)
{
    auto rows = TRY(database.all(all_waiting_changes, change_of));
    std::vector<WaitingChange> changes;
    for (auto& row : rows)
        changes.push_back(TRY(std::move(row)));
    return changes;
}

constexpr char decide_waiting_change[] = R"sql(
    update service_change set state = ?2, decided_by = ?3, decided_at = ?4
    where id = ?1 and state = 'waiting'
)sql";

Done decide_change(
    store::Database& database, Id<ListingChange> id, Decision decision, Id<Account> by, Time at)
{
    auto const changed =
        TRY(database.run(decide_waiting_change, id, json::enum_name(decision), by, at));
    if (changed != 1)
        return fail(Fault::NotFound, "no such change is waiting");
    return {};
}

} // namespace reachline::hotline::directory
