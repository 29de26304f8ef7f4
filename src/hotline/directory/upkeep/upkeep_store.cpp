#include "hotline/directory/upkeep/upkeep_store.hpp"

#include "base/json_binding.hpp"

namespace reachline::hotline::directory::upkeep {

namespace {

using store::Row;

/// id, name, organization's name, state, since, live transfers.
rows::Found found_of(Row const& row)
{
    return { .id = row.id<Listing>(0),
        .name = row.string(1),
        .organization = row.string(2),
        .state = row.string(3),
        .since = row.maybe_time(4),
        .transfers = row.flag(5) };
}

VerificationRow verification_of(Row const& row)
{
    VerificationRow one { .at = row.time(0), .by = row.id<Account>(1) };
    one.how.way = json::enum_value<Way>(row.text(2)).value_or(Way::InWriting);
    one.how.spoke_to = json::enum_value<SpokeTo>(row.text(3)).value_or(SpokeTo::Other);
    if (auto const value = json::parse(row.text(4)))
        if (auto confirmed = json::bound<std::vector<Confirmed>>(*value))
            one.how.confirmed = std::move(*confirmed);
    return one;
}

} // namespace

constexpr char verifications_of_service[] = R"sql(
    select at, verified_by, way, spoke_to, confirmed
    from service_verification where service = ?1 order by id desc limit 100
)sql";

Result<std::vector<VerificationRow>> verifications_of(store::Database& database, Id<Listing> id)
{
    return database.all(verifications_of_service, verification_of, id);
}

constexpr char feedback_on_service[] = R"sql(
    select f.kind, count(*), max(f.at)
    from service_feedback f join service s on s.id = f.service
    where f.service = ?1 and f.at >= max(?2, coalesce(s.assured_at, 0))
    group by f.kind order by f.kind
)sql";

Result<std::vector<FeedbackCount>> feedback_on(
    store::Database& database, Id<Listing> id, Time now)
{
    return database.all(
        feedback_on_service,
        [](Row const& row) {
            return FeedbackCount { .kind = json::enum_value<Feedback>(row.text(0)).value_or(
                                       Feedback::Helped),
                .times = row.integer(1),
                .last = row.time(2) };
        },
        id, now - Days(180));
}

namespace rows {

constexpr char insert_verified[] = R"sql(
    insert into service_verification (service, at, verified_by, way, spoke_to, confirmed)
    values (?1, ?2, ?3, ?4, ?5, ?6)
)sql";

Done insert_verification(store::Database& database, Id<Listing> id, VerificationRow const& one)
{
    TRY(database.run(insert_verified, id, one.at, one.by, json::enum_name(one.how.way),
        json::enum_name(one.how.spoke_to), json::text_of(json::written(one.how.confirmed))));
    return {};
}

constexpr char insert_told[] =
    "insert into service_feedback (service, at, kind) values (?1, ?2, ?3)";

Done insert_feedback(store::Database& database, Id<Listing> id, Feedback kind, Time at)
{
    TRY(database.run(insert_told, id, at, json::enum_name(kind)));
    return {};
}

// For being listed the later of our word and the provider's counts, for live calls ours alone
// (standing.hpp). The state is the first that an entry serves: enough to find one's own part of the list by.
constexpr char overdue_services[] = R"sql(
    select s.id, s.name, o.name,
        coalesce((select a.state from service_area a where a.service = s.id order by a.position limit 1), ''),
        nullif(case when s.accepts_live_transfer = 1 and coalesce(s.assured_at, 0) < ?1
            then coalesce(s.assured_at, 0)
            else max(coalesce(s.assured_at, 0), coalesce(s.confirmed_at, 0)) end, 0),
        s.accepts_live_transfer = 1 and coalesce(s.assured_at, 0) < ?1
    from service s join organization o on o.id = s.organization
    where s.status in ('active', 'temporarily_closed') and o.status = 'active'
        and (max(coalesce(s.assured_at, 0), coalesce(s.confirmed_at, 0)) < ?2
            or (s.accepts_live_transfer = 1 and coalesce(s.assured_at, 0) < ?1))
    order by 6 desc, 5, s.id limit ?3
)sql";

Result<std::vector<Found>> overdue(
    store::Database& database, Limits limits, std::int64_t limit)
{
    return database.all(
        overdue_services, found_of, limits.transfers_before, limits.all_before, limit);
}

