#pragma once

// Makes one row of the route table from a verb with typed request and answer. Heavy to compile:
// only the *_routes.cpp include it.

#include "base/json_binding.hpp"
#include "edges/console/route.hpp"
#include "edges/post_key.hpp"

#include <concepts>

namespace reachline::edges::console {

namespace detail {
inline tl::unexpected<Refusal> refused(Error error, std::string path = {})
{
    return tl::unexpected<Refusal>(Refusal { error, std::move(path) });
}
json::Value operation(Route const&, json::Value request_schema, json::Value answer_schema);
}

namespace detail {

/// Reads the body, calls the verb with it, writes the answer.
template <class In, class Out, class Caller, class Verb>
Answered translated(Verb const& verb, Caller const& caller, std::string const& body)
{
    auto const written = [](Result<Out> const& answer) -> Answered {
        if (!answer)
            return refused(answer.error());
        return json::text_of(json::written(*answer));
    };
    if constexpr (std::same_as<In, Nothing>) {
        if (!body.empty() && body != "{}")
            return refused({ Fault::Invalid, "nothing is expected in the body" });
        return written(verb(caller));
    } else {
        auto const parsed = json::parse(body);
        if (!parsed)
            return refused(parsed.error());
        auto bound = json::bound<In>(*parsed);
        if (!bound)
            return refused({ Fault::Invalid, bound.error().text }, bound.error().path);
        if constexpr (requires { bound->idempotency_key; })
            bound->idempotency_key = kept_key(bound->idempotency_key);
        return written(verb(caller, std::move(*bound)));
    }
}

template <class In, class Out>
Route described(std::string method, std::string path, std::vector<Permission> permissions, std::string meaning)
{
    Route route;
    route.method = std::move(method);
    route.path = std::move(path);
    route.permissions = std::move(permissions);
    route.meaning = std::move(meaning);
    route.describe = [self = route](json::Components& components) {
        json::Value request;
        if constexpr (!std::same_as<In, Nothing>)
            request = json::schema<In>(components);
        return operation(self, std::move(request), json::schema<Out>(components));
    };
    return route;
}

} // namespace detail

/// A row whose verb runs in the core: Result<Out> verb(Call const&, In).
template <class In, class Out, class Verb>
Route row(std::string method, std::string path, std::vector<Permission> permissions,
    std::string meaning, Verb verb)
{
    auto route = detail::described<In, Out>(
        std::move(method), std::move(path), std::move(permissions), std::move(meaning));
    route.run = [verb](Call const& call, std::string const& body) {
        return detail::translated<In, Out>(verb, call, body);
    };
    return route;
}

/// A row whose verb looks something up on a worker: Result<Out> verb(Look const&, In).
template <class In, class Out, class Verb>
Route look_row(std::string method, std::string path, std::vector<Permission> permissions,
    std::string meaning, Verb verb)
{
    auto route = detail::described<In, Out>(
        std::move(method), std::move(path), std::move(permissions), std::move(meaning));
    route.look = [verb](Look const& look, std::string const& body) {
        return detail::translated<In, Out>(verb, look, body);
    };
    route.urgency = Urgency::Browse;
    return route;
}

/// The same, for a look that is itself an event: Done note(World&, Actor const&, In const&) runs in
/// the core, and is kept, before anything is looked up.
template <class In, class Out, class Verb, class Note>
Route noted_look_row(std::string method, std::string path, std::vector<Permission> permissions,
    std::string meaning, Verb verb, Note note)
{
    auto route = look_row<In, Out>(
        std::move(method), std::move(path), std::move(permissions), std::move(meaning), verb);
    route.note = [note](World& world, Actor const& actor, std::string const& body) -> Done {
        // A body that cannot be read looks nothing up: the verb refuses it and names the field.
        auto const parsed = json::parse(body);
        if (!parsed)
            return {};
        auto const bound = json::bound<In>(*parsed);
        return bound ? note(world, actor, *bound) : Done {};
    };
    return route;
}

} // namespace reachline::edges::console
