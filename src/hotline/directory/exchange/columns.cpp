#include "hotline/directory/exchange/columns.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::directory::exchange {

namespace {

// What an earlier version calls otherwise stands behind our name: 1.1 and 2.0 have `url` for an
// organization's website, `service_area`, `language` and `term` for what is `name` in 3.0, and
// `link_type` for `link_entity`; 1.0 and Ohana have a row for each weekday. `is_private`,
// `confidential` and `visibility` are no words of the standard; directories add them.
constexpr Column organization[] = { { "id" }, { "name" }, { "alternate_name" }, { "description" },
    { "email" }, { "website", { "url" } }, { "parent_organization_id" }, { "status" },
    { "visibility" }, { "last_modified", { "updated_at" } } };
constexpr Column service[] = { { "id" }, { "organization_id" }, { "location_id" }, { "name" },
    { "alternate_name" }, { "description" }, { "url", { "website" } }, { "email" }, { "status" },
    { "interpretation_services" }, { "application_process" }, { "fees_description" }, { "fees" },
    { "eligibility_description", { "eligibility" } }, { "audience" }, { "minimum_age" },
    { "maximum_age" }, { "assured_date" }, { "alert" }, { "last_modified", { "updated_at" } },
    { "taxonomy_ids" }, { "languages" }, { "service_areas" }, { "required_documents" },
    { "confidential", { "is_confidential", "is_private" } }, { "visibility" },
    { "advocate_note" } };
constexpr Column location[] = { { "id" }, { "organization_id" }, { "location_type" }, { "name" },
    { "latitude" }, { "longitude" }, { "languages" }, { "virtual" },
    { "confidential", { "is_confidential", "is_private" } } };
constexpr Column address[] = { { "id" }, { "location_id" }, { "address_1" }, { "address_2" },
    { "city" }, { "county" }, { "region" }, { "state_province" }, { "postal_code" }, { "country" },
    { "address_type" }, { "is_private", { "confidential" } } };
constexpr Column service_at_location[]
    = { { "id" }, { "service_id" }, { "location_id" }, { "description" } };
constexpr Column phone[] = { { "id" }, { "service_id" }, { "location_id" }, { "organization_id" },
    { "service_at_location_id" }, { "contact_id" }, { "number" }, { "extension" }, { "extension_text" },
    { "type", { "number_type" } }, { "description" }, { "department" },
    { "country_prefix" }, { "is_private" } };
constexpr Column schedule[] = { { "id" }, { "service_id" }, { "location_id" },
    { "service_at_location_id" }, { "valid_from" }, { "valid_to" }, { "timezone" }, { "timezone_name" }, { "freq" },
    { "interval" }, { "byday" }, { "weekday" }, { "bymonthday" }, { "opens_at" }, { "closes_at" },
    { "description" }, { "notes" } };
constexpr Column service_area[] = { { "id" }, { "service_id" }, { "service_at_location_id" },
    { "name", { "service_area" } }, { "description" }, { "extent" }, { "extent_type" } };
constexpr Column language[] = { { "id" }, { "service_id" }, { "location_id" }, { "phone_id" },
    { "name", { "language" } }, { "code" } };
constexpr Column required_document[] = { { "id" }, { "service_id" }, { "document" } };
constexpr Column eligibility[] = { { "id" }, { "service_id" }, { "eligibility" } };
constexpr Column cost_option[] = { { "id" }, { "service_id" }, { "option" }, { "currency" },
    { "amount" }, { "amount_description" } };
constexpr Column attribute[] = { { "id" }, { "link_id", { "service_id" } },
    { "link_entity", { "link_type" } }, { "taxonomy_term_id", { "taxonomy_id" } }, { "value" },
    { "label" } };
constexpr Column taxonomy_term[] = { { "id", { "taxonomy_id" } }, { "code" },
    { "name", { "term" } }, { "taxonomy", { "vocabulary" } }, { "taxonomy_id" }, { "term_uri" } };
constexpr Column taxonomy[] = { { "id" }, { "name" }, { "uri" } };
constexpr Column service_capacity[] = { { "id" }, { "service_id" }, { "unit_id" },
    { "available" }, { "maximum" }, { "updated" } };
constexpr Column unit[] = { { "id" }, { "name" }, { "identifier" } };

struct Shape {
    Kind kind;
    std::string_view name;
    std::span<Column const> columns;
    std::string_view passed_over; ///< columns of the standard and of Ohana, between blanks
};

constexpr std::array<Shape, kinds> shapes { {
    { Kind::Organization, "organizations", organization,
        " tax_status tax_id year_incorporated legal_status logo uri accreditations date_incorporated "
        "funding_sources licenses additional_websites funding contacts programs organization_identifiers metadata " },
    { Kind::Service, "services", service,
        " program_id wait_time accreditations assurer_email licenses accepted_payments funding_sources "
        "keywords additional_urls program metadata funding contacts " },
    { Kind::Location, "locations", location,
        " url alternate_name description transportation external_identifier external_identifier_type "
        "accessibility admin_emails email short_desc website contacts metadata " },
    { Kind::Address, "addresses", address, " attention address_3 address_4 metadata " },
    { Kind::ServiceAtLocation, "service_at_location", service_at_location, " contacts metadata " },
    { Kind::Phone, "phones", phone, " vanity_number language languages metadata " },
    { Kind::Schedule, "schedules", schedule,
        " dtstart until count wkst byweekno byyearday schedule_link attending_type metadata " },
    { Kind::ServiceArea, "service_areas", service_area, " uri metadata " },
    { Kind::Language, "languages", language, " note metadata " },
    { Kind::RequiredDocument, "required_documents", required_document, " uri metadata " },
    { Kind::Eligibility, "eligibility", eligibility, " " },
    { Kind::CostOption, "cost_options", cost_option, " valid_from valid_to metadata " },
    { Kind::Attribute, "attributes", attribute, " link_type metadata " },
    { Kind::TaxonomyTerm, "taxonomy_terms", taxonomy_term,
        " description parent_id parent_name language metadata " },
    { Kind::Taxonomy, "taxonomies", taxonomy, " description version metadata " },
    { Kind::ServiceCapacity, "service_capacity", service_capacity, " description metadata " },
    { Kind::Unit, "units", unit, " scheme uri metadata " },
} };

constexpr FileName file_names[] = {
    { "organizations", Kind::Organization }, { "organization", Kind::Organization },
    { "services", Kind::Service }, { "service", Kind::Service },
    { "locations", Kind::Location }, { "location", Kind::Location },
    { "addresses", Kind::Address }, { "address", Kind::Address },
    { "physical_addresses", Kind::Address, "address_type", "physical" },
    { "physical_address", Kind::Address, "address_type", "physical" },
    { "postal_addresses", Kind::Address, "address_type", "postal" },
    { "postal_address", Kind::Address, "address_type", "postal" },
    { "mail_addresses", Kind::Address, "address_type", "postal" },
    { "service_at_location", Kind::ServiceAtLocation }, { "service_at_locations", Kind::ServiceAtLocation },
    { "services_at_location", Kind::ServiceAtLocation }, { "services_at_locations", Kind::ServiceAtLocation },
    { "phones", Kind::Phone }, { "phone", Kind::Phone },
    { "schedules", Kind::Schedule }, { "schedule", Kind::Schedule },
    { "regular_schedules", Kind::Schedule }, { "regular_schedule", Kind::Schedule },
    { "service_areas", Kind::ServiceArea }, { "service_area", Kind::ServiceArea },
    { "languages", Kind::Language }, { "language", Kind::Language },
    { "required_documents", Kind::RequiredDocument }, { "required_document", Kind::RequiredDocument },
    { "eligibility", Kind::Eligibility }, { "eligibilities", Kind::Eligibility },
    { "cost_options", Kind::CostOption }, { "cost_option", Kind::CostOption },
    { "attributes", Kind::Attribute }, { "attribute", Kind::Attribute },
    { "service_attributes", Kind::Attribute, "link_entity", "service" },
    { "service_attribute", Kind::Attribute, "link_entity", "service" },
    { "service_taxonomy", Kind::Attribute, "link_entity", "service" },
    { "services_taxonomy", Kind::Attribute, "link_entity", "service" },
    { "other_attributes", Kind::Attribute }, { "other_attribute", Kind::Attribute },
    { "taxonomy_terms", Kind::TaxonomyTerm }, { "taxonomy_term", Kind::TaxonomyTerm },
    { "taxonomy", Kind::TaxonomyTerm }, { "taxonomies", Kind::Taxonomy },
    { "service_capacity", Kind::ServiceCapacity }, { "service_capacities", Kind::ServiceCapacity },
    { "units", Kind::Unit }, { "unit", Kind::Unit },
};

// People by name are not kept: a directory of services needs no list of who works there.
constexpr std::string_view files_passed_over
    = " contacts contact programs program funding accessibility accessibility_for_disabilities "
      "payments_accepted payment_accepted metadata meta_table_descriptions meta_table_description "
      "organization_identifiers organization_identifier holiday_schedules holiday_schedule url urls "
      "datapackage readme license root profile ";

Shape const& shape_of(Kind kind) { return shapes[static_cast<std::size_t>(kind)]; }

bool names(std::string_view list, std::string_view one)
{
    return list.find(' ' + std::string(one) + ' ') != std::string_view::npos;
}

} // namespace

std::span<Column const> columns_of(Kind kind) { return shape_of(kind).columns; }

std::optional<FileName> file_named(std::string_view name)
{
    auto const* const found = std::find_if(std::begin(file_names), std::end(file_names),
        [name](FileName const& one) { return one.name == name; });
    return found == std::end(file_names) ? std::nullopt : std::optional(*found);
}

bool is_passed_over(std::string_view file_name) { return names(files_passed_over, file_name); }

bool is_passed_over(Kind kind, std::string_view column)
{
    return names(shape_of(kind).passed_over, column);
}

std::string_view name_of(Kind kind) { return shape_of(kind).name; }

} // namespace reachline::hotline::directory::exchange
