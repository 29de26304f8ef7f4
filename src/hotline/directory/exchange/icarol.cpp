// An iCarol export: one CSV, a row an agency, a program, a site or a program at a site, with the
// columns of all of them. Its taxonomy codes are somebody's property: kept as they are, shown nowhere.

#include "hotline/directory/exchange/columns.hpp"
#include "hotline/directory/exchange/csv.hpp"
#include "hotline/directory/exchange/parcel.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace reachline::hotline::directory::exchange {

namespace {

using Cells = std::initializer_list<std::pair<std::string_view, std::string_view>>;

struct PhoneColumn {
    std::string_view number;
    std::string_view type;
};
constexpr std::array<PhoneColumn, 12> phone_columns { {
    { "phone_number_hotline", "hotline" },
    { "phone_number_business_line", "voice" },
    { "phone_toll_free", "voice" },
    { "phone_number_after_hours", "voice" },
    { "phone_number_out_of_area", "voice" },
    { "phone_tty", "tty" },
    { "phone_fax", "fax" },
    { "phone_1_number", "" },
    { "phone_2_number", "" },
    { "phone_3_number", "" },
    { "phone_4_number", "" },
    { "phone_5_number", "" },
} };

bool is_yes(std::string_view text)
{
    auto const word = lower_ascii(text);
    return word == "yes" || word == "true" || word == "1" || word == "y";
}
bool is_no(std::string_view text)
{
    auto const word = lower_ascii(text);
    return word == "no" || word == "false" || word == "0" || word == "n";
}

class IcarolReader {
public:
    IcarolReader(Document const& document, Tables& tables, Findings& findings)
        : tables_(tables)
        , findings_(findings)
        , name_(printable_name(document.file->name))
        , file_(static_cast<std::uint32_t>(tables.files.size()))
    {
        tables.files.push_back(name_);
        auto const names = header_of(document.text);
        for (std::size_t i = 0; i < names.size(); ++i)
            columns_.try_emplace(names[i], i);
        width_ = names.size();
        read_csv(
            document.text, [this](Record const& record) { take(record); },
            [this](std::int64_t number, Rule rule) { add(number, rule); });
    }

private:
    void add(std::int64_t number, Rule rule, std::string column = {})
    {
        findings_.add({ .file = name_, .row = number, .column = std::move(column), .rule = rule });
    }

    void take(Record const& record)
    {
        if (record.number == 1)
            return;
        if (record.cells.size() != width_)
            return add(record.number, Rule::RaggedRow);
        cells_.clear();
        for (auto const cell : record.cells) {
            if (!is_utf8(cell))
                return add(record.number, Rule::NotUtf8);
            auto const plain = unguarded(trimmed(cell));
            bool const is_run = plain.size() == trimmed(cell).size() && is_formula(plain);
            if (is_run)
                add(record.number, Rule::Formula, "column " + std::to_string(cells_.size() + 1));
            cells_.push_back(is_run ? std::string_view() : record.is_escaped ? tables_.words.keep(plain) : plain);
        }
        number_ = record.number;
        auto const level = lower_ascii(said("taxonomy_level_name"));
        if (level.starts_with("agency"))
            take_agency();
        else if (level == "programatsite" || level == "program at site")
            take_program_at_site();
        else if (level.starts_with("site"))
            take_site();
        else if (level.starts_with("program"))
            take_program();
        else
            add(record.number, Rule::NotAnEntry);
    }

    /// A cell, the first that says something.
    template <class... Names>
    std::string_view said(Names... names) const
    {
        for (std::string const& name : { std::string(names)... })
            if (auto const at = columns_.find(name); at != columns_.end() && !cells_[at->second].empty())
                return cells_[at->second];
        return {};
    }

    void put(Kind kind, Cells cells)
    {
        auto& table = tables_[kind];
        std::vector<std::string_view> row(table.columns().size());
        for (auto const& [column, value] : cells)
            if (auto const at = table.column(column))
                row[*at] = value;
        table.add(row, { .file = file_, .number = static_cast<std::uint32_t>(number_), .path = {} });
    }

    /// What its owner does not want seen on a website or in print is for advocates.
    std::string_view visibility() const
    {
        bool const is_hidden = is_yes(said("exclude_from_website")) || is_yes(said("exclude_from_directory"))
            || is_no(said("available_for_directory"));
        return is_hidden ? "advocate" : "";
    }

    std::string_view status() const
    {
        auto const word = lower_ascii(said("agency_status"));
        if (word.empty() || word.starts_with("active"))
            return "active";
        return word == "inactive" || word.starts_with("closed") ? "inactive" : said("agency_status");
    }

