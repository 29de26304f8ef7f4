#include "hotline/directory/hsds/published.hpp"

#include "base/json_binding.hpp"
#include "crypto/hash.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/hsds/mapping.hpp"
#include "hotline/directory/hsds/words.hpp"
#include "hotline/directory/shown.hpp"

#include <algorithm>
#include <cmath>

namespace reachline::hotline::directory::hsds {

namespace {

using store::Row;

std::int64_t millionths(double degrees)
{
    return std::llround(degrees * 1e6);
}

std::optional<Point> point_of(Row const& row, int column)
{
    if (row.is_null(column))
        return std::nullopt;
    return Point { static_cast<double>(row.integer(column)) / 1e6,
        static_cast<double>(row.integer(column + 1)) / 1e6 };
}

/// Of all that the public sees, without the time at which the record was written.
Bytes fingerprint_of(directory::Service seen)
{
    seen.updated = {};
    auto const text = json::text_of(json::written(seen));
    return crypto::blake2b({ bytes_of("published service"), bytes_of(text) });
}

std::vector<std::string> practices_of(directory::Service const& seen)
{
    std::vector<std::string> codes;
    auto const add = [&](Practice const& practice, bool is_said) {
        if (is_said)
            codes.emplace_back(practice.code);
    };
    add(confidential_practice, seen.confidential);
    add(remote_practice, seen.remote);
    add(pets_practice, seen.pets != Answer::Ask);
    add(children_practice, seen.children != Answer::Ask);
    add(live_transfer_practice, seen.accepts_live_transfer);
    return codes;
}

} // namespace

constexpr char insert_term[] =
    "insert into published_term (service, taxonomy, code) values (?1, ?2, ?3)";

static Done insert_terms(store::Database& database, directory::Service const& seen)
{
    for (auto const& code : seen.categories)
        TRY(database.run(insert_term, seen.id, category_taxonomy, code));
    for (auto const& code : seen.populations)
        TRY(database.run(insert_term, seen.id, population_taxonomy, code));
    for (auto const& code : practices_of(seen))
        TRY(database.run(insert_term, seen.id, practice_taxonomy, code));
    return {};
}

constexpr char fingerprint_of_service[] =
    "select fingerprint from published_service where service = ?1";
constexpr char forget_terms[] = "delete from published_term where service = ?1";
constexpr char forget_service[] = "delete from published_service where service = ?1";
constexpr char upsert_service[] = R"sql(
    insert into published_service (service, organization, fingerprint, changed_at, latitude_e6,
        longitude_e6)
    values (?1, ?2, ?3, ?4, ?5, ?6)
    on conflict (service) do update set organization = excluded.organization,
        fingerprint = excluded.fingerprint, changed_at = excluded.changed_at,
        latitude_e6 = excluded.latitude_e6, longitude_e6 = excluded.longitude_e6
)sql";

/// `at` is when the change was made that may have changed what is seen.
static Done publish_as(
    store::Database& database, Listing const& one, hotline::Organization const& of, Time at)
{
    auto const known = TRY(database.find(
        fingerprint_of_service, [](Row const& row) { return row.blob(0); }, one.id));
    auto const seen = is_public(one, of) ? shown(one, of, Visibility::Public) : std::nullopt;
    if (!seen) {
        if (!known)
            return {};
        TRY(database.run(forget_terms, one.id));
        TRY(database.run(forget_service, one.id));
        return {};
    }
    auto const fingerprint = fingerprint_of(*seen);
    if (known && *known == fingerprint)
        return {};
    std::optional<std::int64_t> latitude, longitude;
    if (auto const point = measured_from(*seen)) {
        latitude = millionths(point->latitude);
        longitude = millionths(point->longitude);
    }
    TRY(database.run(
        upsert_service, one.id, one.organization, fingerprint, at, latitude, longitude));
    if (known)
        TRY(database.run(forget_terms, one.id));
    return insert_terms(database, *seen);
}

Done publish(store::Database& database, Listing const& one)
{
    return publish_as(
        database, one, TRY(directory::organization(database, one.organization)), one.updated);
}

Done publish(store::Database& database, hotline::Organization const& of)
{
    for (auto const id : TRY(listings_of(database, of.id)))
        TRY(publish_as(database, TRY(listing(database, id)), of, of.updated));
    return {};
}

static Published published_of(Row const& row)
{
    return { .service = row.id<Listing>(0), .changed = row.time(1), .point = point_of(row, 2) };
}

