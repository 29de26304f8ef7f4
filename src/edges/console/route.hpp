#pragma once

// The console's routes: a table of rows, each with its permission.
//
// A row cannot be made without naming a permission: Permission::Anyone is a choice that one can
// see. Its verb runs in the core with the actor of the session, after the permission was checked
// there; it is three lines: read the request, one verb of the hotline, write the answer. From the
// same rows come the OpenAPI document, the console's types and the test of every role against every
// route.
//
// To add a route: describe its request and answer in contract/, add a row to the table of its
// concept (<concept>_routes.cpp), and the rest follows.

#include "base/json.hpp"
#include "edges/core_port.hpp"
#include "hotline/audit/audit.hpp"
#include "hotline/people/accounts.hpp"
#include "net/http.hpp"

#include <functional>
#include <string>
#include <vector>

namespace reachline::json {
struct Components;
}

namespace reachline::edges::console {

using hotline::Actor;
using hotline::World;
using hotline::people::Permission;

struct Library;

/// What a verb is called with.
struct Call {
    World& world;
    Actor const& actor;
    Library const& library;
    std::vector<std::string> const& path; ///< the values of {…} in the path, in order

    /// The n-th {…} as an id; 0, which is nobody's, for what is not a number.
    template <class T>
    Id<T> id(std::size_t n = 0) const
    {
        return { number(n) };
    }
    std::int64_t number(std::size_t n) const;
};

/// What a verb that only looks something up is called with: it runs on a worker with a read-only
/// connection, after the core checked the permission.
struct Look {
    store::Database& database;
    Library const& library;
    std::vector<std::string> const& path;
    Time now;
    std::int64_t number(std::size_t n) const;
};

/// An answer as JSON text, or what is wrong. A failure that is not ours to explain has no path.
struct Refusal {
    Error error;
    std::string path {};
};
using Answered = tl::expected<std::string, Refusal>;

struct Route {
    std::string method;
    std::string path; ///< "/api/signals/{id}/messages"
    std::vector<Permission> permissions; ///< any of them will do
    std::string meaning; ///< one line for the document

    /// Reads the body, runs the verb, writes the answer. Runs in the core.
    std::function<Answered(Call const&, std::string const& body)> run;
    /// Instead of `run`, for what must not hold up the core.
    std::function<Answered(Look const&, std::string const& body)> look {};
    /// What such a look leaves behind: written and kept before `look` runs.
    std::function<Done(World&, Actor const&, std::string const& body)> note {};
    /// Adds its schemas to the components; answers the document's operation.
    std::function<json::Value(json::Components&)> describe;
    /// Heard only when nobody waits for it yet: how urgent its command is.
    Urgency urgency = Urgency::Talk;
    /// Who sends it: what the console asks by itself is no sign that somebody is there.
    hotline::people::AskedBy asked_by = hotline::people::AskedBy::Person;
};

using Routes = std::vector<Route>;

/// No body in the request.
struct Nothing { };

Routes staff_routes();
Routes line_routes();
Routes conversation_routes();
Routes call_routes();
Routes case_routes();
Routes assessment_routes();
Routes consent_routes();
Routes step_routes();
Routes directory_routes();
Routes upkeep_routes();
Routes application_routes();
Routes supervision_routes();
Routes partner_routes();
Routes audit_routes();
Routes call_party_routes();
Routes telephone_routes();

/// Every row of the console.
Routes const& all_routes();
/// Signing in and out, for the document alone: SessionEdge answers them (session.hpp).
Routes session_routes();

/// OpenAPI 3.1, made from the rows.
std::string openapi_document();

} // namespace reachline::edges::console
