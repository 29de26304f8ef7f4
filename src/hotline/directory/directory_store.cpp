#include "hotline/directory/directory_store.hpp"

#include "base/json_binding.hpp"
#include "hotline/directory/hsds/published.hpp"

#include <cmath>

namespace reachline::hotline::directory {

namespace {

using json::enum_name;
using store::Row;

std::int64_t millionths(double degrees)
{
    return std::llround(degrees * 1e6);
}

std::string visibility_text(std::map<Field, Visibility> const& fields)
{
    std::map<std::string, Visibility> named;
    for (auto const& [field, visibility] : fields)
        named[enum_name(field)] = visibility;
    return json::text_of(json::written(named));
}

} // namespace

constexpr char upsert_organization[] = R"sql(
    insert into organization (id, name, alternate_name, description, email, website, visibility,
        status, assured_at, updated_at)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
    on conflict (id) do update set name = excluded.name, alternate_name = excluded.alternate_name,
        description = excluded.description, email = excluded.email, website = excluded.website,
        visibility = excluded.visibility, status = excluded.status,
        assured_at = excluded.assured_at, updated_at = excluded.updated_at
)sql";
constexpr char forget_organization_roles[] =
    "delete from organization_role where organization = ?1";
constexpr char forget_organization_phones[] =
    "delete from organization_phone where organization = ?1";
constexpr char insert_organization_role[] =
    "insert into organization_role (organization, role) values (?1, ?2)";
constexpr char insert_organization_phone[] = R"sql(
    insert into organization_phone (organization, position, number, extension, kind, description,
        visibility)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
)sql";

/// A record that is new has no past; one that is kept as it was leaves none.
template <class T>
static Done remember_past(store::Database& database, EntryKind kind, Result<T> const& before,
    T const& after, Hand const& hand)
{
    if (!before && before.error().fault == Fault::NotFound)
        return {};
    if (!before)
        return fail(before.error());
    auto const& old = *before;
    auto past = differences(old, after);
    if (past == "{}")
        return {};
    return remember(database,
        { .kind = kind,
            .subject = after.id.value,
            .at = after.updated,
            .hand = hand,
            .before = std::move(past) });
}

Done keep(store::Database& database, Organization const& one, Keeping keeping, Hand const& hand)
{
    if (keeping == Keeping::Maybe)
        TRY(remember_past(database, EntryKind::Organization, organization(database, one.id), one, hand));
    TRY(database.run(upsert_organization, one.id, one.name, one.alternate_name, one.description,
        one.email, one.website, enum_name(one.visibility), enum_name(one.status), one.assured,
        one.updated));
    if (keeping == Keeping::Maybe) {
        TRY(database.run(forget_organization_roles, one.id));
        TRY(database.run(forget_organization_phones, one.id));
    }
    for (auto const role : one.roles)
        TRY(database.run(insert_organization_role, one.id, enum_name(role)));
    std::int64_t position = 0;
    for (auto const& phone : one.phones)
        TRY(database.run(insert_organization_phone, one.id, ++position, phone.number,
            phone.extension, enum_name(phone.kind), phone.description,
            enum_name(phone.visibility)));
    return keeping == Keeping::New ? Done {} : hsds::publish(database, one);
}

constexpr char upsert_location[] = R"sql(
    insert into location (id, organization, confidential, address_1, city, county, state_province,
        postal_code, timezone, latitude_e6, longitude_e6)
    values (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
    on conflict (id) do update set address_1 = excluded.address_1, city = excluded.city,
        county = excluded.county, state_province = excluded.state_province,
        postal_code = excluded.postal_code, timezone = excluded.timezone,
        latitude_e6 = excluded.latitude_e6, longitude_e6 = excluded.longitude_e6
)sql";

static Done keep_site(store::Database& database, Listing const& one)
{
    auto const& site = *one.site;
    TRY(database.run(upsert_location, one.location, one.organization, site.address.address_1,
        site.address.city, site.address.county, site.address.state_province,
        site.address.postal_code, site.timezone, millionths(site.point.latitude),
        millionths(site.point.longitude)));
    return {};
}

constexpr char upsert_service[] = R"sql(
    insert into service (id, organization, location, confidential, name, description, email,
        website, status, visibility, field_visibility, eligibility, minimum_age, maximum_age,
        application_process, fees, accepts_live_transfer, partner_note, advocate_note,
        capacity_available, capacity_maximum, capacity_unit, capacity_updated_at, assured_at,
        updated_at, alternate_name, alert, remote, pets, children, required_documents,
        interpretation, confirmed_at)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
        ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33)
    on conflict (id) do update set location = excluded.location,
        confidential = excluded.confidential, name = excluded.name,
        description = excluded.description, email = excluded.email, website = excluded.website,
        status = excluded.status, visibility = excluded.visibility,
        field_visibility = excluded.field_visibility, eligibility = excluded.eligibility,
        minimum_age = excluded.minimum_age, maximum_age = excluded.maximum_age,
        application_process = excluded.application_process, fees = excluded.fees,
        accepts_live_transfer = excluded.accepts_live_transfer,
        partner_note = excluded.partner_note, advocate_note = excluded.advocate_note,
        capacity_available = excluded.capacity_available,
        capacity_maximum = excluded.capacity_maximum, capacity_unit = excluded.capacity_unit,
        capacity_updated_at = excluded.capacity_updated_at, assured_at = excluded.assured_at,
        updated_at = excluded.updated_at, alternate_name = excluded.alternate_name,
        alert = excluded.alert, remote = excluded.remote, pets = excluded.pets,
        children = excluded.children, required_documents = excluded.required_documents,
        interpretation = excluded.interpretation, confirmed_at = excluded.confirmed_at
)sql";