constexpr char services_wanted[] = R"sql(
    select p.service, p.changed_at, p.latitude_e6, p.longitude_e6
    from published_service p
    where (?1 is null or p.changed_at >= ?1)
        and (?2 is null or p.organization = ?2)
        and (?3 is null or exists (select 1 from published_term t
            where t.taxonomy = ?3 and (?4 is null or t.code = ?4) and t.service = p.service))
        and (?5 is null or exists (select 1 from published_term t
            where t.taxonomy = ?5 and t.service = p.service))
        and (?6 is null or exists (select 1 from service_area a where a.service = p.service
            and (a.extent = 'nation' or (a.state = ?6 and (a.extent = 'state' or a.county = ?7)))))
        and (?8 is null or (p.latitude_e6 between ?8 and ?9 and p.longitude_e6 between ?10 and ?11))
    order by p.service
)sql";

/// A box around a circle, in millionths of degrees.
struct Box {
    std::optional<std::int64_t> south, north, west, east;
};
static Box box_around(Near const& near)
{
    auto const up = near.miles / miles_per_degree_of_latitude;
    auto const width = miles_per_degree_of_longitude(
        near.centre.latitude + std::copysign(up, near.centre.latitude));
    auto const across = width > 1 ? near.miles / width : 360;
    return { millionths(near.centre.latitude - up), millionths(near.centre.latitude + up),
        millionths(near.centre.longitude - across), millionths(near.centre.longitude + across) };
}

static void keep_near(std::vector<Published>& all, Near const& near)
{
    auto const miles = [&](Published const& one) { return miles_between(near.centre, *one.point); };
    std::erase_if(all, [&](auto const& one) { return !one.point || miles(one) > near.miles; });
    std::ranges::stable_sort(all, {}, miles);
}

Result<std::vector<Published>> published_services(store::Database& database, Wanted const& wanted)
{
    std::optional<std::string> taxonomy, code, state, county;
    if (wanted.term) {
        taxonomy = wanted.term->taxonomy;
        code = wanted.term->code;
    }
    if (wanted.serves) {
        state = wanted.serves->state;
        county = wanted.serves->county;
    }
    auto const box = wanted.near ? box_around(*wanted.near) : Box {};
    auto found = TRY(database.all(services_wanted, published_of, wanted.modified_after,
        wanted.organization, taxonomy, code, wanted.taxonomy, state, county, box.south, box.north,
        box.west, box.east));
    if (wanted.near)
        keep_near(found, *wanted.near);
    return found;
}

constexpr char services_of_organization[] = R"sql(
    select service, changed_at, latitude_e6, longitude_e6 from published_service
    where organization = ?1 order by service
)sql";

Result<std::vector<Published>> published_services_of(
    store::Database& database, Id<hotline::Organization> id)
{
    return database.all(services_of_organization, published_of, id);
}

constexpr char service_published[] = R"sql(
    select service, changed_at, latitude_e6, longitude_e6 from published_service
    where service = ?1
)sql";

Result<Published> published_service(store::Database& database, Id<Listing> id)
{
    auto found = TRY(database.find(service_published, published_of, id));
    if (!found)
        return fail(Fault::NotFound, "there is no such service");
    return std::move(*found);
}

constexpr char name_of_service[] = R"sql(
    select s.name, s.status, o.status
    from published_service p
    join service s on s.id = p.service
    join organization o on o.id = p.organization
    where p.service = ?1
)sql";

Result<PublishedName> published_name(store::Database& database, Id<Listing> id)
{
    auto found = TRY(database.find(
        name_of_service,
        [](Row const& row) {
            auto const own = json::enum_value<Status>(row.text(1)).value_or(Status::Inactive);
            auto const owner = json::enum_value<Status>(row.text(2)).value_or(Status::Inactive);
            return PublishedName { row.string(0), own == Status::Active ? owner : own };
        },
        id));
    if (!found)
        return fail(Fault::NotFound, "there is no such service");
    return std::move(*found);
}

constexpr char organizations_wanted[] = R"sql(
    select o.id, o.name, o.alternate_name, o.description from organization o
    where o.visibility = 'public' and o.status in ('active', 'temporarily_closed')
        and (?1 is null or exists (select 1 from published_service p
            join published_term t on t.service = p.service
            where p.organization = o.id and t.taxonomy = ?1 and (?2 is null or t.code = ?2)))
        and (?3 is null or exists (select 1 from published_service p
            join published_term t on t.service = p.service
            where p.organization = o.id and t.taxonomy = ?3))
    order by o.id
)sql";

Result<std::vector<PublishedOrganization>> published_organizations(store::Database& database,
    std::optional<TermWanted> const& term, std::optional<std::string> const& taxonomy)
{
    std::optional<std::string> of, code;
    if (term) {
        of = term->taxonomy;
        code = term->code;
    }
    return database.all(
        organizations_wanted,
        [](Row const& row) {
            return PublishedOrganization { .id = row.id<hotline::Organization>(0),
                .words = row.string(1) + " " + row.string(2) + " " + row.string(3) };
        },
        of, code, taxonomy);
}

} // namespace reachline::hotline::directory::hsds
