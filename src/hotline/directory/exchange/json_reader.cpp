// HSDS JSON: answers of an API, whole directories, and tables in one document. Entries are taken out
// of the document one by one, so a broken one harms no other and memory holds one at a time.

#include "hotline/directory/exchange/columns.hpp"
#include "hotline/directory/exchange/parcel.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <unordered_set>

namespace reachline::hotline::directory::exchange {

namespace {

constexpr char profile_uri[] = "urn:reachline:hsds:1";

/// An object inside another, and by which column which of the two names the other.
struct Nest {
    Kind outer;
    std::string_view member;
    Kind inner;
    std::string_view column;
    enum class Names { Outer, Inner } names; ///< whom the column names
};
using enum Nest::Names;
constexpr Nest nests[] = {
    { Kind::Organization, "services", Kind::Service, "organization_id", Outer },
    { Kind::Organization, "locations", Kind::Location, "organization_id", Outer },
    { Kind::Organization, "phones", Kind::Phone, "organization_id", Outer },
    { Kind::Organization, "attributes", Kind::Attribute, "link_id", Outer },
    { Kind::Service, "organization", Kind::Organization, "organization_id", Inner },
    { Kind::Service, "phones", Kind::Phone, "service_id", Outer },
    { Kind::Service, "schedules", Kind::Schedule, "service_id", Outer },
    { Kind::Service, "service_areas", Kind::ServiceArea, "service_id", Outer },
    { Kind::Service, "languages", Kind::Language, "service_id", Outer },
    { Kind::Service, "required_documents", Kind::RequiredDocument, "service_id", Outer },
    { Kind::Service, "cost_options", Kind::CostOption, "service_id", Outer },
    { Kind::Service, "capacities", Kind::ServiceCapacity, "service_id", Outer },
    { Kind::Service, "attributes", Kind::Attribute, "link_id", Outer },
    { Kind::Service, "service_at_locations", Kind::ServiceAtLocation, "service_id", Outer },
    { Kind::ServiceAtLocation, "service", Kind::Service, "service_id", Inner },
    { Kind::ServiceAtLocation, "location", Kind::Location, "location_id", Inner },
    { Kind::ServiceAtLocation, "phones", Kind::Phone, "service_at_location_id", Outer },
    { Kind::ServiceAtLocation, "schedules", Kind::Schedule, "service_at_location_id", Outer },
    { Kind::ServiceAtLocation, "service_areas", Kind::ServiceArea, "service_at_location_id", Outer },
    { Kind::ServiceAtLocation, "attributes", Kind::Attribute, "link_id", Outer },
    { Kind::Location, "addresses", Kind::Address, "location_id", Outer },
    { Kind::Location, "phones", Kind::Phone, "location_id", Outer },
    { Kind::Location, "schedules", Kind::Schedule, "location_id", Outer },
    { Kind::Location, "languages", Kind::Language, "location_id", Outer },
    { Kind::Location, "attributes", Kind::Attribute, "link_id", Outer },
    { Kind::Phone, "attributes", Kind::Attribute, "link_id", Outer },
    { Kind::ServiceCapacity, "unit", Kind::Unit, "unit_id", Inner },
    { Kind::Attribute, "taxonomy_term", Kind::TaxonomyTerm, "taxonomy_term_id", Inner },
    { Kind::TaxonomyTerm, "taxonomy_detail", Kind::Taxonomy, "taxonomy_id", Inner },
};

/// Found by its id wherever it stands; the others belong to what they stand in.
bool stands_alone(Kind kind)
{
    switch (kind) {
    case Kind::Organization:
    case Kind::Service:
    case Kind::Location:
    case Kind::ServiceAtLocation:
    case Kind::TaxonomyTerm:
    case Kind::Taxonomy:
    case Kind::Unit:
        return true;
    default:
        return false;
    }
}

/// Walks over a document without reading it: where its values begin and end.
class Scanner {
public:
    explicit Scanner(std::string_view text, std::size_t at = 0)
        : text_(text)
        , at_(at)
    {
        skip_blanks();
    }
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char c)
    {
        if (here() != c)
            return false;
        ++at_;
        skip_blanks();
        return true;
    }
    /// The text of the value here; nothing when the document ends within it.
    std::optional<std::string_view> value()
    {
        auto const begin = at_;
        std::size_t depth = 0;
        do {
            char const c = here();
            if (c == '\0' && at_ >= text_.size())
                return std::nullopt;
            if (c == '"') {
                if (!skip_string())
                    return std::nullopt;
                continue;
            }
            if (c == '{' || c == '[')
                ++depth;
            else if ((c == '}' || c == ']') && depth > 0)
                --depth;
            else if (depth == 0) {
                skip_word();
                break;
            }
            ++at_;
        } while (depth > 0);
        auto const whole = text_.substr(begin, at_ - begin);
        skip_blanks();
        return whole;
    }

private:
    void skip_blanks()
    {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
            ++at_;
    }
    bool skip_string()
    {
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\\')
                ++at_;
            else if (text_[at_] == '"') {
                ++at_;
                return true;
            }
        }
        return false;
    }
    void skip_word()
    {
        while (at_ < text_.size() && std::string_view(",]}: \t\r\n").find(text_[at_]) == std::string_view::npos)
            ++at_;
    }

