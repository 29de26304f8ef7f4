// Packages of CSV files: HSDS of every version, and Ohana, by the names in columns.cpp.

#include "hotline/directory/exchange/columns.hpp"
#include "hotline/directory/exchange/csv.hpp"
#include "hotline/directory/exchange/parcel.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <set>

namespace reachline::hotline::directory::exchange {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "PublicName" and "Public name" are public_name, "Phone1Number" is phone_1_number.
std::string column_name(std::string_view text)
{
    std::string name;
    char before = 0;
    for (char const c : trimmed(text)) {
        bool const parts = is_upper(c) || (is_digit(c) && !is_digit(before));
        if ((c == ' ' || c == '-' || parts) && !name.empty() && name.back() != '_')
            name += '_';
        if (c != ' ' && c != '-')
            name += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
        before = c;
    }
    return name;
}

/// In a folder of a zip too: "data/services.csv" is services.
std::string base_name(std::string_view path)
{
    path.remove_prefix(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1);
    auto name = lower_ascii(path);
    for (std::string_view const end : { ".csv", ".txt", ".md" })
        if (name.ends_with(end))
            name.resize(name.size() - end.size());
    return name.starts_with("hsds_") ? name.substr(5) : name;
}

/// For each column of the file, which of ours it is.
std::vector<std::optional<std::size_t>> columns_in(
    std::vector<std::string> const& header, Kind kind, std::string const& file, Findings& findings)
{
    auto const ours = columns_of(kind);
    auto const has = [&](std::string_view name) { return std::find(header.begin(), header.end(), name) != header.end(); };
    std::vector<std::optional<std::size_t>> columns;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < header.size(); ++i) {
        auto const& name = header[i];
        auto const found = std::find_if(ours.begin(), ours.end(), [&](Column const& one) {
            bool const is_other = !name.empty() && std::find(one.others.begin(), one.others.end(), name) != one.others.end();
            return one.ours == name || (is_other && !has(one.ours));
        });
        bool const is_ours = found != ours.end();
        columns.push_back(is_ours ? std::optional(static_cast<std::size_t>(found - ours.begin())) : std::nullopt);
        auto const at = "column " + std::to_string(i + 1);
        if (is_ours && !seen.insert(std::string(found->ours)).second)
            findings.add({ .file = file, .row = 1, .column = at, .rule = Rule::DoubledColumn });
        else if (!is_ours && !is_passed_over(kind, name))
            findings.add({ .file = file, .row = 1, .column = at, .rule = Rule::UnknownColumn });
    }
    return columns;
}

class TableReader {
public:
    TableReader(File const& file, FileName const& named, Tables& tables, Findings& findings)
        : named_(named)
        , table_(tables[named.kind])
        , tables_(tables)
        , findings_(findings)
        , name_(printable_name(file.name))
        , file_(static_cast<std::uint32_t>(tables.files.size()))
    {
        tables.files.push_back(name_);
    }

    void read(std::string_view text)
    {
        read_csv(
            text, [this](Record const& record) { take(record); },
            [this](std::int64_t number, Rule rule) { add(number, {}, rule); });
    }

private:
    void add(std::int64_t number, std::string column, Rule rule)
    {
        findings_.add({ .file = name_, .row = number, .column = std::move(column), .rule = rule });
    }

    void take(Record const& record)
    {
        if (header_.empty())
            return take_header(record);
        if (!is_sound_)
            return;
        if (record.cells.size() != header_.size())
            return add(record.number, {}, Rule::RaggedRow);
        if (table_.size() >= most_rows) {
            if (!is_full_)
                add(0, {}, Rule::TooManyRows);
            is_full_ = true;
            return;
        }
        cells_.assign(table_.columns().size(), {});
        for (std::size_t i = 0; i < header_.size(); ++i)
            if (header_[i] && !take_cell(record, i))
                return add(record.number, {}, Rule::NotUtf8);
        if (!named_.column.empty())
            if (auto const column = table_.column(named_.column); column && cells_[*column].empty())
                cells_[*column] = named_.value;
        table_.add(cells_, { .file = file_, .number = static_cast<std::uint32_t>(record.number), .path = {} });
    }

    void take_header(Record const& record)
    {
        std::vector<std::string> names;
        for (auto const cell : record.cells)
            names.push_back(column_name(cell));
        header_ = columns_in(names, named_.kind, name_, findings_);
        auto const is_found_by_id = named_.kind == Kind::Organization || named_.kind == Kind::Service || named_.kind == Kind::Location;
        if (is_found_by_id && std::find(header_.begin(), header_.end(), table_.column("id")) == header_.end()) {
            add(1, "id", Rule::MissingColumn);
            is_sound_ = false;
        }
        for (auto const& column : header_)
            if (column && std::count(header_.begin(), header_.end(), column) > 1)
                is_sound_ = false;
    }

    bool take_cell(Record const& record, std::size_t i)
    {
        auto const whole = trimmed(record.cells[i]);
        if (!is_utf8(whole))
            return false;
        auto cell = unguarded(whole);
        if (cell.size() == whole.size() && is_formula(cell)) {
            add(record.number, std::string(table_.columns()[*header_[i]]), Rule::Formula);
            cell = {};
        }
        cells_[*header_[i]] = record.is_escaped ? tables_.words.keep(cell) : cell;
        return true;
    }

    FileName named_;
    Table& table_;
    Tables& tables_;
    Findings& findings_;
    std::string name_;
    std::uint32_t file_;
    bool is_full_ = false;
    bool is_sound_ = true; ///< the header, without which no row means anything
    std::vector<std::optional<std::size_t>> header_;
    std::vector<std::string_view> cells_;
};

} // namespace

std::vector<std::string> header_of(std::string_view text)
{
    std::vector<std::string> names;
    auto const line = text.substr(0, std::min<std::size_t>(text.find('\n'), 64 * 1024));
    read_csv(
        line,
        [&names](Record const& record) {
            for (auto const cell : record.cells)
                names.push_back(column_name(cell));
        },
        [](std::int64_t, Rule) {});
    return names;
}

std::string printable_name(std::string_view name)
{
    constexpr std::size_t longest = 100;
    if (name.size() > longest)
        name.remove_prefix(name.size() - longest);
    std::string clean;
    for (char const c : name)
        clean += c >= ' ' && c < 0x7f ? c : '?';
    return clean;
}

bool read_table(Document const& document, Tables& tables, Findings& findings)
{
    auto const& file = *document.file;
    auto const named = file_named(base_name(file.name));
    if (!named) {
        if (!is_passed_over(base_name(file.name)))
            findings.add({ .file = printable_name(file.name), .rule = Rule::UnknownFile });
        return false;
    }
    TableReader(file, *named, tables, findings).read(document.text);
    return true;
}

} // namespace reachline::hotline::directory::exchange
