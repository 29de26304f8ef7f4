#include "edges/feed/question.hpp"

#include "base/json.hpp"
#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "hotline/directory/hsds/ids.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace reachline::edges::feed {

namespace {

using tl::unexpected;
using Fields = std::vector<std::pair<std::string, std::string>>;
namespace hsds = hotline::directory::hsds;

constexpr std::string_view prefix = "/hsds";

struct Route {
    std::string_view name;
    Endpoint list;
    Endpoint one;
    /// What may be asked of the list, then of one record.
    std::string_view of_list;
    std::string_view of_one;
};
constexpr std::array<Route, 5> routes { {
    { "services", Endpoint::Services, Endpoint::Service,
        "search page per_page format taxonomy_term_id taxonomy_id organization_id modified_after "
        "minimal full",
        "" },
    { "organizations", Endpoint::Organizations, Endpoint::Organization,
        "search full_service full taxonomy_term_id taxonomy_id page per_page format",
        "full_service" },
    { "service_at_locations", Endpoint::ServiceAtLocations, Endpoint::ServiceAtLocation,
        "search taxonomy_term_id taxonomy_id organization_id modified_after full page per_page "
        "format postcode proximity",
        "" },
    { "taxonomies", Endpoint::Taxonomies, Endpoint::Taxonomy, "search page per_page format", "" },
    { "taxonomy_terms", Endpoint::TaxonomyTerms, Endpoint::TaxonomyTerm,
        "search page per_page format taxonomy_id top_only parent_id", "" },
} };

struct Found {
    Endpoint endpoint;
    std::string id;
    std::string_view allowed; ///< parameters
    bool may_post;
};

std::optional<Found> endpoint_of(std::string_view path)
{
    path.remove_prefix(std::min(prefix.size(), path.size()));
    while (path.starts_with('/'))
        path.remove_prefix(1);
    if (path.ends_with('/'))
        path.remove_suffix(1);
    if (path.empty())
        return Found { Endpoint::Root, {}, "", false };
    if (path == "openapi.json")
        return Found { Endpoint::OpenApi, {}, "", false };
    if (path == "profile")
        return Found { Endpoint::Profile, {}, "", false };
    auto const slash = path.find('/');
    for (auto const& route : routes) {
        if (path.substr(0, slash) != route.name)
            continue;
        if (slash == std::string_view::npos)
            return Found { route.list, {}, route.of_list, true };
        auto const id = path.substr(slash + 1);
        if (!hsds::is_uuid(id))
            return std::nullopt;
        return Found { route.one, lower_ascii(id), route.of_one, false };
    }
    return std::nullopt;
}

/// One of the names that are allowed, as it lives in our own text; else empty.
std::string_view known_name(std::string_view name, std::string_view allowed)
{
    for (auto const one : split(allowed, ' '))
        if (one == name && !one.empty())
            return one;
    return {};
}

/// A posted JSON object whose values are plain, as texts.
std::optional<Fields> fields_of_json(std::string_view body)
{
    auto const value = json::parse(body);
    if (!value || !value->is_object())
        return std::nullopt;
    Fields fields;
    for (auto const& member : value->get_object()) {
        auto const& one = member.value();
        if (one.is_string())
            fields.emplace_back(member.key(), std::string(one.get_string()));
        else if (one.is_bool() || one.is_number())
            fields.emplace_back(member.key(), json::text_of(one));
        else if (!one.is_null())
            return std::nullopt;
    }
    return fields;
}

/// The query's and the body's: a term may stand in either.
tl::expected<Fields, Refusal> fields_of(net::Request const& request)
{
    auto const query = net::form_fields(request.query);
    if (!query)
        return unexpected(Refusal { .text = "the address cannot be read" });
    auto fields = *query;
    if (request.method != "POST" || request.body.empty())
        return fields;
    auto const type = request.header("content-type");
    std::optional<Fields> posted;
    if (type.starts_with("application/json"))
        posted = fields_of_json(request.body);
    else if (type.starts_with("application/x-www-form-urlencoded")) {
        if (auto form = net::form_fields(request.body))
            posted = std::move(*form);
    } else
        return unexpected(Refusal {
            .status = 415, .text = "post application/json or application/x-www-form-urlencoded" });
    if (!posted)
        return unexpected(
            Refusal { .text = "the body must be an object of names with plain values" });
    fields.insert(fields.end(), posted->begin(), posted->end());
    return fields;
}

std::optional<bool> bool_of(std::string_view text)
{
    if (text == "true" || text == "1")
        return true;
    if (text == "false" || text == "0")
        return false;
    return std::nullopt;
}

template <class Number>
std::optional<Number> number_of(std::string_view text)
{
    Number value {};
    auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc {} || read.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<Time> time_of_text(std::string const& text)
{
    if (auto const time = json::time_from_text(text))
        return time;
    return text.size() == 10 ? json::time_from_text(text + "T00:00:00Z") : std::nullopt;
}

/// Sets one parameter; answers what is wrong with it.
class Reader {
public:
    explicit Reader(Question& question)
        : asked_(question)
    {
    }

    std::optional<Literal> read(std::string_view name, std::string const& value)
    {
        if (name == "search")
            return text(value);
        if (name == "page" || name == "per_page")
            return page(name, value);
        if (name == "format")
            return format(value);
        if (name == "minimal")
            return flag(asked_.minimal, value);
        if (name == "full")
            return flag(asked_.full, value);
        if (name == "full_service")
            return flag(asked_.full_service, value);
        if (name == "top_only") {
            bool ignored = false; // no term of ours stands below another: all of them are on top
            return flag(ignored, value);
        }
        if (name == "modified_after") {
            asked_.modified_after = time_of_text(value);
            return wrong_unless(asked_.modified_after.has_value(),
                "this must be a time in UTC such as 2026-01-31T22:15:00Z, or a day");
        }
        if (name == "postcode") {
            asked_.postcode = value;
            return wrong_unless(value.size() == 5 && digits_of(value) == value,
                "this must be a ZIP code of five digits");
        }
        if (name == "proximity") {
            asked_.proximity = number_of<double>(value);
            return wrong_unless(asked_.proximity && std::isfinite(*asked_.proximity)
                    && *asked_.proximity >= 0 && *asked_.proximity <= farthest,
                "this must be a distance in metres");
        }
        return id(name, value);
    }

private:
    static std::optional<Literal> wrong_unless(bool is_right, Literal text)
    {
        return is_right ? std::nullopt : std::optional(text);
    }
    std::optional<Literal> text(std::string const& value)
    {
        auto const clean = clean_text(value, longest_search);
        if (clean)
            asked_.search = *clean;
        return wrong_unless(clean.has_value(), "this must be a plain text of at most 300 bytes");
    }
    std::optional<Literal> page(std::string_view name, std::string const& value)
    {
        auto const number = number_of<std::int64_t>(value);
        asked_.has_page = true;
        auto const limit = name == "page" ? last_page : largest_minimal_page;
        if (!number || *number < 1 || *number > limit)
            return Literal("this must be a whole number from 1 on, within the limit");
        (name == "page" ? asked_.page : asked_.per_page) = *number;
        return std::nullopt;
    }
    std::optional<Literal> format(std::string const& value)
    {
        asked_.is_stream = value == "ndjson";
        return wrong_unless(asked_.is_stream || value == "json", "this must be json or ndjson");
    }
    static std::optional<Literal> flag(bool& flag, std::string const& value)
    {
        auto const said = bool_of(value);
        flag = said.value_or(false);
        return wrong_unless(said.has_value(), "this must be true or false");
    }
    std::optional<Literal> id(std::string_view name, std::string const& value)
    {
        auto& field = name == "taxonomy_term_id" ? asked_.taxonomy_term_id
            : name == "taxonomy_id"              ? asked_.taxonomy_id
            : name == "organization_id"          ? asked_.organization_id
                                                 : asked_.parent_id;
        field = lower_ascii(value);
        return wrong_unless(hsds::is_uuid(value), "this must be an id as this feed gives them");
    }

    Question& asked_;
};

/// What one parameter asks of another.
std::optional<Refusal> contradiction(Question& asked)
{
    if (asked.proximity && asked.postcode.empty())
        return Refusal { .parameter = "proximity", .text = "give the postcode to measure from" };
    if (asked.minimal && asked.full)
        return Refusal { .parameter = "minimal",
            .text = "ask for minimal or for full, not for both" };
    auto const limit = asked.minimal ? largest_minimal_page : largest_page;
    if (asked.per_page > limit)
        return Refusal { .parameter = "per_page",
            .text = "at most 100 a page, or 10000 when minimal" };
    if (asked.per_page == 0)
        asked.per_page = asked.minimal ? largest_minimal_page : usual_page;
    return std::nullopt;
}

} // namespace

tl::expected<Question, Refusal> question_of(net::Request const& request)
{
    auto const found = endpoint_of(request.path);
    if (!found)
        return unexpected(Refusal { .status = 404, .text = "there is nothing here" });
    bool const is_read = request.method == "GET" || request.method == "HEAD";
    if (!is_read && !(found->may_post && request.method == "POST"))
        return unexpected(Refusal { .status = 405,
            .text = "this method is not for this address",
            .allow = found->may_post ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS" });
    Question asked { .endpoint = found->endpoint, .id = found->id };
    auto const fields = fields_of(request);
    if (!fields)
        return unexpected(fields.error());
    std::vector<std::string_view> seen;
    Reader reader(asked);
    for (auto const& [name, value] : *fields) {
        auto const known = known_name(name, found->allowed);
        if (known.empty())
            return unexpected(Refusal { .text = "there is a parameter here that nobody knows" });
        if (std::ranges::find(seen, known) != seen.end())
            return unexpected(Refusal { .parameter = known, .text = "say this once" });
        seen.push_back(known);
        if (auto const wrong = reader.read(known, value))
            return unexpected(Refusal { .parameter = known, .text = *wrong });
    }
    if (auto const refusal = contradiction(asked))
        return unexpected(*refusal);
    return asked;
}

} // namespace reachline::edges::feed
