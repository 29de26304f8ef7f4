// How the directory's records are read back.

#include "hotline/directory/directory_store.hpp"

#include "base/json_binding.hpp"

namespace reachline::hotline::directory {

namespace {

using store::Row;

template <class E>
E coded(Row const& row, int column, E otherwise)
{
    return json::enum_value<E>(row.text(column)).value_or(otherwise);
}

Point point_of(Row const& row, int column)
{
    return { static_cast<double>(row.integer(column)) / 1e6,
        static_cast<double>(row.integer(column + 1)) / 1e6 };
}

/// number, extension, kind, description, visibility. What is damaged is shown to the fewest.
Phone phone_of(Row const& row)
{
    return { .number = row.string(0),
        .extension = row.string(1),
        .kind = coded(row, 2, PhoneKind::Voice),
        .description = row.string(3),
        .visibility = coded(row, 4, Visibility::Advocate) };
}

std::string code_of(Row const& row)
{
    return row.string(0);
}

Result<std::map<Field, Visibility>> visibilities(std::string_view text)
{
    auto const named = json::bound<std::map<std::string, Visibility>>(TRY(json::parse(text)));
    if (!named)
        return fail(Fault::Broken, "the visibility of a listing's fields is damaged");
    std::map<Field, Visibility> fields;
    for (auto const& [name, visibility] : *named) {
        auto const field = json::enum_value<Field>(name);
        if (!field)
            return fail(Fault::Broken, "the visibility of a listing's fields is damaged");
        fields[*field] = visibility;
    }
    return fields;
}

} // namespace

constexpr char one_organization[] = R"sql(
    select id, name, alternate_name, description, email, website, visibility, status, assured_at,
        updated_at
    from organization where id = ?1
)sql";
constexpr char roles_of_organization[] =
    "select role from organization_role where organization = ?1 order by role";
constexpr char phones_of_organization[] = R"sql(
    select number, extension, kind, description, visibility
    from organization_phone where organization = ?1 order by position
)sql";

static Organization organization_of(Row const& row)
{
    Organization one { .id = row.id<Organization>(0),
        .name = row.string(1),
        .alternate_name = row.string(2),
        .description = row.string(3),
        .email = row.string(4),
        .website = row.string(5) };
    one.visibility = coded(row, 6, Visibility::Advocate);
    one.status = coded(row, 7, Status::Inactive);
    one.assured = row.maybe_time(8);
    one.updated = row.time(9);
    return one;
}

Result<Organization> organization(store::Database& database, Id<Organization> id)
{
    auto found = TRY(database.find(one_organization, organization_of, id));
    if (!found)
        return fail(Fault::NotFound, "there is no such organization");
    found->roles = TRY(database.all(
        roles_of_organization,
        [](Row const& row) { return coded(row, 0, OrganizationRole::Provider); }, id));
    found->phones = TRY(database.all(phones_of_organization, phone_of, id));
    return std::move(*found);
}

constexpr char one_service[] = R"sql(
    select s.id, s.organization, s.location, s.confidential, s.name, s.description, s.email,
        s.website, s.status, s.visibility, s.field_visibility, s.eligibility, s.minimum_age,
        s.maximum_age, s.application_process, s.fees, s.accepts_live_transfer, s.partner_note,
        s.advocate_note, s.capacity_available, s.capacity_maximum, s.capacity_unit,
        s.capacity_updated_at, s.assured_at, s.updated_at, l.latitude_e6, l.longitude_e6,
        l.address_1, l.city, l.county, l.state_province, l.postal_code, l.timezone,
        s.alternate_name, s.alert, s.remote, s.pets, s.children, s.required_documents,
        s.interpretation, s.confirmed_at
    from service s left join location l on l.id = s.location
    where s.id = ?1
)sql";

static Listing texts_of(Row const& row)
{
    Listing one { .id = row.id<Listing>(0),
        .organization = row.id<Organization>(1),
        .name = row.string(4),
        .description = row.string(5),
        .email = row.string(6),
        .website = row.string(7) };
    one.location = row.maybe_id<Location>(2).value_or(Id<Location> {});
    one.confidential = row.flag(3);
    one.status = coded(row, 8, Status::Inactive);
    one.visibility = coded(row, 9, Visibility::Advocate);
    one.eligibility = row.string(11);
    one.minimum_age = row.maybe_integer(12);
    one.maximum_age = row.maybe_integer(13);
    one.application_process = row.string(14);
    one.fees = row.string(15);
    one.accepts_live_transfer = row.flag(16);
    one.partner_note = row.string(17);
    one.advocate_note = row.string(18);
    one.assured = row.maybe_time(23);
    one.updated = row.time(24);
    one.alternate_name = row.string(33);
    one.alert = row.string(34);
    one.remote = row.flag(35);
    one.pets = coded(row, 36, Answer::Ask);
    one.children = coded(row, 37, Answer::Ask);
    one.required_documents = row.string(38);
    one.interpretation = row.string(39);
    one.confirmed = row.maybe_time(40);
    return one;
}

static Result<Listing> listing_of(Row const& row)
{
    auto one = texts_of(row);
    one.field_visibility = TRY(visibilities(row.text(10)));
    if (!row.is_null(19))
        one.capacity = Capacity { .available = row.integer(19),
            .maximum = row.maybe_integer(20),
            .unit = row.string(21),
            .updated = row.time(22) };
    if (!one.confidential && !row.is_null(25))
        one.site = Site { .address = { .address_1 = row.string(27),
                              .city = row.string(28),
                              .county = row.string(29),
                              .state_province = row.string(30),
                              .postal_code = row.string(31) },
            .point = point_of(row, 25),
            .timezone = row.string(32) };
    return one;
}

