#include "hotline/directory/hsds/mapping.hpp"

#include "base/text.hpp"
#include "hotline/directory/hours.hpp"
#include "hotline/directory/hsds/fields.hpp"
#include "hotline/directory/hsds/formats.hpp"
#include "hotline/directory/hsds/ids.hpp"
#include "hotline/directory/hsds/terms.hpp"
#include "hotline/directory/hsds/words.hpp"
#include "hotline/directory/shown.hpp"

#include <charconv>
#include <utility>

namespace reachline::hotline::directory::hsds {

namespace {

bool is_open_to_the_public(Status status)
{
    return status == Status::Active || status == Status::TemporarilyClosed;
}

/// The listing with only what is shown of it.
Listing as_shown(Listing one, directory::Service const& shown, Visibility audience)
{
    one.description = shown.description;
    one.alert = shown.alert;
    one.email = shown.email;
    one.website = shown.website;
    one.schedules = shown.schedules;
    one.eligibility = shown.eligibility;
    one.application_process = shown.application_process;
    one.required_documents = shown.required_documents;
    one.fees = shown.fees;
    one.capacity = shown.capacity;
    one.accepts_live_transfer = shown.accepts_live_transfer;
    if (!shown.address)
        one.site.reset();
    std::erase_if(one.phones, [&](auto const& phone) { return phone.visibility > audience; });
    return one;
}

/// The attributes of one service, or of one of its phones, numbered as they come.
class Attributes {
public:
    Attributes(Vocabulary const& vocabulary, Kind kind, std::int64_t number)
        : vocabulary_(vocabulary)
        , kind_(kind)
        , number_(number)
    {
    }
    void add(TaxonomyTerm term, Attribute about)
    {
        about.id = uuid(kind_, number_, ++position_);
        about.taxonomy_term_id = term.id;
        about.taxonomy_term = std::move(term);
        made_.push_back(std::move(about));
    }
    void practice(Practice const& practice, std::string_view value, Attribute about)
    {
        about.link_type = "practice";
        about.value = value;
        add(term_of(vocabulary_, practice), std::move(about));
    }
    std::vector<Attribute> take() { return std::exchange(made_, {}); }

private:
    Vocabulary const& vocabulary_;
    Kind kind_;
    std::int64_t number_;
    int position_ = 0;
    std::vector<Attribute> made_ {};
};

std::vector<Attribute> attributes_of(Listing const& one, Vocabulary const& vocabulary)
{
    Attributes all(vocabulary, Kind::Attribute, one.id.value);
    Attribute const of_service { .link_id = uuid(Kind::Service, one.id.value),
        .link_entity = "service" };
    auto about = of_service;
    about.link_type = "service_category";
    for (auto const& code : one.categories)
        if (auto const* const category = vocabulary.category(code))
            all.add(term_of(vocabulary, *category), about);
    about.link_type = "intended_audience";
    for (auto const& code : one.populations)
        if (auto const* const population = vocabulary.population(code))
            all.add(term_of(vocabulary, *population), about);
    auto const flag = [&](Practice const& practice, bool is_so) {
        if (is_so)
            all.practice(practice, "yes", of_service);
    };
    auto const answer = [&](Practice const& practice, Answer said) {
        if (said != Answer::Ask)
            all.practice(practice, said == Answer::Yes ? "yes" : "no", of_service);
    };
    flag(confidential_practice, one.confidential);
    flag(remote_practice, one.remote);
    answer(pets_practice, one.pets);
    answer(children_practice, one.children);
    flag(live_transfer_practice, one.accepts_live_transfer);
    return all.take();
}

/// "12" is a number to the standard; "012" and "4#" are kept as they are dialled.
void set_extension(Phone& phone, std::string const& dialled)
{
    std::int64_t number = 0;
    auto const read = std::from_chars(dialled.data(), dialled.data() + dialled.size(), number);
    if (std::to_string(number) == dialled && read.ec == std::errc {})
        phone.extension = number;
    else
        phone.extension_text = dialled;
}

struct PhoneOwner {
    Kind kind; ///< Phone or OrganizationPhone
    std::int64_t number;
};

Phone phone_of(
    directory::Phone const& one, PhoneOwner owner, int position, Vocabulary const& vocabulary)
{
    Phone phone { .id = uuid(owner.kind, owner.number, position), .number = one.number };
    (owner.kind == Kind::Phone ? phone.service_id : phone.organization_id) =
        uuid(owner.kind == Kind::Phone ? Kind::Service : Kind::Organization, owner.number);
    set_extension(phone, one.extension);
    phone.type = word_of(phone_words, one.kind);
    phone.description = one.description;
    if (one.kind == PhoneKind::Hotline) {
        // Numbered apart for each phone, and apart from an organization's.
        Attributes all(vocabulary, Kind::PhoneAttribute, owner.number);
        all.practice(hotline_practice, "yes", { .link_id = phone.id, .link_entity = "phone" });
        phone.attributes = all.take();
        auto const offset = owner.kind == Kind::OrganizationPhone ? 0x8000 : 0;
        phone.attributes.front().id = uuid(Kind::PhoneAttribute, owner.number, offset + position);
    }
    return phone;
}

std::vector<Phone> phones_of(std::vector<directory::Phone> const& all, PhoneOwner owner,
    Vocabulary const& vocabulary, bool with_visibility)
{
    std::vector<Phone> made;
    for (auto const& one : all) {
        made.push_back(phone_of(one, owner, static_cast<int>(made.size()) + 1, vocabulary));
        if (with_visibility && one.visibility != Visibility::Public)
            made.back().visibility = word_of(visibility_words, one.visibility);
    }
    return made;
}

std::vector<Schedule> schedules_of(Listing const& one)
{
    std::vector<Schedule> made;
    for (auto const& hours : one.schedules) {
        Schedule schedule { .id = uuid(
                                Kind::Schedule, one.id.value, static_cast<int>(made.size()) + 1),
            .service_id = uuid(Kind::Service, one.id.value) };
        copy_out(schedule_texts, hours, schedule);
        schedule.freq = word_of(frequency_words, hours.freq);
        // Standard time, whatever the season: what is true of the zone, not of the day of asking.
        if (auto const ahead = minutes_ahead(hours.timezone, Time {}))
            schedule.timezone = *ahead / 60.0;
        made.push_back(std::move(schedule));
    }
    return made;
}

std::vector<ServiceArea> areas_of(Listing const& one)
{
    std::vector<ServiceArea> made;
    for (auto const& area : one.areas) {
        std::string extent = "US";
        if (area.extent != Extent::Nation)
            extent += "-" + area.state;
        if (area.extent == Extent::County)
            extent += " " + area.county;
        made.push_back(
            { .id = uuid(Kind::ServiceArea, one.id.value, static_cast<int>(made.size()) + 1),
                .service_id = uuid(Kind::Service, one.id.value),
                .name = area.name,
                .extent = std::move(extent),
                .extent_type = "text" });
    }
    return made;
}

std::vector<Language> languages_of(Listing const& one, Vocabulary const& vocabulary)
{
    std::vector<Language> made;
    for (auto const& code : one.languages) {
        auto const* const known = vocabulary.language(code);
        made.push_back(
            { .id = uuid(Kind::Language, one.id.value, static_cast<int>(made.size()) + 1),
                .service_id = uuid(Kind::Service, one.id.value),
                .name = known && known->label.contains("en") ? known->label.at("en") : code,
                .code = code });
    }
    return made;
}

Location location_of(Listing const& one)
{
    Location location { .id = uuid(Kind::Location, one.id.value), .location_type = "virtual" };
    location.organization_id = uuid(Kind::Organization, one.organization.value);
    if (!one.site) {
        if (is_uri(one.website))
            location.url = one.website;
        return location;
    }
    location.location_type = "physical";
    location.latitude = one.site->point.latitude;
    location.longitude = one.site->point.longitude;
    location.timezone_name = one.site->timezone;
    Address address { .id = uuid(Kind::Address, one.id.value),
        .location_id = location.id,
        .country = "US",
        .address_type = "physical" };
    copy_out(address_texts, one.site->address, address);
    location.addresses.push_back(std::move(address));
    return location;
}

std::vector<ServiceCapacity> capacities_of(Listing const& one)
{
    if (!one.capacity)
        return {};
    auto const unit = one.capacity->unit.empty() ? "places" : one.capacity->unit;
    Unit const counted { .id = uuid_of_word(Kind::Unit, unit), .name = unit };
    return { { .id = uuid(Kind::Capacity, one.id.value),
        .service_id = uuid(Kind::Service, one.id.value),
        .unit_id = counted.id,
        .unit = counted,
        .available = one.capacity->available,
        .maximum = one.capacity->maximum,
        .updated = rfc3339(one.capacity->updated) } };
}

std::string field_visibility_text(Listing const& one)
{
    std::string text;
    for (auto const& [field, visibility] : one.field_visibility)
        text += (text.empty() ? "" : ",") + word_of(field_words, field) + ":"
            + word_of(visibility_words, visibility);
    return text;
}

} // namespace

bool is_public(hotline::Organization const& one)
{
    return one.visibility == Visibility::Public && is_open_to_the_public(one.status);
}

bool is_public(Listing const& one, hotline::Organization const& of)
{
    return is_public(of) && one.visibility == Visibility::Public
        && is_open_to_the_public(one.status);
}

std::optional<Service> Outward::service(
    Listing const& listing, hotline::Organization const& of, Time changed) const
{
    if (!sees_all() && !is_public(listing, of))
        return std::nullopt;
    auto const seen = shown(listing, of, audience_);
    if (!seen)
        return std::nullopt;
    auto const one = as_shown(listing, *seen, audience_);
    Service service { .id = uuid(Kind::Service, one.id.value),
        .organization_id = uuid(Kind::Organization, one.organization.value) };
    copy_out(service_texts, one, service);
    service.status = word_of(status_words, sees_all() ? one.status : seen->status);
    service.minimum_age = one.minimum_age;
    service.maximum_age = one.maximum_age;
    service.assured_date = one.assured ? day_of(*one.assured) : "";
    service.last_modified = rfc3339(changed);
    service.phones = phones_of(one.phones, { Kind::Phone, one.id.value }, vocabulary_, sees_all());
    service.schedules = schedules_of(one);
    service.service_areas = areas_of(one);
    service.languages = languages_of(one, vocabulary_);
    if (!one.required_documents.empty())
        service.required_documents = { { .id = uuid(Kind::RequiredDocument, one.id.value),
            .service_id = service.id,
            .document = one.required_documents } };
    service.capacities = capacities_of(one);
    service.attributes = attributes_of(one, vocabulary_);
    service.service_at_locations = { { .id = uuid(Kind::ServiceAtLocation, one.id.value),
        .service_id = service.id,
        .location_id = uuid(Kind::Location, one.id.value),
        .location = location_of(one) } };
    if (!sees_all()) {
        keep_if_valid(service.email, is_email);
        keep_if_valid(service.url, is_uri);
        return service;
    }
    service.visibility = word_of(visibility_words, one.visibility);
    service.field_visibility = field_visibility_text(one);
    service.partner_note = one.partner_note;
    service.advocate_note = one.advocate_note;
    service.assured_at = one.assured ? rfc3339(*one.assured) : "";
    return service;
}

std::optional<Organization> Outward::organization(hotline::Organization const& one) const
{
    if (!sees_all() && !is_public(one))
        return std::nullopt;
    Organization made { .id = uuid(Kind::Organization, one.id.value) };
    copy_out(organization_texts, one, made);
    auto phones = one.phones;
    std::erase_if(phones, [&](auto const& phone) { return phone.visibility > audience_; });
    made.phones =
        phones_of(phones, { Kind::OrganizationPhone, one.id.value }, vocabulary_, sees_all());
    if (!sees_all()) {
        keep_if_valid(made.email, is_email);
        keep_if_valid(made.website, is_uri);
        return made;
    }
    made.visibility = word_of(visibility_words, one.visibility);
    made.status = word_of(status_words, one.status);
    for (auto const role : one.roles)
        made.roles += (made.roles.empty() ? "" : ",") + word_of(role_words, role);
    made.assured_at = one.assured ? rfc3339(*one.assured) : "";
    made.updated_at = rfc3339(one.updated);
    return made;
}

} // namespace reachline::hotline::directory::hsds
