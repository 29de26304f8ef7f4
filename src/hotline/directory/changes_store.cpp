#include "hotline/directory/changes_store.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "hotline/world.hpp"

namespace reachline::hotline::directory {

namespace {

using store::Row;

/// Only the fields that it sets, since the table asks which are named.
std::string text_of(Amendment const& amendment)
{
    auto const all = json::written(amendment);
    json::Object set;
    for (auto const& [name, value] : all.get_object())
        if (!value.is_null())
            set[name] = value;
    return json::text_of(set);
}

Result<Amendment> amendment_of(std::string_view text)
{
    auto amendment = json::bound<Amendment>(TRY(json::parse(text)));
    if (!amendment)
        return fail(Fault::Broken, "a proposed change of a service is damaged");
    return std::move(*amendment);
}

std::string joined(std::vector<std::string> const& names)
{
    std::string text;
    for (auto const& name : names)
        text += (text.empty() ? "" : ",") + name;
    return text;
}

Result<WaitingChange> change_of(Row const& row)
{
    WaitingChange change
    {
        .id = row.id<ListingChange>(0), .listing = row.id<Listing>(1), .by_owner = row.flag(2),
        .proposed_by = row.id<Account>(3), .proposed_at = row.time(4),
        .amendment = TRY(amendment_of(row.text(5)))
        , .was = TRY(amendment_of(row.text(6)))
    };
    for (auto const name : split(row.text(7), ','))
        if (!name.empty())
            change.held.emplace_back(name);
    change.held_until = row.maybe_time(8);
    if (auto const heard = row.maybe_string(9))
        change.call_back = json::enum_value<CalledBack>(*heard);
    change.called_back_by = row.maybe_id<Account>(10);
    change.called_back_at = row.maybe_time(11);
    return change;
}

Result<std::vector<WaitingChange>> all_of(std::vector<Result<WaitingChange>> rows)
{
    std::vector<WaitingChange> changes;
    for (auto& row : rows)
        changes.push_back(TRY(std::move(row)));
    return changes;
}

} // namespace

constexpr char insert_change[] = R"sql(
    insert into service_change (id, service, by_owner, proposed_by, proposed_at, amendment, was,
        held, held_until, alarm_due, state)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 'waiting')
)sql";

Done keep_change(store::Database& database, WaitingChange const& change)
{
    TRY(database.run(insert_change, change.id, change.listing, change.by_owner ? 1 : 0,
        change.proposed_by, change.proposed_at, text_of(change.amendment), text_of(change.was),
        joined(change.held), change.held_until));
    return {};
}

constexpr char one_waiting_change[] = R"sql(
    select id, service, by_owner, proposed_by, proposed_at, amendment, was, held, held_until,
        call_back, called_back_by, called_back_at
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
    select id, service, by_owner, proposed_by, proposed_at, amendment, was, held, held_until,
        call_back, called_back_by, called_back_at
    from service_change where state = 'waiting' order by proposed_at, id
)sql";

Result<std::vector<WaitingChange>> waiting_changes(store::Database& database)
{
    return all_of(TRY(database.all(all_waiting_changes, change_of)));
}

constexpr char waiting_changes_of[] = R"sql(
    select id, service, by_owner, proposed_by, proposed_at, amendment, was, held, held_until,
        call_back, called_back_by, called_back_at
    from service_change where service = ?1 and state = 'waiting' order by proposed_at, id
)sql";

Result<std::vector<WaitingChange>> waiting_changes(store::Database& database, Id<Listing> id)
{
    return all_of(TRY(database.all(waiting_changes_of, change_of, id)));
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

constexpr char note_call_back[] = R"sql(
    update service_change set call_back = ?2, called_back_by = ?3, called_back_at = ?4
    where id = ?1 and state = 'waiting'
)sql";
constexpr char note_denial[] = R"sql(
    update service_change set call_back = 'denied', called_back_by = ?2, called_back_at = ?3,
        state = 'refused', decided_by = ?2, decided_at = ?3, alarm_due = 1
    where id = ?1 and state = 'waiting'
)sql";

Done keep_call_back(
    store::Database& database, Id<ListingChange> id, CalledBack heard, Id<Account> by, Time at)
{
    auto const changed = heard == CalledBack::Denied ? TRY(database.run(note_denial, id, by, at))
        : TRY(database.run(note_call_back, id, json::enum_name(heard), by, at));
        if (changed != 1)
            return fail(Fault::NotFound, "no such change is waiting");
        return {};
}

constexpr char services_denied[] =
    "select distinct service from service_change where alarm_due = 1 order by service";
constexpr char note_looked_at[] = "update service_change set alarm_due = 0 where alarm_due = 1";

Result<std::vector<Id<Listing>>> denied_changes(World& world)
{
    auto found =
        TRY(world.database.all(services_denied, [](Row const& row) { return row.id<Listing>(0); }));
    if (!found.empty())
        TRY(world.database.run(note_looked_at));
    return found;
}

} // namespace reachline::hotline::directory
