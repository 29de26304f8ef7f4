#include "hotline/directory/dispatchers/registry.hpp"

#include "base/text.hpp"
#include "hotline/directory/exchange/csv.hpp"
#include "hotline/directory/places/folded.hpp"
#include "hotline/directory/places/states.hpp"
#include "hotline/directory/ten_digits.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace reachline::hotline::directory::dispatchers {

namespace {

using exchange::Finding;
using exchange::Findings;
using exchange::Record;
using exchange::Rule;

constexpr std::size_t longest_text = 200;
constexpr std::size_t longest_psap_id = 12;
constexpr std::size_t most_rows = 50'000;

enum Column { PsapId, Name, InState, InCounty, InCity, Change, Comments, Number, columns };
/// Folded; the registry's own words first.
constexpr std::array<std::array<std::string_view, 3>, columns> spellings { {
    { "psap id", "fcc psap id", "id" },
    { "psap name", "name", "" },
    { "state", "", "" },
    { "county", "county name", "" },
    { "city", "", "" },
    { "type of change", "change", "" },
    { "comments", "comment", "" },
    { "number", "phone", "ten digit number" },
} };
constexpr std::array<std::string_view, columns> names { "PSAP ID", "PSAP Name", "State", "County",
    "City", "Type of Change", "Comments", "Number" };

class Reader {
public:
    Reader(std::string const& file, Borders const& borders, Findings& findings)
        : file_(file)
        , borders_(borders)
        , findings_(findings)
    {
        where_.fill(missing);
    }

    void take(Record const& record)
    {
        if (record.number == 1 || !has_header_)
            return take_header(record);
        if (has_columns_ && rows_.size() < most_rows)
            take_row(record);
    }
    void fault(std::int64_t line, Rule rule) { note(line, "", rule); }
    std::vector<DispatcherRow> rows() { return std::move(rows_); }
    bool has_header() const { return has_header_; }

private:
    static constexpr std::size_t missing = static_cast<std::size_t>(-1);

    void note(std::int64_t line, std::string_view column, Rule rule)
    {
        findings_.add(Finding { .file = file_, .row = line, .column = std::string(column), .rule = rule });
    }

    void take_header(Record const& record)
    {
        has_header_ = true;
        width_ = record.cells.size();
        for (std::size_t i = 0; i < width_; ++i) {
            auto const word = folded(record.cells[i]);
            auto const* const found = std::ranges::find_if(
                spellings, [&](auto const& one) { return !word.empty() && std::ranges::count(one, word) > 0; });
            if (found == spellings.end()) {
                note(1, "", Rule::UnknownColumn);
                continue;
            }
            auto& place = where_[static_cast<std::size_t>(found - spellings.begin())];
            if (place != missing)
                return note(1, record.cells[i], Rule::DoubledColumn);
            place = i;
        }
        for (auto const column : { PsapId, Name, InState, InCounty, Number })
            if (where_[column] == missing)
                return note(1, names[column], Rule::MissingColumn);
        has_columns_ = true;
    }

    std::string cell(Record const& record, Column column)
    {
        if (where_[column] == missing)
            return {};
        auto const text = trimmed(exchange::unguarded(record.cells[where_[column]]));
        // The number's own plus is no formula.
        if (column != Number && exchange::is_formula(text)) {
            note(record.number, names[column], Rule::Formula);
            return {};
        }
        return std::string(text);
    }

    void take_row(Record const& record)
    {
        if (record.cells.size() != width_)
            return note(record.number, "", Rule::RaggedRow);
        DispatcherRow row { .psap_id = cell(record, PsapId),
            .name = cell(record, Name),
            .state = cell(record, InState),
            .county = cell(record, InCounty),
            .city = cell(record, InCity),
            .change = cell(record, Change),
            .comments = cell(record, Comments) };
        if (row.psap_id.empty() || row.psap_id.size() > longest_psap_id)
            return note(record.number, names[PsapId], Rule::MissingId);
        if (!seen_.insert(row.psap_id).second)
            return note(record.number, names[PsapId], Rule::DoubledId);
        if (row.name.empty() || row.name.size() > longest_text)
            return note(record.number, names[Name], Rule::MissingName);
        auto const state = state_named(row.state);
        if (!state)
            return note(record.number, names[InState], Rule::StateOfNoCentre);
        row.state = state->code;
        place(record, row);
        shorten(record, row);
        rows_.push_back(std::move(row));
    }

    void place(Record const& record, DispatcherRow& row)
    {
        row.county_code = county_like(borders_, row.county, row.state);
        if (row.county_code == 0)
            note(record.number, names[InCounty], Rule::UnknownArea);
        auto const said = cell(record, Number);
        row.number = ten_digits(said);
        if (!said.empty() && !row.number)
            note(record.number, names[Number], Rule::NotTenDigits);
        // An orphaned centre answers no more.
        row.is_listed = !lower_ascii(row.change).starts_with('o');
    }

    void shorten(Record const& record, DispatcherRow& row)
    {
        for (auto const& [text, column] : { std::pair { &row.county, InCounty }, { &row.city, InCity },
                 { &row.change, Change }, { &row.comments, Comments } })
            if (auto clean = clean_text(*text, longest_text)) {
                *text = std::move(*clean);
            } else {
                note(record.number, names[column], Rule::TextCut);
                text->clear();
            }
    }

    std::string const& file_;
    Borders const& borders_;
    Findings& findings_;
    std::array<std::size_t, columns> where_ {};
    std::size_t width_ = 0;
    bool has_header_ = false;
    bool has_columns_ = false;
    std::set<std::string> seen_ {};
    std::vector<DispatcherRow> rows_ {};
};

/// Without what only says that it is a county.
std::string bare(std::string_view name)
{
    auto text = folded(name);
    constexpr std::string_view beginning = "city of ";
    if (text.starts_with(beginning))
        text.erase(0, beginning.size());
    for (std::string_view const ending : { " county", " parish", " borough", " municipality",
             " census area", " municipio", " planning region", " city" })
        if (text.size() > ending.size() && text.ends_with(ending))
            text.resize(text.size() - ending.size());
    std::erase(text, ' '); // "De Kalb" and "DeKalb", "La Salle" and "LaSalle"
    if (text.starts_with("saint"))
        text.replace(0, 5, "st");
    return text;
}

} // namespace

CountyCode county_like(Borders const& borders, std::string_view name, std::string_view state)
{
    if (name.empty())
        return 0;
    auto const wanted = bare(name);
    auto const number = state_number(state);
    for (auto const& county : borders.counties())
        if (county.code / 1000 == number && bare(county.name) == wanted)
            return county.code;
    return 0;
}

std::vector<DispatcherRow> read_registry(
    std::string_view csv, std::string const& file, Borders const& borders, Findings& findings)
{
    if (csv.starts_with("\xEF\xBB\xBF"))
        csv.remove_prefix(3);
    Reader reader(file, borders, findings);
    exchange::read_csv(
        csv, [&](Record const& record) { reader.take(record); },
        [&](std::int64_t line, Rule rule) { reader.fault(line, rule); });
    if (!reader.has_header())
        findings.add({ .file = file, .rule = Rule::EmptyFile });
    return reader.rows();
}

} // namespace reachline::hotline::directory::dispatchers