constexpr char unverified_services[] = R"sql(
    select s.id, s.name, o.name,
        coalesce((select a.state from service_area a where a.service = s.id order by a.position limit 1), ''),
        s.updated_at, 0
    from service s join organization o on o.id = s.organization
    where s.status = 'inactive' and s.assured_at is null order by s.updated_at, s.id limit ?1
)sql";

Result<std::vector<Found>> waiting_for_a_second(store::Database& database, std::int64_t limit)
{
    return database.all(unverified_services, found_of, limit);
}

constexpr char services_with_old_room[] = R"sql(
    select s.id, s.name, o.name,
        coalesce((select a.state from service_area a where a.service = s.id order by a.position limit 1), ''),
        s.capacity_updated_at, 0
    from service s join organization o on o.id = s.organization
    where s.status = 'active' and s.capacity_updated_at < ?1
    order by s.capacity_updated_at, s.id limit ?2
)sql";

Result<std::vector<Found>> with_old_room(
    store::Database& database, Time counted_before, std::int64_t limit)
{
    return database.all(services_with_old_room, found_of, counted_before, limit);
}

constexpr char unreachable_services[] = R"sql(
    select s.id, s.name, o.name,
        coalesce((select a.state from service_area a where a.service = s.id order by a.position limit 1), ''),
        s.updated_at, 0
    from service s join organization o on o.id = s.organization
    where s.status = 'active' and s.email = '' and s.website = '' and o.email = ''
        and o.website = '' and not exists (select 1 from phone p where p.service = s.id)
        and not exists (select 1 from organization_phone p where p.organization = o.id)
    order by s.updated_at, s.id limit ?1
)sql";

Result<std::vector<Found>> unreachable(store::Database& database, std::int64_t limit)
{
    return database.all(unreachable_services, found_of, limit);
}

constexpr char unfinished_services[] = R"sql(
    select s.id, s.name, o.name,
        coalesce((select a.state from service_area a where a.service = s.id order by a.position limit 1), ''),
        s.updated_at, 0
    from service s join organization o on o.id = s.organization
    where s.status = 'active' and (s.description = ''
        or not exists (select 1 from schedule h where h.service = s.id))
    order by s.updated_at, s.id limit ?1
)sql";

Result<std::vector<Found>> unfinished(store::Database& database, std::int64_t limit)
{
    return database.all(unfinished_services, found_of, limit);
}

// What was said before somebody made sure is settled; help that was given is no reason to look.
constexpr char feedback_since[] = R"sql(
    select s.id, s.name, o.name,
        coalesce((select a.state from service_area a where a.service = s.id order by a.position limit 1), ''),
        min(f.at), 0, f.kind, count(*)
    from service_feedback f join service s on s.id = f.service
    join organization o on o.id = s.organization
    where f.at >= max(?1, coalesce(s.assured_at, 0)) and f.kind <> 'helped'
        and s.status in ('active', 'temporarily_closed')
    group by s.id, f.kind order by s.id, f.kind
)sql";

Result<std::vector<FoundFeedback>> feedback(store::Database& database, Time since)
{
    return database.all(
        feedback_since,
        [](Row const& row) {
            return FoundFeedback { .entry = found_of(row),
                .kind = json::enum_value<Feedback>(row.text(6)).value_or(Feedback::TurnedAway),
                .times = row.integer(7) };
        },
        since);
}

constexpr char one_entry[] = R"sql(
    select s.id, s.name, o.name,
        coalesce((select a.state from service_area a where a.service = s.id order by a.position limit 1), ''),
        s.updated_at, s.accepts_live_transfer
    from service s join organization o on o.id = s.organization where s.id = ?1
)sql";

Result<std::optional<Found>> entry(store::Database& database, Id<Listing> id)
{
    return database.find(one_entry, found_of, id);
}

constexpr char organization_name[] = "select name from organization where id = ?1";
constexpr char service_name[] = "select name from service where id = ?1";

Result<std::string> name_of(store::Database& database, EntryKind kind, std::int64_t id)
{
    auto const read = [](Row const& row) { return row.string(0); };
    auto const found = kind == EntryKind::Organization
        ? TRY(database.find(organization_name, read, id))
        : TRY(database.find(service_name, read, id));
    return found.value_or(std::string());
}

} // namespace rows
} // namespace reachline::hotline::directory::upkeep
