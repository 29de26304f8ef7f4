#pragma once

// The records of HSDS 3.0 with the additions of 3.1 (docs.openreferral.org), as far as a hotline's
// directory says them, under the standard's own names: the names of these members are the names in
// JSON and the columns in CSV, and stand nowhere a second time.
//
// An empty text, list or optional is absent outside. Members that the standard does not have are
// additions of the Reachline profile and are marked so; edges/feed/profile.json declares each.

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::hotline::directory::hsds {

/// How `profile` names what this program adds to the standard.
inline constexpr char profile_uri[] = "urn:reachline:hsds:1";
inline constexpr char standard_version[] = "3.1";

/// Names of the taxonomies, as taxonomy_term.taxonomy has them.
inline constexpr char category_taxonomy[] = "reachline-category";
inline constexpr char population_taxonomy[] = "reachline-population";
inline constexpr char practice_taxonomy[] = "reachline-practice";

struct Taxonomy {
    std::string id {};
    std::string name {};
    std::string description {};
    std::string uri {};
    std::string version {};
    static bool must_have(std::string_view name) { return name == "description"; }
    bool operator==(Taxonomy const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Taxonomy, (), (id, name, description, uri, version))

struct TaxonomyTerm {
    std::string id {};
    std::string code {};
    std::string name {};
    std::string description {};
    std::string parent_id {};
    std::string taxonomy {}; ///< one of the names above
    std::optional<Taxonomy> taxonomy_detail {};
    std::string language {};
    std::string taxonomy_id {};
    std::string term_uri {};
    std::string name_es {}; ///< addition: the same in Spanish
    std::string open_eligibility {}; ///< addition: ids of Open Eligibility 2.0, "1121,1135"
    static bool must_have(std::string_view name) { return name == "description"; }
    bool operator==(TaxonomyTerm const&) const = default;
};
BOOST_DESCRIBE_STRUCT(TaxonomyTerm, (),
    (id, code, name, description, parent_id, taxonomy, taxonomy_detail, language, taxonomy_id,
        term_uri, name_es, open_eligibility))

struct Attribute {
    std::string id {};
    std::string link_id {};
    std::string taxonomy_term_id {};
    std::string link_type {}; ///< service_category, intended_audience or practice
    std::string link_entity {}; ///< service or phone
    std::string value {}; ///< of a practice: yes or no
    std::string label {};
    std::optional<TaxonomyTerm> taxonomy_term {};
    bool operator==(Attribute const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Attribute, (),
    (id, link_id, taxonomy_term_id, link_type, link_entity, value, label, taxonomy_term))

struct Url {
    std::string id {};
    std::string label {};
    std::string url {};
    std::string organization_id {};
    std::string service_id {};
    bool operator==(Url const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Url, (), (id, label, url, organization_id, service_id))

struct Phone {
    std::string id {};
    std::string location_id {};
    std::string service_id {};
    std::string organization_id {};
    std::string service_at_location_id {};
    std::string number {};
    std::optional<std::int64_t> extension {};
    std::string type {}; ///< voice, text, fax or textphone
    std::string description {};
    std::string extension_text {}; ///< addition: an extension that is no number, such as "0#"
    std::string visibility {}; ///< addition, in a sealed whole only
    std::vector<Attribute> attributes {};
    static bool is_sealed(std::string_view name) { return name == "visibility"; }
    bool operator==(Phone const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Phone, (),
    (id, location_id, service_id, organization_id, service_at_location_id, number, extension, type,
        description, extension_text, visibility, attributes))

struct Schedule {
    std::string id {};
    std::string service_id {};
    std::string location_id {};
    std::string service_at_location_id {};
    std::string valid_from {};
    std::string valid_to {};
    std::string dtstart {};
    std::optional<double> timezone {}; ///< hours ahead of UTC, in standard time
    std::string until {};
    std::string freq {};
    std::optional<std::int64_t> interval {};
    std::string byday {};
    std::string bymonthday {};
    std::string description {};
    std::string opens_at {};
    std::string closes_at {};
    std::string notes {};
    std::string timezone_name {}; ///< addition: IANA name, which knows daylight saving time
    bool operator==(Schedule const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Schedule, (),
    (id, service_id, location_id, service_at_location_id, valid_from, valid_to, dtstart, timezone,
        until, freq, interval, byday, bymonthday, description, opens_at, closes_at, notes,
        timezone_name))

struct Language {
    std::string id {};
    std::string service_id {};
    std::string location_id {};
    std::string phone_id {};
    std::string name {};
    std::string code {};
    std::string note {};
    bool operator==(Language const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Language, (), (id, service_id, location_id, phone_id, name, code, note))

struct ServiceArea {
    std::string id {};
    std::string service_id {};
    std::string service_at_location_id {};
    std::string name {};
    std::string description {};
    std::string extent {}; ///< "US", "US-TX" or "US-TX Harris County"
    std::string extent_type {};
    bool operator==(ServiceArea const&) const = default;
};
BOOST_DESCRIBE_STRUCT(ServiceArea, (),
    (id, service_id, service_at_location_id, name, description, extent, extent_type))

struct RequiredDocument {
    std::string id {};
    std::string service_id {};
    std::string document {};
    bool operator==(RequiredDocument const&) const = default;
};
BOOST_DESCRIBE_STRUCT(RequiredDocument, (), (id, service_id, document))

struct Unit {
    std::string id {};
    std::string name {};
    bool operator==(Unit const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Unit, (), (id, name))

struct ServiceCapacity {
    std::string id {};
    std::string service_id {};
    std::string unit_id {};
    std::optional<Unit> unit {};
    std::optional<std::int64_t> available {};
    std::optional<std::int64_t> maximum {};
    std::string description {};
    std::string updated {};
    bool operator==(ServiceCapacity const&) const = default;
};
BOOST_DESCRIBE_STRUCT(
    ServiceCapacity, (), (id, service_id, unit_id, unit, available, maximum, description, updated))

struct Address {
    std::string id {};
    std::string location_id {};
    std::string attention {};
    std::string address_1 {};
    std::string address_2 {};
    std::string city {};
    std::string region {}; ///< the county
    std::string state_province {};
    std::string postal_code {};
    std::string country {};
    std::string address_type {};
    static bool must_have(std::string_view name)
    {
        return name == "address_1" || name == "city" || name == "state_province"
            || name == "postal_code";
    }
    bool operator==(Address const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Address, (),
    (id, location_id, attention, address_1, address_2, city, region, state_province, postal_code,
        country, address_type))

struct Location {
    std::string id {};
    std::string location_type {}; ///< physical, or virtual where the place is nobody's business
    std::string url {};
    std::string organization_id {};
    std::string name {};
    std::string alternate_name {};
    std::string description {};
    std::string transportation {};
    std::optional<double> latitude {};
    std::optional<double> longitude {};
    std::vector<Address> addresses {};
    std::string timezone_name {}; ///< addition: IANA name
    bool operator==(Location const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Location, (),
    (id, location_type, url, organization_id, name, alternate_name, description, transportation,
        latitude, longitude, addresses, timezone_name))

struct ServiceAtLocation {
    std::string id {};
    std::string service_id {};
    std::string location_id {};
    std::string description {};
    std::vector<ServiceArea> service_areas {};
    std::optional<Location> location {};
    bool operator==(ServiceAtLocation const&) const = default;
};
BOOST_DESCRIBE_STRUCT(
    ServiceAtLocation, (), (id, service_id, location_id, description, service_areas, location))

/// Where a hidden place lies in the vault: sealed as it is, for a sealed whole only.
struct HiddenPlaceNote {
    std::optional<std::int64_t> location {};
    std::optional<std::int64_t> folder {};
    std::string exact_sealed {}; ///< hex
    bool operator==(HiddenPlaceNote const&) const = default;
};
BOOST_DESCRIBE_STRUCT(HiddenPlaceNote, (), (location, folder, exact_sealed))

struct Organization {
    std::string id {};
    std::string name {};
    std::string alternate_name {};
    std::string description {};
    std::string email {};
    std::string website {};
    std::vector<Url> additional_websites {};
    std::string uri {};
    std::string parent_organization_id {};
    std::vector<Phone> phones {};
    // Additions, in a sealed whole only.
    std::string visibility {};
    std::string status {};
    std::string roles {}; ///< "provider,law_enforcement"
    std::string assured_at {};
    std::string updated_at {};
    static bool must_have(std::string_view name) { return name == "description"; }
    static bool is_sealed(std::string_view name)
    {
        return name == "visibility" || name == "status" || name == "roles" || name == "assured_at"
            || name == "updated_at";
    }
    bool operator==(Organization const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Organization, (),
    (id, name, alternate_name, description, email, website, additional_websites, uri,
        parent_organization_id, phones, visibility, status, roles, assured_at, updated_at))

struct Service {
    std::string id {};
    std::string organization_id {};
    std::string name {};
    std::string alternate_name {};
    std::string description {};
    std::string url {};
    std::vector<Url> additional_urls {};
    std::string email {};
    std::string status {};
    std::string interpretation_services {};
    std::string application_process {};
    std::string fees_description {};
    std::string wait_time {};
    std::string accreditations {};
    std::string eligibility_description {};
    std::optional<std::int64_t> minimum_age {};
    std::optional<std::int64_t> maximum_age {};
    std::string assured_date {};
    std::string licenses {};
    std::string alert {};
    std::string last_modified {};
    std::vector<Phone> phones {};
    std::vector<Schedule> schedules {};
    std::vector<ServiceArea> service_areas {};
    std::vector<ServiceAtLocation> service_at_locations {};
    std::vector<Language> languages {};
    std::optional<Organization> organization {};
    std::vector<RequiredDocument> required_documents {};
    std::vector<ServiceCapacity> capacities {};
    std::vector<Attribute> attributes {};
    // Additions, in a sealed whole only.
    std::string visibility {};
    std::string field_visibility {}; ///< "email:advocate,address:partner"
    std::string partner_note {};
    std::string advocate_note {};
    std::string assured_at {}; ///< with the time of day
    std::optional<HiddenPlaceNote> hidden_place {};
    static bool is_sealed(std::string_view name)
    {
        return name == "visibility" || name == "field_visibility" || name == "partner_note"
            || name == "advocate_note" || name == "assured_at";
    }
    bool operator==(Service const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Service, (),
    (id, organization_id, name, alternate_name, description, url, additional_urls, email, status,
        interpretation_services, application_process, fees_description, wait_time, accreditations,
        eligibility_description, minimum_age, maximum_age, assured_date, licenses, alert,
        last_modified, phones, schedules, service_areas, service_at_locations, languages,
        organization, required_documents, capacities, attributes, visibility, field_visibility,
        partner_note, advocate_note, assured_at, hidden_place))

} // namespace reachline::hotline::directory::hsds