constexpr char categories_of[] =
    "select category from service_category where service = ?1 order by position";
constexpr char populations_of[] =
    "select population from service_population where service = ?1 order by position";
constexpr char languages_of[] =
    "select language from service_language where service = ?1 order by position";
constexpr char phones_of[] = R"sql(
    select number, extension, kind, description, visibility
    from phone where service = ?1 order by position
)sql";
constexpr char schedules_of[] = R"sql(
    select freq, byday, opens_at, closes_at, timezone, valid_from, valid_to, notes
    from schedule where service = ?1 order by position
)sql";
constexpr char areas_of[] = R"sql(
    select extent, name, county, state, latitude_e6, longitude_e6
    from service_area where service = ?1 order by position
)sql";

Result<Listing> listing(store::Database& database, Id<Listing> id)
{
    auto found = TRY(database.find(one_service, listing_of, id));
    if (!found)
        return fail(Fault::NotFound, "there is no such service");
    auto one = TRY(std::move(*found));
    one.categories = TRY(database.all(categories_of, code_of, id));
    one.populations = TRY(database.all(populations_of, code_of, id));
    one.languages = TRY(database.all(languages_of, code_of, id));
    one.phones = TRY(database.all(phones_of, phone_of, id));
    one.schedules = TRY(database.all(
        schedules_of,
        [](Row const& row) {
            return Schedule { .freq = coded(row, 0, Frequency::Monthly),
                .byday = row.string(1),
                .opens_at = row.string(2),
                .closes_at = row.string(3),
                .timezone = row.string(4),
                .valid_from = row.string(5),
                .valid_to = row.string(6),
                .notes = row.string(7) };
        },
        id));
    one.areas = TRY(database.all(
        areas_of,
        [](Row const& row) {
            return Area { .extent = coded(row, 0, Extent::State),
                .name = row.string(1),
                .county = row.string(2),
                .state = row.string(3),
                .centre = point_of(row, 4) };
        },
        id));
    return one;
}

constexpr char alias_of[] = "select kept from directory_alias where kind = ?1 and gone = ?2";

Result<Id<Listing>> current(store::Database& database, Id<Listing> id)
{
    auto const kept = TRY(database.find(
        alias_of, [](Row const& row) { return row.id<Listing>(0); }, "service", id));
    return kept.value_or(id);
}

Result<Id<Organization>> current(store::Database& database, Id<Organization> id)
{
    auto const kept = TRY(database.find(
        alias_of, [](Row const& row) { return row.id<Organization>(0); }, "organization", id));
    return kept.value_or(id);
}

constexpr char service_ids_after[] = "select id from service where id > ?1 order by id limit ?2";
constexpr char service_ids_of[] = "select id from service where organization = ?1 order by id";

static Id<Listing> listing_id(Row const& row)
{
    return row.id<Listing>(0);
}

Result<std::vector<Id<Listing>>> listings_after(
    store::Database& database, Id<Listing> after, std::int64_t limit)
{
    return database.all(service_ids_after, listing_id, after, limit);
}

Result<std::vector<Id<Listing>>> listings_of(store::Database& database, Id<Organization> id)
{
    return database.all(service_ids_of, listing_id, id);
}

constexpr char organization_ids[] = "select id from organization order by id";

Result<std::vector<Id<Organization>>> all_organizations(store::Database& database)
{
    return database.all(organization_ids, [](Row const& row) { return row.id<Organization>(0); });
}

constexpr char organizations_by_role[] = R"sql(
    select o.id from organization o
    join organization_role r on r.organization = o.id
    where r.role = ?1 and o.status = 'active' order by o.name, o.id
)sql";

Result<std::vector<Organization>> organizations_with(
    store::Database& database, OrganizationRole role)
{
    auto const ids = TRY(database.all(
        organizations_by_role, [](Row const& row) { return row.id<Organization>(0); },
        json::enum_name(role)));
    std::vector<Organization> found;
    for (auto const id : ids)
        found.push_back(TRY(organization(database, id)));
    return found;
}

constexpr char current_edition[] = R"sql(
    select count(*), max(coalesce(max(updated_at), 0),
        coalesce((select max(updated_at) from organization), 0))
    from service
)sql";

Result<Edition> edition(store::Database& database)
{
    auto const found = TRY(database.find(current_edition, [](Row const& row) {
        return Edition { .services = row.integer(0), .updated = row.time(1) };
    }));
    return found.value_or(Edition {});
}

constexpr char service_ids_changed[] = R"sql(
    select s.id from service s where s.updated_at > ?1
    union
    select s.id from organization o join service s on s.organization = o.id
    where o.updated_at > ?1
    limit ?2
)sql";

Result<std::vector<Id<Listing>>> changed_since(
    store::Database& database, Time since, std::int64_t limit)
{
    return database.all(service_ids_changed, listing_id, since, limit);
}

constexpr char hidden_place_of[] = R"sql(
    select l.id, l.organization, l.folder, l.exact_sealed
    from service s join location l on l.id = s.location
    where s.id = ?1 and l.confidential = 1 and l.exact_sealed is not null
)sql";

Result<HiddenPlace> hidden_place(store::Database& database, Id<Listing> id)
{
    auto found = TRY(database.find(
        hidden_place_of,
        [](Row const& row) {
            return HiddenPlace { .id = row.id<Location>(0),
                .organization = row.id<Organization>(1),
                .folder = row.id<Folder>(2),
                .exact_sealed = row.blob(3) };
        },
        id));
    if (!found)
        return fail(Fault::NotFound, "there is no hidden place of this service");
    return std::move(*found);
}

} // namespace reachline::hotline::directory
