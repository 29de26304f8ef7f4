// Every cell of every row, whether or not anything names it: so that a report is whole.

#include "hotline/directory/exchange/check_rows.hpp"

#include "base/text.hpp"
#include "hotline/directory/hours.hpp"

#include <cmath>

namespace reachline::hotline::directory::exchange {

namespace {

class RowCheck {
public:
    RowCheck(Tables const& tables, Standing const& standing, Placing const& placing, Codes const& codes, Findings& findings)
        : tables_(tables)
        , standing_(standing)
        , placing_(placing)
        , codes_(codes)
        , findings_(findings)
        , addresses_(tables[Kind::Address], "location_id")
    {
    }

    void check(Row const& row)
    {
        switch (row.table->kind()) {
        case Kind::Organization:
            return check_organization(row);
        case Kind::Service:
            return check_service(row);
        case Kind::Location:
            return check_location(row);
        case Kind::Address:
            return check_address(row);
        case Kind::Phone:
            return report(row, "number", phone_in(row));
        case Kind::Schedule:
            return check_schedule(row);
        case Kind::ServiceArea:
            return check_area(row);
        case Kind::Language:
            return check_languages(row, row["code"], row["name"]);
        case Kind::Attribute:
            return check_meaning(row, "taxonomy_term_id", codes_.meaning_of(row));
        case Kind::ServiceCapacity: {
            auto const unit = standing_.found(Kind::Unit, row["unit_id"]);
            return report(row, "available", capacity_in(row, unit ? unit["name"] : std::string_view()));
        }
        default:
            return;
        }
    }

private:
    void add(Row const& row, std::string_view column, Rule rule, std::string detail = {})
    {
        findings_.add(tables_.finding(row, column, rule, std::move(detail)));
    }
    template <class T>
    void report(Row const& row, std::string_view column, Read<T> const& read)
    {
        if (read.fault)
            add(row, read.column.empty() ? column : read.column, *read.fault, read.detail);
    }
    void report_texts(Row const& row, std::initializer_list<std::string_view> columns, std::size_t limit)
    {
        for (auto const column : columns)
            report(row, column, words_in(row[column], limit));
    }

    void check_organization(Row const& row)
    {
        report_texts(row, { "alternate_name" }, 200);
        report_texts(row, { "description" }, 4'000);
        report(row, "email", email_in(row["email"]));
        report(row, "website", website_in(row["website"]));
        report(row, "status", status_in(row["status"]));
        report(row, "last_modified", time_in(row["last_modified"]));
    }

    void check_service(Row const& row)
    {
        report_texts(row, { "alternate_name" }, 200);
        report_texts(row, { "description", "alert", "application_process", "interpretation_services",
            "required_documents", "fees", "fees_description", "eligibility_description", "audience" }, 4'000);
        report(row, "email", email_in(row["email"]));
        report(row, "url", website_in(row["url"]));
        report(row, "status", status_in(row["status"]));
        report(row, "assured_date", time_in(row["assured_date"]));
        report(row, "last_modified", time_in(row["last_modified"]));
        auto const least = age_in(row["minimum_age"]), most = age_in(row["maximum_age"]);
        report(row, "minimum_age", least);
        report(row, "maximum_age", most);
        if (least.value && most.value && *least.value > *most.value)
            add(row, "minimum_age", Rule::ImpossibleAge, std::to_string(*least.value) + " to " + std::to_string(*most.value));
        for (auto const code : parts_of(row["taxonomy_ids"], ",;|"))
            check_meaning(row, "taxonomy_ids", codes_.meaning_of(code));
        for (auto const name : parts_of(row["languages"], ",;|"))
            check_languages(row, {}, name);
        report(row, "service_areas", placing_.areas_in(row["service_areas"], {}));
    }

    void check_location(Row const& row)
    {
        for (auto const name : parts_of(row["languages"], ",;|"))
            check_languages(row, {}, name);
        if (row["latitude"].empty() && row["longitude"].empty())
            return;
        auto const latitude = decimal(row["latitude"]), longitude = decimal(row["longitude"]);
        if (has_site(row))
            return; // said with its address
        if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180)
            add(row, "latitude", Rule::ImpossibleCoordinates);
        else if (*latitude == 0 && *longitude == 0)
            add(row, "latitude", Rule::ZeroCoordinates);
    }
    bool has_site(Row const& location) const
    {
        for (auto const index : addresses_[location["id"]])
            if (placing_.site_of(location, tables_[Kind::Address].row(index)).value)
                return true;
        return false;
    }

    void check_address(Row const& row)
    {
        auto const location = standing_.found(Kind::Location, row["location_id"]);
        if (!location)
            return;
        auto const site = placing_.site_of(location, row);
        if (site.fault)
            add(site.column == "latitude" ? location : row, site.column, *site.fault);
    }

    void check_schedule(Row const& row)
    {
        auto const read = schedule_in(row);
        report(row, "byday", read);
        report(row, "valid_from", date_in(row["valid_from"]));
        report(row, "valid_to", date_in(row["valid_to"]));
        if (!read.value)
            return;
        bool const is_bad_name = !read.value->timezone.empty() && !minutes_ahead(read.value->timezone, {});
        auto const hours = decimal(row["timezone"]);
        bool const is_elsewhere = read.value->timezone.empty() && hours && *hours != 10 && (*hours > -4 || *hours < -11);
        if (is_bad_name || is_elsewhere)
            add(row, "timezone", Rule::UnknownZone);
    }

    void check_area(Row const& row)
    {
        if (row["extent"].starts_with("US") && !placing_.areas_in(row["extent"], {}).value.empty())
            return;
        report(row, "name", placing_.areas_in(row["name"], {}));
    }

    void check_languages(Row const& row, std::string_view code, std::string_view name)
    {
        if (!code.empty() || !name.empty())
            if (codes_.language_in(code, name).empty())
                add(row, code.empty() ? (row.table->kind() == Kind::Language ? "name" : "languages") : "code", Rule::UnknownLanguage);
    }

    void check_meaning(Row const& row, std::string_view column, Meaning const& meaning)
    {
        if (meaning.foreign)
            add(row, column, Rule::UnknownCategory);
    }

    Tables const& tables_;
    Standing const& standing_;
    Placing const& placing_;
    Codes const& codes_;
    Findings& findings_;
    ByKey addresses_;
};

} // namespace

void check_rows(Tables const& tables, Standing const& standing, Placing const& placing, Codes const& codes, Findings& findings)
{
    RowCheck check(tables, standing, placing, codes, findings);
    for (auto const& table : tables.all)
        for (std::uint32_t i = 0; i < table.size(); ++i)
            check.check(table.row(i));
}

} // namespace reachline::hotline::directory::exchange
