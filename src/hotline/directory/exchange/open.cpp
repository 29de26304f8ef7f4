#include "hotline/directory/exchange/parcel.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace reachline::hotline::directory::exchange {

namespace {

constexpr char own_profile[] = "urn:reachline:hsds:1";

bool is_json(File const& file, std::string_view text)
{
    auto const first = text.find_first_not_of(" \t\r\n");
    return lower_ascii(file.name).ends_with(".json")
        || (first != std::string_view::npos && (text[first] == '{' || text[first] == '['));
}

bool is_description(File const& file) { return file.name == "datapackage.json" || file.name.ends_with("/datapackage.json"); }

/// The text without a mark; nothing, and a finding, for what cannot be a text.
std::optional<std::string_view> text_of(File const& file, Findings& findings)
{
    std::string_view text = file.bytes;
    auto const add = [&](Rule rule) { findings.add({ .file = printable_name(file.name), .rule = rule }); };
    bool const is_utf16 = text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")
        || text.substr(0, 64).find('\0') != std::string_view::npos;
    if (is_utf16) {
        add(Rule::Utf16);
        return std::nullopt;
    }
    if (text.starts_with("\xef\xbb\xbf")) {
        add(Rule::ByteOrderMark);
        text.remove_prefix(3);
    }
    if (trimmed(text).empty()) {
        add(Rule::EmptyFile);
        return std::nullopt;
    }
    return text;
}

/// Files that a computer lays beside those that somebody meant.
bool is_noise(std::string_view name)
{
    auto const last = name.substr(name.rfind('/') == std::string_view::npos ? 0 : name.rfind('/') + 1);
    return name.starts_with("__MACOSX/") || last.starts_with('.') || last == "Thumbs.db";
}

} // namespace

Tables open(Parcel const& parcel, Findings& findings)
{
    Tables tables;
    std::vector<Document> documents;
    for (auto const& file : parcel) {
        if (is_noise(file.name))
            continue;
        auto const text = text_of(file, findings);
        if (!text)
            continue;
        if (is_description(file))
            tables.is_ours = tables.is_ours || text->find(own_profile) != std::string_view::npos;
        else if (is_json(file, *text))
            documents.push_back({ &file, *text });
        else if (is_icarol(*text))
            read_icarol({ &file, *text }, tables, findings);
        else
            read_table({ &file, *text }, tables, findings);
    }
    read_json(documents, tables, findings);
    auto const has_rows = std::any_of(tables.all.begin(), tables.all.end(), [](Table const& one) { return one.size() > 0; });
    if (!has_rows && findings.count_from(Weight::Row) == 0)
        findings.add({ .file = parcel.size() == 1 ? printable_name(parcel.front().name) : std::string(), .rule = Rule::UnknownFormat });
    return tables;
}

} // namespace reachline::hotline::directory::exchange
