#include "hotline/directory/shown.hpp"

#include "base/json_binding.hpp"

#include <algorithm>

namespace reachline::hotline::directory {

namespace {

/// Free beds and direct transfers are for those who call on somebody's behalf; published, they
/// would send people to a door that is full by the time they get there.
Visibility usual_visibility(Field field)
{
    switch (field) {
    case Field::Capacity:
    case Field::LiveTransfer:
        return Visibility::Partner;
    default:
        return Visibility::Public;
    }
}

/// A number that is there already is not shown a second time.
void add_phones(std::vector<Phone>& seen, std::vector<Phone> const& all, Visibility audience)
{
    auto const is_seen = [&](Phone const& phone) {
        return std::any_of(seen.begin(), seen.end(), [&](Phone const& one) {
            return one.number == phone.number && one.extension == phone.extension && one.kind == phone.kind;
        });
    };
    for (auto const& phone : all)
        if (phone.visibility <= audience && !is_seen(phone))
            seen.push_back(phone);
}

} // namespace

Visibility visibility_of(Listing const& listing, Field field)
{
    auto const own = listing.field_visibility.find(field);
    return own == listing.field_visibility.end() ? usual_visibility(field) : own->second;
}

std::optional<Service> shown(
    Listing const& listing, Organization const& organization, Visibility audience)
{
    if (std::max(listing.visibility, organization.visibility) > audience)
        return std::nullopt;
    auto const may = [&](Field field) { return visibility_of(listing, field) <= audience; };
    Service service { .id = listing.id,
        .organization_id = organization.id,
        .name = listing.name,
        .alternate_name = listing.alternate_name,
        .organization = organization.name };
    service.status = listing.status == Status::Active ? organization.status : listing.status;
    service.categories = listing.categories;
    service.populations = listing.populations;
    service.languages = listing.languages;
    service.areas = listing.areas;
    service.confidential = listing.confidential;
    service.remote = listing.remote;
    service.pets = listing.pets;
    service.children = listing.children;
    service.interpretation = listing.interpretation;
    service.minimum_age = listing.minimum_age;
    service.maximum_age = listing.maximum_age;
    service.assured = listing.assured;
    service.updated = listing.updated;
    add_phones(service.phones, listing.phones, audience);
    add_phones(service.phones, organization.phones, audience);
    if (may(Field::Description)) {
        service.description = listing.description;
        service.alert = listing.alert;
    }
    if (may(Field::Email))
        service.email = listing.email;
    if (may(Field::Website))
        service.website = listing.website;
    if (may(Field::Schedules))
        service.schedules = listing.schedules;
    if (may(Field::Eligibility))
        service.eligibility = listing.eligibility;
    if (may(Field::Application)) {
        service.application_process = listing.application_process;
        service.required_documents = listing.required_documents;
    }
    if (may(Field::Fees))
        service.fees = listing.fees;
    if (may(Field::Capacity))
        service.capacity = listing.capacity;
    if (may(Field::LiveTransfer))
        service.accepts_live_transfer = listing.accepts_live_transfer;
    if (!listing.confidential && listing.site && may(Field::Address)) {
        service.address = listing.site->address;
        service.point = listing.site->point;
    }
    return service;
}

std::optional<ServiceForAdvocates> shown_to_advocates(
    Listing const& listing, Organization const& organization)
{
    auto service = shown(listing, organization, Visibility::Advocate);
    if (!service)
        return std::nullopt;
    ServiceForAdvocates result { .service = std::move(*service),
        .visibility = std::max(listing.visibility, organization.visibility),
        .field_visibility = {},
        .organization_roles = organization.roles,
        .partner_note = listing.partner_note,
        .advocate_note = listing.advocate_note };
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Field>>([&](auto field) {
        auto const visibility = visibility_of(listing, field.value);
        if (visibility != Visibility::Public)
            result.field_visibility[json::enum_name(field.value)] = visibility;
    });
    return result;
}

std::optional<Point> measured_from(Service const& service)
{
    if (service.point)
        return service.point;
    if (service.areas.empty() || service.areas.front().extent == Extent::Nation)
        return std::nullopt;
    return service.areas.front().centre;
}

} // namespace reachline::hotline::directory
