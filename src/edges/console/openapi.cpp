#include "edges/console/contract/common.hpp"
#include "edges/console/contract/live.hpp"
#include "edges/console/row.hpp"

#include "base/ensure.hpp"
#include "base/text.hpp"

#include <charconv>

namespace reachline::edges::console {

namespace {
std::int64_t number_at(std::vector<std::string> const& path, std::size_t n)
{
    std::int64_t value = 0;
    if (n < path.size()) {
        auto const& text = path[n];
        auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
        if (read.ptr != text.data() + text.size())
            value = 0;
    }
    return value;
}
} // namespace

std::int64_t Call::number(std::size_t n) const { return number_at(path, n); }
std::int64_t Look::number(std::size_t n) const { return number_at(path, n); }

Routes const& all_routes()
{
    static Routes const routes = [] {
        Routes all;
        for (auto* const concept_routes :
            { staff_routes, line_routes, conversation_routes, call_routes, call_party_routes, case_routes, assessment_routes,
                consent_routes, directory_routes, upkeep_routes, application_routes, step_routes, supervision_routes,
                partner_routes, audit_routes, telephone_routes })
            for (auto& route : concept_routes())
                all.push_back(std::move(route));
        return all;
    }();
    return routes;
}

namespace detail {

namespace {
json::Value json_content(json::Value schema)
{
    return json::Object { { "application/json", json::Object { { "schema", std::move(schema) } } } };
}

/// An id or a version is a number, as Call::number reads it; everything else is a code.
json::Value path_parameter(std::string const& name)
{
    bool const is_number = name == "id" || name == "version" || name == "party";
    json::Object const schema = is_number ? json::Object { { "type", "integer" }, { "format", "int64" } }
                                          : json::Object { { "type", "string" } };
    return json::Object { { "name", name }, { "in", "path" }, { "required", true }, { "schema", schema } };
}

/// "/api/signals/{id}/messages" + POST -> "post_signals_id_messages".
std::string operation_id(Route const& route)
{
    std::string id = lower_ascii(route.method);
    for (char const c : route.path.substr(4))
        id += c == '/' || c == '-' ? '_' : c;
    std::erase_if(id, [](char c) { return c == '{' || c == '}'; });
    return id;
}
} // namespace

json::Value operation(Route const& route, json::Value request, json::Value answer)
{
    json::Array permissions;
    for (auto const permission : route.permissions)
        permissions.push_back(json::Value(json::enum_name(permission)));
    json::Array parameters;
    for (auto const part : split(route.path, '/'))
        if (part.starts_with('{'))
            parameters.push_back(path_parameter(std::string(part.substr(1, part.size() - 2))));
    json::Object operation {
        { "operationId", operation_id(route) },
        { "summary", route.meaning },
        { "x-permissions", permissions },
        { "parameters", parameters },
        { "responses",
            json::Object {
                { "200", json::Object { { "description", "done" }, { "content", json_content(std::move(answer)) } } },
                { "default",
                    json::Object { { "description", "a failure" },
                        { "content",
                            json_content(json::Object { { "$ref", "#/components/schemas/Failure" } }) } } },
            } },
    };
    if (!request.is_null())
        operation["requestBody"]
            = json::Object { { "required", true }, { "content", json_content(std::move(request)) } };
    return operation;
}

} // namespace detail

std::string openapi_document()
{
    json::Components components;
    json::schema<contract::Failure>(components);
    json::schema<contract::LiveEvent>(components);
    json::Object paths;
    auto routes = session_routes();
    routes.insert(routes.end(), all_routes().begin(), all_routes().end());
    for (auto const& route : routes) {
        auto& path = paths[route.path];
        if (path.is_null())
            path = json::Object {};
        path.get_object()[lower_ascii(route.method)] = route.describe(components);
    }
    ensure(components.clashes.empty());
    return json::text_of(json::Object {
        { "openapi", "3.1.0" },
        { "info",
            json::Object { { "title", "Reachline console" }, { "version", "1" },
                { "license", json::Object { { "name", "AGPL-3.0-or-later" } } } } },
        { "paths", paths },
        { "components", json::Object { { "schemas", components.schemas } } },
    });
}

} // namespace reachline::edges::console