    std::string_view text_;
    std::size_t at_;
};

std::string_view text_in(json::Value const& value)
{
    return value.is_string() ? std::string_view(value.get_string().data(), value.get_string().size()) : std::string_view();
}

class JsonReader {
public:
    JsonReader(Tables& tables, Findings& findings)
        : tables_(tables)
        , findings_(findings)
    {
    }

    void read(File const& file, std::string_view text)
    {
        name_ = printable_name(file.name);
        file_ = static_cast<std::uint32_t>(tables_.files.size());
        tables_.files.push_back(name_);
        has_lists_ = is_root_ = false;
        Scanner scanner(text);
        if (scanner.here() == '[')
            read_list(scanner, std::nullopt);
        else if (scanner.here() != '{')
            add(0, Rule::UnknownFormat);
        else if (is_entry(scanner))
            read_one(text);
        else
            read_document(scanner);
    }

private:
    void add(std::int64_t row, Rule rule) { findings_.add({ .file = name_, .row = row, .rule = rule }); }

    /// What has an id is an entry, which may have a list `services` as a document may.
    static bool is_entry(Scanner scanner)
    {
        scanner.take('{');
        while (scanner.here() == '"') {
            auto const key = scanner.value();
            if (!key || !scanner.take(':'))
                return false;
            if (*key == "\"id\"")
                return true;
            if (!scanner.value() || !scanner.take(','))
                return false;
        }
        return false;
    }

    /// An object whose members are lists of entries, or the envelope of an API's page.
    void read_document(Scanner& scanner)
    {
        scanner.take('{');
        while (scanner.here() == '"') {
            auto const key = scanner.value();
            if (!key || !scanner.take(':'))
                return add(0, has_lists_ ? Rule::CutOff : Rule::NotJson);
            auto name = lower_ascii(key->substr(1, key->size() - 2));
            if (name.ends_with(".csv"))
                name.resize(name.size() - 4);
            auto const table = file_named(name);
            if (scanner.here() == '[' && (name == "contents" || table)) {
                has_lists_ = true;
                if (!read_list(scanner, name == "contents" ? std::nullopt : std::optional(table->kind)))
                    return;
            } else if (!read_envelope(name, scanner)) {
                return add(0, has_lists_ ? Rule::CutOff : Rule::NotJson);
            }
            if (!scanner.take(','))
                break;
        }
        if (!scanner.take('}'))
            add(0, has_lists_ ? Rule::CutOff : Rule::NotJson);
        else if (!has_lists_ && !is_root_)
            add(0, Rule::UnknownFormat);
    }

    bool read_envelope(std::string_view name, Scanner& scanner)
    {
        auto const value = scanner.value();
        if (!value)
            return false;
        is_root_ = is_root_ || name == "openapi_url";
        if (name == "profile" && *value == '"' + std::string(profile_uri) + '"')
            tables_.is_ours = true;
        auto const number = static_cast<std::size_t>(std::strtoul(std::string(value->substr(0, 9)).c_str(), nullptr, 10));
        if (name == "total_pages")
            tables_.pages_told = std::max(tables_.pages_told, number);
        if (name == "page_number")
            tables_.pages_seen.insert(static_cast<std::int64_t>(number));
        return true;
    }

    void read_one(std::string_view text)
    {
        tables_.has_single_entries = true;
        read_entry(text, std::nullopt, 1);
    }

    bool read_list(Scanner& scanner, std::optional<Kind> kind)
    {
        scanner.take('[');
        if (scanner.take(']'))
            return true;
        for (std::int64_t row = 1;; ++row) {
            auto const entry = scanner.value();
            if (!entry) {
                add(row, Rule::CutOff);
                return false;
            }
            read_entry(*entry, kind, row);
            if (scanner.take(','))
                continue;
            if (scanner.take(']'))
                return true;
            add(row, Rule::CutOff);
            return false;
        }
    }

    void read_entry(std::string_view text, std::optional<Kind> kind, std::int64_t row)
    {
        auto const value = json::parse(text);
        if (!value)
            return add(row, Rule::NotJson);
        if (!value->is_object())
            return add(row, Rule::NotAnEntry);
        auto const& object = value->get_object();
        if (!kind)
            kind = kind_of(object);
        if (!kind)
            return add(row, Rule::NotAnEntry);
        row_ = static_cast<std::uint32_t>(row);
        put(*kind, object, {}, {}, {}, {});
    }