    void take_agency()
    {
        auto const id = said("resource_agency_num");
        put(Kind::Organization,
            { { "id", id }, { "name", said("public_name", "official_name") }, { "alternate_name", said("alternate_name") },
                { "description", said("agency_description") }, { "email", said("email_address_main") },
                { "website", said("website_address") }, { "status", status() }, { "visibility", visibility() },
                { "last_modified", said("updated_on") } });
        put_phones("organization_id", id);
    }

    void take_program()
    {
        auto const id = said("resource_agency_num");
        put(Kind::Service,
            { { "id", id }, { "organization_id", said("parent_agency_num") }, { "name", said("public_name", "official_name") },
                { "alternate_name", said("alternate_name") }, { "description", said("agency_description") },
                { "email", said("email_address_main") }, { "url", said("website_address") }, { "status", status() },
                { "application_process", said("application_process") }, { "fees", said("fee_structure_source") },
                { "eligibility_description", said("eligibility") }, { "required_documents", said("documents_required") },
                { "languages", said("languages_offered_list", "languages_offered") }, { "alert", said("temporary_message") },
                { "service_areas", said("coverage_area_text", "coverage_area", "coverage") }, { "assured_date", said("last_verified_on") },
                { "last_modified", said("updated_on") }, { "taxonomy_ids", said("taxonomy_codes") }, { "visibility", visibility() },
                { "advocate_note", said("internal_notes_for_editors_and_viewers", "internal_notes") } });
        put_phones("service_id", id);
        put_people(id);
        if (auto const hours = said("hours_of_operation", "hours"); !hours.empty())
            put(Kind::Schedule, { { "service_id", id }, { "description", hours } });
    }

    void take_site()
    {
        auto const id = said("resource_agency_num");
        auto const is_private = said("physical_address_is_private");
        put(Kind::Location,
            { { "id", id }, { "organization_id", said("parent_agency_num") }, { "location_type", "physical" },
                { "name", said("public_name") }, { "latitude", said("latitude") }, { "longitude", said("longitude") },
                { "confidential", is_private } });
        if (!said("physical_address_1", "physical_city", "physical_postal_code").empty())
            put(Kind::Address,
                { { "id", id }, { "location_id", id }, { "address_1", said("physical_address_1") },
                    { "address_2", said("physical_address_2") }, { "city", said("physical_city") },
                    { "county", said("physical_county") }, { "state_province", said("physical_state_province") },
                    { "postal_code", said("physical_postal_code") }, { "country", said("physical_country") },
                    { "address_type", "physical" }, { "is_private", is_private } });
        put_phones("location_id", id);
    }

    void take_program_at_site()
    {
        auto const id = said("resource_agency_num");
        put(Kind::ServiceAtLocation,
            { { "id", id }, { "service_id", said("connects_to_program_num") }, { "location_id", said("connects_to_site_num") } });
        put_phones("service_at_location_id", id);
    }

    void put_phones(std::string_view column, std::string_view id)
    {
        for (auto const& phone : phone_columns) {
            auto stem = phone.number;
            if (stem.ends_with("_number"))
                stem.remove_suffix(7);
            auto const number = said(phone.number);
            if (number.empty())
                continue;
            auto const beside = [&](char const* what) { return said(std::string(stem) + what); };
            put(Kind::Phone,
                { { column, id }, { "number", number }, { "type", phone.type.empty() ? beside("_type") : phone.type },
                    { "description", beside("_description").empty() ? beside("_name") : beside("_description") },
                    { "is_private", beside("_is_private") } });
        }
    }

    void put_people(std::string_view id)
    {
        constexpr std::array<std::pair<std::string_view, std::string_view>, 6> people { {
            { "eligibility_adult", "adults" },
            { "eligibility_child", "minors" },
            { "eligibility_teen", "minors" },
            { "eligibility_family", "families" },
            { "eligibility_female", "women" },
            { "eligibility_male", "men" },
        } };
        for (auto const& [column, code] : people)
            if (is_yes(said(column)))
                put(Kind::Attribute, { { "link_id", id }, { "link_entity", "service" }, { "taxonomy_term_id", code }, { "label", "reachline-population" } });
    }

    Tables& tables_;
    Findings& findings_;
    std::string name_;
    std::uint32_t file_;
    std::map<std::string, std::size_t, std::less<>> columns_;
    std::size_t width_ = 0;
    std::vector<std::string_view> cells_;
    std::int64_t number_ = 0;
};

} // namespace

bool is_icarol(std::string_view text)
{
    auto const header = header_of(text);
    auto const has = [&](std::string_view name) { return std::find(header.begin(), header.end(), name) != header.end(); };
    return has("resource_agency_num") && has("taxonomy_level_name");
}

void read_icarol(Document const& document, Tables& tables, Findings& findings)
{
    IcarolReader(document, tables, findings);
}

} // namespace reachline::hotline::directory::exchange