static Done keep_row(store::Database& database, Listing const& one)
{
    std::optional<std::int64_t> available, maximum;
    std::optional<std::string> unit;
    std::optional<Time> counted;
    if (one.capacity) {
        available = one.capacity->available;
        maximum = one.capacity->maximum;
        unit = one.capacity->unit;
        counted = one.capacity->updated;
    }
    std::optional<Id<Location>> location;
    if (one.location)
        location = one.location;
    TRY(database.run(upsert_service, one.id, one.organization, location, one.confidential ? 1 : 0,
        one.name, one.description, one.email, one.website, enum_name(one.status),
        enum_name(one.visibility), visibility_text(one.field_visibility), one.eligibility,
        one.minimum_age, one.maximum_age, one.application_process, one.fees,
        one.accepts_live_transfer ? 1 : 0, one.partner_note, one.advocate_note, available, maximum,
        unit, counted, one.assured, one.updated, one.alternate_name, one.alert, one.remote ? 1 : 0,
        enum_name(one.pets), enum_name(one.children), one.required_documents, one.interpretation,
        one.confirmed));
    return {};
}

constexpr char forget_categories[] = "delete from service_category where service = ?1";
constexpr char forget_populations[] = "delete from service_population where service = ?1";
constexpr char forget_languages[] = "delete from service_language where service = ?1";
constexpr char forget_phones[] = "delete from phone where service = ?1";
constexpr char forget_schedules[] = "delete from schedule where service = ?1";
constexpr char forget_areas[] = "delete from service_area where service = ?1";

static Done forget_below(store::Database& database, Id<Listing> id)
{
    TRY(database.run(forget_categories, id));
    TRY(database.run(forget_populations, id));
    TRY(database.run(forget_languages, id));
    TRY(database.run(forget_phones, id));
    TRY(database.run(forget_schedules, id));
    TRY(database.run(forget_areas, id));
    return {};
}

constexpr char insert_category[] =
    "insert into service_category (service, position, category) values (?1, ?2, ?3)";
constexpr char insert_population[] =
    "insert into service_population (service, position, population) values (?1, ?2, ?3)";
constexpr char insert_language[] =
    "insert into service_language (service, position, language) values (?1, ?2, ?3)";
constexpr char insert_phone[] = R"sql(
    insert into phone (service, position, number, extension, kind, description, visibility)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
)sql";
constexpr char insert_schedule[] = R"sql(
    insert into schedule (service, position, freq, byday, opens_at, closes_at, timezone,
        valid_from, valid_to, notes)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
)sql";
constexpr char insert_area[] = R"sql(
    insert into service_area (service, position, extent, name, county, state, latitude_e6,
        longitude_e6)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
)sql";

static Done keep_below(store::Database& database, Listing const& one)
{
    std::int64_t position = 0;
    for (auto const& code : one.categories)
        TRY(database.run(insert_category, one.id, ++position, code));
    for (auto const& code : one.populations)
        TRY(database.run(insert_population, one.id, ++position, code));
    for (auto const& code : one.languages)
        TRY(database.run(insert_language, one.id, ++position, code));
    for (auto const& phone : one.phones)
        TRY(database.run(insert_phone, one.id, ++position, phone.number, phone.extension,
            enum_name(phone.kind), phone.description, enum_name(phone.visibility)));
    for (auto const& hours : one.schedules)
        TRY(database.run(insert_schedule, one.id, ++position, enum_name(hours.freq), hours.byday,
            hours.opens_at, hours.closes_at, hours.timezone, hours.valid_from, hours.valid_to,
            hours.notes));
    for (auto const& area : one.areas)
        TRY(database.run(insert_area, one.id, ++position, enum_name(area.extent), area.name,
            area.county, area.state, millionths(area.centre.latitude),
            millionths(area.centre.longitude)));
    return {};
}

Done keep(store::Database& database, Listing const& one, Keeping keeping, Hand const& hand)
{
    if (one.confidential && one.site)
        return fail(Fault::Invalid, "the place of a confidential service is kept sealed only");
    if (keeping == Keeping::Maybe)
        TRY(remember_past(database, EntryKind::Service, listing(database, one.id), one, hand));
    if (one.site)
        TRY(keep_site(database, one));
    TRY(keep_row(database, one));
    if (keeping == Keeping::Maybe)
        TRY(forget_below(database, one.id));
    TRY(keep_below(database, one));
    return hsds::publish(database, one);
}

constexpr char upsert_hidden[] = R"sql(
    insert into location (id, organization, confidential, folder, exact_sealed)
    values (?1, ?2, 1, ?3, ?4)
    on conflict (id) do update set folder = excluded.folder, exact_sealed = excluded.exact_sealed
)sql";

Done keep_hidden(store::Database& database, HiddenPlace const& place)
{
    TRY(database.run(
        upsert_hidden, place.id, place.organization, place.folder, place.exact_sealed));
    return {};
}

} // namespace reachline::hotline::directory