    static std::optional<Kind> kind_of(json::Object const& object)
    {
        auto const has = [&](auto... names) { return (object.contains(names) || ...); };
        if (!has("id"))
            return std::nullopt;
        if (has("location_type"))
            return Kind::Location;
        if (has("location", "location_id") || has("service", "service_id"))
            return Kind::ServiceAtLocation;
        if (has("organization", "organization_id", "service_at_locations", "application_process"))
            return Kind::Service;
        if (has("term_uri", "taxonomy", "taxonomy_detail", "code"))
            return Kind::TaxonomyTerm;
        if (has("uri", "version") && !has("services", "website", "email", "phones", "legal_status"))
            return Kind::Taxonomy;
        return has("name") ? std::optional(Kind::Organization) : std::nullopt;
    }

    std::string_view cell_of(json::Value const& value)
    {
        if (value.is_string())
            return tables_.words.keep(trimmed(text_in(value)));
        if (value.is_number() || value.is_bool())
            return tables_.words.keep(boost::json::serialize(value));
        return {};
    }

    /// Whether it was put already, by its id; then what belongs to it is there too.
    bool is_known(Kind kind, json::Object const& object, bool is_inside)
    {
        if (!stands_alone(kind) || !object.contains("id"))
            return false;
        auto const id = std::to_string(static_cast<int>(kind)) + text_of_id(object);
        if (is_inside)
            return !seen_.insert(id).second;
        bool const is_first_outside = outside_.insert(id).second;
        return !seen_.insert(id).second && is_first_outside;
    }
    static std::string text_of_id(json::Object const& object)
    {
        auto const& id = object.at("id");
        return id.is_string() ? std::string(text_in(id)) : boost::json::serialize(id);
    }

    /// `column` of the row says `outer`.
    void put(Kind kind, json::Object const& object, std::string_view column, std::string_view outer,
        std::string_view outer_kind, std::string const& path)
    {
        bool const is_inside = !path.empty();
        bool const is_here = is_known(kind, object, is_inside);
        if (is_here && is_inside)
            return;
        auto& table = tables_[kind];
        if (table.size() >= most_rows)
            return add(row_, Rule::TooManyRows);
        std::vector<std::string_view> cells(table.columns().size());
        auto const columns = columns_of(kind);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (auto const* const own = object.if_contains(columns[i].ours))
                cells[i] = cell_of(*own);
            for (auto const other : columns[i].others)
                if (auto const* const its = other.empty() ? nullptr : object.if_contains(other); its && cells[i].empty())
                    cells[i] = cell_of(*its);
        }
        auto const set = [&](std::string_view name, std::string_view value) {
            if (auto const at = table.column(name); at && !value.empty())
                cells[*at] = value;
        };
        set(column, outer);
        if (kind == Kind::Attribute)
            set("link_entity", outer_kind);
        auto const id = cells.front();
        for (auto const& nest : nests)
            if (nest.outer == kind)
                if (auto const* const inner = object.if_contains(nest.member))
                    put_inside(nest, *inner, id, path, is_here, set);
        if (!is_here)
            table.add(cells, { .file = file_, .number = row_, .path = tables_.words.keep(path) });
    }

    template <class Set>
    void put_inside(Nest const& nest, json::Value const& inner, std::string_view id,
        std::string const& path, bool is_outer_known, Set set)
    {
        auto const below = path.empty() ? std::string(nest.member) : path + '.' + std::string(nest.member);
        if (nest.names == Inner && inner.is_object()) {
            auto const& object = inner.get_object();
            if (auto const* const inner_id = object.if_contains("id"))
                set(nest.column, cell_of(*inner_id));
            return put(nest.inner, object, {}, {}, {}, below);
        }
        if (!inner.is_array() || (is_outer_known && !stands_alone(nest.inner)))
            return;
        std::size_t number = 0;
        for (auto const& one : inner.get_array()) {
            ++number;
            if (one.is_object())
                put(nest.inner, one.get_object(), nest.column, id, entity_of(nest.outer), below + '.' + std::to_string(number));
        }
    }
    static std::string_view entity_of(Kind kind)
    {
        switch (kind) {
        case Kind::Organization:
            return "organization";
        case Kind::Location:
            return "location";
        case Kind::Phone:
            return "phone";
        case Kind::ServiceAtLocation:
            return "service_at_location";
        default:
            return "service";
        }
    }

    Tables& tables_;
    Findings& findings_;
    std::string name_;
    std::uint32_t file_ = 0;
    std::uint32_t row_ = 0;
    bool has_lists_ = false;
    bool is_root_ = false; ///< the answer of an API's own address, which has no entries
    std::unordered_set<std::string> seen_;
    std::unordered_set<std::string> outside_;
};

} // namespace

void read_json(std::span<Document const> documents, Tables& tables, Findings& findings)
{
    JsonReader reader(tables, findings);
    for (auto const& [file, text] : documents)
        reader.read(*file, text);
}

} // namespace reachline::hotline::directory::exchange
