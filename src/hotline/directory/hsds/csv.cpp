#include "hotline/directory/hsds/csv.hpp"

#include "base/json_binding.hpp"

#include <fmt/format.h>

#include <array>

namespace reachline::hotline::directory::hsds {

namespace {

constexpr std::array<TableName, 15> all_tables { {
    { Table::Organization, "organization", "organizations.csv" },
    { Table::Service, "service", "services.csv" },
    { Table::ServiceAtLocation, "service_at_location", "service_at_location.csv" },
    { Table::Location, "location", "locations.csv" },
    { Table::Address, "address", "addresses.csv" },
    { Table::Phone, "phone", "phones.csv" },
    { Table::Schedule, "schedule", "schedules.csv" },
    { Table::ServiceArea, "service_area", "service_areas.csv" },
    { Table::Language, "language", "languages.csv" },
    { Table::RequiredDocument, "required_document", "required_documents.csv" },
    { Table::ServiceCapacity, "service_capacity", "service_capacity.csv" },
    { Table::Unit, "unit", "units.csv" },
    { Table::Attribute, "attribute", "attributes.csv" },
    { Table::Taxonomy, "taxonomy", "taxonomies.csv" },
    { Table::TaxonomyTerm, "taxonomy_term", "taxonomy_terms.csv" },
} };

template <class T>
constexpr bool is_scalar =
    std::is_same_v<T,
        std::
            string> || std::is_same_v<T, std::optional<std::int64_t>> || std::is_same_v<T, std::optional<double>>;

template <class T>
bool is_sealed(std::string_view name)
{
    if constexpr (requires { T::is_sealed(name); })
        return T::is_sealed(name);
    else
        return false;
}

/// Calls `each(name, value)` for what is a column: no list, no record within the record, and
/// nothing that is for a sealed whole only.
template <class T>
void each_column(T const& record, auto each)
{
    boost::mp11::mp_for_each<json::detail::Members<T>>([&](auto member) {
        using Member = std::remove_cvref_t<decltype(record.*member.pointer)>;
        if constexpr (is_scalar<Member>)
            if (!is_sealed<T>(member.name))
                each(std::string_view(member.name), record.*member.pointer);
    });
}

std::string text_of(std::string const& text)
{
    return cell(text);
}
std::string text_of(std::optional<std::int64_t> const& number)
{
    return number ? std::to_string(*number) : std::string {};
}
std::string text_of(std::optional<double> const& number)
{
    return number ? fmt::format("{}", *number) : std::string {};
}

template <class T>
std::string row_of(T const& record)
{
    std::string row;
    bool is_first = true;
    each_column(record, [&](std::string_view, auto const& value) {
        row += (std::exchange(is_first, false) ? "" : ",") + text_of(value);
    });
    return row + "\r\n";
}

template <class T>
void each_of(std::vector<T> const& records, Table table, EachRow const& each)
{
    for (auto const& one : records)
        each(table, row_of(one));
}

void each_phone(std::vector<Phone> const& phones, EachRow const& each)
{
    each_of(phones, Table::Phone, each);
    for (auto const& phone : phones)
        each_of(phone.attributes, Table::Attribute, each);
}

/// Calls `use` with an empty record of the table's kind, which knows its columns.
auto with_record_of(Table table, auto use)
{
    switch (table) {
    case Table::Organization:
        return use(Organization {});
    case Table::Service:
        return use(Service {});
    case Table::ServiceAtLocation:
        return use(ServiceAtLocation {});
    case Table::Location:
        return use(Location {});
    case Table::Address:
        return use(Address {});
    case Table::Phone:
        return use(Phone {});
    case Table::Schedule:
        return use(Schedule {});
    case Table::ServiceArea:
        return use(ServiceArea {});
    case Table::Language:
        return use(Language {});
    case Table::RequiredDocument:
        return use(RequiredDocument {});
    case Table::ServiceCapacity:
        return use(ServiceCapacity {});
    case Table::Unit:
        return use(Unit {});
    case Table::Attribute:
        return use(Attribute {});
    case Table::Taxonomy:
        return use(Taxonomy {});
    case Table::TaxonomyTerm:
        break;
    }
    return use(TaxonomyTerm {});
}

bool is_plain_number(std::string_view text)
{
    if (text.starts_with('-') || text.starts_with('+'))
        text.remove_prefix(1);
    auto const point = text.find('.');
    auto const is_digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return point == std::string_view::npos
        ? is_digits(text)
        : is_digits(text.substr(0, point)) && is_digits(text.substr(point + 1));
}

} // namespace

std::span<TableName const> tables()
{
    return all_tables;
}

std::string cell(std::string_view text)
{
    constexpr std::string_view begins_a_formula = "=+-@\t\r'";
    bool const is_guarded = !text.empty()
        && begins_a_formula.find(text.front()) != std::string_view::npos && !is_plain_number(text);
    std::string whole = is_guarded ? "'" : "";
    whole += text;
    if (whole.find_first_of(",\"\r\n") == std::string::npos)
        return whole;
    std::string quoted = "\"";
    for (char const c : whole) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string header_of(Table table)
{
    return with_record_of(table, [](auto const& record) {
        std::string header;
        each_column(record, [&](std::string_view name, auto const&) {
            header += (header.empty() ? "" : ",") + std::string(name);
        });
        return header + "\r\n";
    });
}

void each_row(Organization const& one, EachRow const& each)
{
    each(Table::Organization, row_of(one));
    each_phone(one.phones, each);
}

void each_row(Service const& one, EachRow const& each)
{
    each(Table::Service, row_of(one));
    each_phone(one.phones, each);
    each_of(one.schedules, Table::Schedule, each);
    each_of(one.service_areas, Table::ServiceArea, each);
    each_of(one.languages, Table::Language, each);
    each_of(one.required_documents, Table::RequiredDocument, each);
    each_of(one.attributes, Table::Attribute, each);
    for (auto const& capacity : one.capacities) {
        each(Table::ServiceCapacity, row_of(capacity));
        if (capacity.unit)
            each(Table::Unit, row_of(*capacity.unit));
    }
    for (auto const& place : one.service_at_locations) {
        each(Table::ServiceAtLocation, row_of(place));
        if (!place.location)
            continue;
        each(Table::Location, row_of(*place.location));
        each_of(place.location->addresses, Table::Address, each);
    }
}

void each_row(Taxonomy const& one, EachRow const& each)
{
    each(Table::Taxonomy, row_of(one));
}

void each_row(TaxonomyTerm const& one, EachRow const& each)
{
    each(Table::TaxonomyTerm, row_of(one));
}

std::string datapackage()
{
    json::Array resources;
    for (auto const& table : all_tables) {
        json::Array fields;
        with_record_of(table.table, [&](auto const& record) {
            each_column(record, [&](std::string_view name, auto const& value) {
                bool const is_text =
                    std::is_same_v<std::remove_cvref_t<decltype(value)>, std::string>;
                fields.push_back(
                    json::Object { { "name", name }, { "type", is_text ? "string" : "number" } });
            });
        });
        resources.push_back(json::Object { { "name", table.name }, { "path", table.file },
            { "profile", "tabular-data-resource" }, { "format", "csv" },
            { "mediatype", "text/csv" }, { "encoding", "utf-8" },
            { "schema", json::Object { { "fields", fields }, { "primaryKey", "id" } } } });
    }
    return json::text_of(json::Object { { "name", "reachline-directory" },
               { "profile", "tabular-data-package" }, { "hsds_version", standard_version },
               { "reachline_profile", profile_uri }, { "resources", resources } })
        + "\n";
}

} // namespace reachline::hotline::directory::hsds
