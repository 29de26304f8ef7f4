// From HSDS to our records.

#include "hotline/directory/hsds/mapping.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "hotline/directory/hsds/fields.hpp"
#include "hotline/directory/hsds/ids.hpp"
#include "hotline/directory/hsds/terms.hpp"
#include "hotline/directory/hsds/words.hpp"

#include <algorithm>

namespace reachline::hotline::directory::hsds {

namespace {

template <class T>
Id<T> id_of(Kind kind, std::string_view uuid)
{
    return { number_of(kind, uuid).value_or(0) };
}

/// The whole term where it is nested; else what its id says.
std::optional<TermName> named_by(Attribute const& attribute, Vocabulary const& vocabulary)
{
    if (attribute.taxonomy_term)
        return TermName { attribute.taxonomy_term->taxonomy, attribute.taxonomy_term->code };
    return term_named(vocabulary, attribute.taxonomy_term_id);
}

bool says(Attribute const& attribute, Vocabulary const& vocabulary, Practice const& practice)
{
    auto const term = named_by(attribute, vocabulary);
    return term && term->taxonomy == practice_taxonomy && term->code == practice.code;
}

bool is_yes(
    std::vector<Attribute> const& all, Vocabulary const& vocabulary, Practice const& practice)
{
    return std::ranges::any_of(all,
        [&](auto const& one) { return one.value == "yes" && says(one, vocabulary, practice); });
}

Answer answer_of(
    std::vector<Attribute> const& all, Vocabulary const& vocabulary, Practice const& practice)
{
    for (auto const& one : all)
        if (says(one, vocabulary, practice))
            return one.value == "yes" ? Answer::Yes : one.value == "no" ? Answer::No : Answer::Ask;
    return Answer::Ask;
}

std::vector<std::string> codes_of(
    std::vector<Attribute> const& all, Vocabulary const& vocabulary, std::string_view taxonomy)
{
    std::vector<std::string> codes;
    for (auto const& one : all)
        if (auto const term = named_by(one, vocabulary); term && term->taxonomy == taxonomy)
            codes.push_back(term->code);
    return codes;
}

directory::Phone phone_from(Phone const& one, Vocabulary const& vocabulary)
{
    directory::Phone phone { .number = one.number };
    phone.extension = one.extension ? std::to_string(*one.extension) : one.extension_text;
    phone.kind = value_of(phone_words, one.type).value_or(PhoneKind::Voice);
    if (is_yes(one.attributes, vocabulary, hotline_practice))
        phone.kind = PhoneKind::Hotline;
    phone.description = one.description;
    phone.visibility = value_of(visibility_words, one.visibility).value_or(Visibility::Public);
    return phone;
}

std::vector<directory::Phone> phones_from(
    std::vector<Phone> const& all, Vocabulary const& vocabulary)
{
    std::vector<directory::Phone> made;
    for (auto const& one : all)
        made.push_back(phone_from(one, vocabulary));
    return made;
}

directory::Schedule schedule_from(Schedule const& one)
{
    directory::Schedule hours;
    copy_back(schedule_texts, one, hours);
    hours.freq = value_of(frequency_words, one.freq).value_or(Frequency::Weekly);
    return hours;
}

/// Nothing for an extent that is not written as ours.
std::optional<Area> area_from(ServiceArea const& one)
{
    std::string_view const extent = one.extent;
    if (extent == "US")
        return Area { .extent = Extent::Nation, .name = one.name };
    if (!extent.starts_with("US-") || extent.size() < 5)
        return std::nullopt;
    std::string const state(extent.substr(3, 2));
    if (extent.size() == 5)
        return Area { .extent = Extent::State, .name = one.name, .state = state };
    if (extent[5] != ' ' || extent.size() == 6)
        return std::nullopt;
    return Area { .extent = Extent::County,
        .name = one.name,
        .county = std::string(extent.substr(6)),
        .state = state };
}

std::optional<Site> site_from(Location const& location)
{
    if (location.location_type != "physical" || location.addresses.empty() || !location.latitude
        || !location.longitude)
        return std::nullopt;
    Site site { .point = { *location.latitude, *location.longitude } };
    copy_back(address_texts, location.addresses.front(), site.address);
    site.timezone = location.timezone_name;
    return site;
}

std::optional<Capacity> capacity_from(ServiceCapacity const& one)
{
    auto const updated = json::time_from_text(one.updated);
    if (!one.available || !updated)
        return std::nullopt;
    return Capacity { .available = *one.available,
        .maximum = one.maximum,
        .unit = one.unit ? one.unit->name : "",
        .updated = *updated };
}

/// "email:advocate,address:partner". What is not understood is dropped: import says so itself.
std::map<Field, Visibility> field_visibility_from(std::string_view text)
{
    std::map<Field, Visibility> fields;
    for (auto const part : split(text, ',')) {
        auto const words = split(part, ':');
        if (words.size() != 2)
            continue;
        auto const field = value_of(field_words, words[0]);
        auto const visibility = value_of(visibility_words, words[1]);
        if (field && visibility)
            fields[*field] = *visibility;
    }
    return fields;
}

/// The exact time where it is said, else the day.
std::optional<Time> assured_from(std::string const& exact, std::string const& day)
{
    if (auto const time = json::time_from_text(exact))
        return time;
    return day.empty() ? std::nullopt : json::time_from_text(day + "T00:00:00Z");
}

} // namespace

Listing listing_from(Service const& service, Vocabulary const& vocabulary)
{
    Listing one { .id = id_of<Listing>(Kind::Service, service.id),
        .organization = id_of<hotline::Organization>(Kind::Organization, service.organization_id) };
    copy_back(service_texts, service, one);
    one.status = value_of(status_words, service.status).value_or(Status::Inactive);
    one.visibility = value_of(visibility_words, service.visibility).value_or(Visibility::Public);
    one.field_visibility = field_visibility_from(service.field_visibility);
    one.categories = codes_of(service.attributes, vocabulary, category_taxonomy);
    one.populations = codes_of(service.attributes, vocabulary, population_taxonomy);
    for (auto const& language : service.languages)
        one.languages.push_back(language.code);
    one.phones = phones_from(service.phones, vocabulary);
    for (auto const& schedule : service.schedules)
        one.schedules.push_back(schedule_from(schedule));
    for (auto const& area : service.service_areas)
        if (auto const known = area_from(area))
            one.areas.push_back(*known);
    one.confidential = is_yes(service.attributes, vocabulary, confidential_practice);
    one.remote = is_yes(service.attributes, vocabulary, remote_practice);
    for (auto const& place : service.service_at_locations)
        if (!one.confidential && !one.site && place.location)
            one.site = site_from(*place.location);
    one.minimum_age = service.minimum_age;
    one.maximum_age = service.maximum_age;
    one.pets = answer_of(service.attributes, vocabulary, pets_practice);
    one.children = answer_of(service.attributes, vocabulary, children_practice);
    for (auto const& paper : service.required_documents)
        one.required_documents += (one.required_documents.empty() ? "" : "\n") + paper.document;
    one.accepts_live_transfer = is_yes(service.attributes, vocabulary, live_transfer_practice);
    one.partner_note = service.partner_note;
    one.advocate_note = service.advocate_note;
    if (!service.capacities.empty())
        one.capacity = capacity_from(service.capacities.front());
    one.assured = assured_from(service.assured_at, service.assured_date);
    one.updated = json::time_from_text(service.last_modified).value_or(Time {});
    return one;
}

hotline::Organization organization_from(Organization const& one, Vocabulary const& vocabulary)
{
    hotline::Organization made { .id = id_of<hotline::Organization>(Kind::Organization, one.id) };
    copy_back(organization_texts, one, made);
    made.visibility = value_of(visibility_words, one.visibility).value_or(Visibility::Public);
    made.status = value_of(status_words, one.status).value_or(Status::Active);
    for (auto const word : split(one.roles, ','))
        if (auto const role = value_of(role_words, word))
            made.roles.push_back(*role);
    made.phones = phones_from(one.phones, vocabulary);
    made.assured = assured_from(one.assured_at, "");
    made.updated = json::time_from_text(one.updated_at).value_or(Time {});
    return made;
}

} // namespace reachline::hotline::directory::hsds
