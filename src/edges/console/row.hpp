#pragma once

// Makes one row of the route table from a verb with typed request and answer. Heavy to compile:
// only the *_routes.cpp include it.

#include "base/json_binding.hpp"
#include "edges/console/route.hpp"

#include <concepts>

namespace reachline::edges::console {

namespace detail {
inline tl::unexpected<Refusal> refused(Error error, std::string path = {})
{
    return tl::unexpected<Refusal>(Refusal { error, std::move(path) });
}
json::Value operation(Route const&, json::Value request_schema, json::Value answer_schema);
}

template <class In, class Out, class Verb>
Route row(std::string method, std::string path, std::vector<Permission> permissions,
    std::string meaning, Verb verb)
{
    Route route;
    route.method = std::move(method);
    route.path = std::move(path);
    route.permissions = std::move(permissions);
    route.meaning = std::move(meaning);
    route.run = [verb](Call const& call, std::string const& body) -> Answered {
        auto const answer = [&]() -> tl::expected<Result<Out>, Refusal> {
            if constexpr (std::same_as<In, Nothing>) {
                if (!body.empty() && body != "{}")
                    return detail::refused({ Fault::Invalid, "nothing is expected in the body" });
                return verb(call);
            } else {
                auto const parsed = json::parse(body);
                if (!parsed)
                    return detail::refused(parsed.error());
                auto bound = json::bound<In>(*parsed);
                if (!bound)
                    return detail::refused({ Fault::Invalid, bound.error().text }, bound.error().path);
                return verb(call, std::move(*bound));
            }
        }();
        if (!answer)
            return detail::refused(answer.error().error, answer.error().path);
        if (!*answer)
            return detail::refused(answer->error());
        return json::text_of(json::written(**answer));
    };
    route.describe = [method = route.method, path = route.path, permissions = route.permissions,
                         meaning = route.meaning](json::Object& components) {
        Route const self { method, path, permissions, meaning, {}, {}, {} };
        json::Value request;
        if constexpr (!std::same_as<In, Nothing>)
            request = json::schema<In>(components);
        return detail::operation(self, std::move(request), json::schema<Out>(components));
    };
    return route;
}

} // namespace reachline::edges::console
