#include "edges/console/console.hpp"

#include "base/text.hpp"
#include "edges/console/live.hpp"
#include "edges/console/session.hpp"
#include "edges/console/static_files.hpp"
#include "hotline/desk/desk.hpp"
#include "hotline/people/accounts.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

/// The values of {…}, if `path` is of the shape of the route.
std::optional<std::vector<std::string>> match(std::string_view shape, std::string_view path)
{
    auto const wanted = split(shape, '/');
    auto const given = split(path, '/');
    if (wanted.size() != given.size())
        return std::nullopt;
    std::vector<std::string> values;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].starts_with('{'))
            values.emplace_back(given[i]);
        else if (wanted[i] != given[i])
            return std::nullopt;
    }
    return values;
}

struct Found {
    Route const* route = nullptr;
    std::vector<std::string> values;
    bool path_known = false;
};

Found find_route(net::Request const& request)
{
    Found found;
    for (auto const& route : all_routes())
        if (auto values = match(route.path, request.path)) {
            found.path_known = true;
            if (route.method == request.method) {
                found.route = &route;
                found.values = std::move(*values);
                return found;
            }
        }
    return found;
}

bool any_of(Actor const& actor, std::vector<Permission> const& permissions)
{
    return std::any_of(permissions.begin(), permissions.end(),
        [&](Permission permission) { return actor.may(permission); });
}

struct Outcome {
    int status;
    std::string body;
};

/// Whose session this is, or what to answer instead.
struct Admitted {
    Actor actor;
    std::optional<Outcome> refused {};
};

Admitted turned_away(int status, Error error)
{
    Admitted out;
    out.refused = Outcome { status, failure(error).body };
    return out;
}

Result<Admitted> admitted(World& world, Route const& route, std::string const& token)
{
    namespace people = hotline::people;
    auto const session = people::session_of(world, token, people::Surface::Console, route.asked_by);
    if (!session)
        return turned_away(401, session.error());
    if (session->locked)
        return turned_away(423, { Fault::NotAllowed, "this session is locked" });
    if (!any_of(session->actor, route.permissions))
        return fail(Fault::NotFound, "there is nothing here");
    Admitted in;
    in.actor = session->actor;
    return in;
}

net::Response with_page_headers(net::Response response)
{
    response.headers.push_back({ "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types svelte-trusted-html" });
    response.headers.push_back({ "cross-origin-opener-policy", "same-origin" });
    return response;
}

} // namespace

struct Console::Live {
    LiveWindows windows;
};

Console::Console(CorePort& core, Library library, ConsoleOptions options)
    : core_(core)
    , library_(std::move(library))
    , options_(std::move(options))
    , live_(std::make_shared<Live>())
{
    core_.subscribe([live = live_](std::span<hotline::Notice const> notices) {
        live->windows.hear(notices);
    });
}

Console::~Console() = default;

std::vector<Id<hotline::Account>> Console::present() const { return live_->windows.accounts(); }

void Console::answer(net::Request const& request, net::Reply reply) const
{
    if (request.path == "/healthz")
        return reply.send({ .headers = { { "content-type", "text/plain" } }, .body = "ok\n" });
    if (request.path == "/openapi.json")
        return reply.send(json_response(200, openapi_document()));
    if (request.path == "/api/live")
        return answer_live(request, std::move(reply));
    if (request.path.starts_with("/api/"))
        return answer_api(request, std::move(reply));
    if (request.method != "GET" && request.method != "HEAD")
        return reply.send(failure({ Fault::NotFound, "there is nothing here" }));
    reply.send(with_page_headers(static_file(options_.web_root, request.path)));
}

void Console::answer_api(net::Request const& request, net::Reply reply) const
{
    if (request.method != "GET" && !is_from_our_page(request, options_.allowed_origin))
        return reply.send(failure({ Fault::NotAllowed, "this request does not come from the console" }));
    SessionEdge const sessions { core_, options_.secure_cookies };
    if (sessions.answers(request)) // signing in and out: slow, so not a command
        return sessions.answer(request, std::move(reply));
    auto found = find_route(request);
    if (!found.route)
        return reply.send(found.path_known
                ? net::Response { .status = 405, .headers = { { "content-type", "application/json" } }, .body = R"({"fault":"invalid","text":"this is not done here"})" }
                : failure({ Fault::NotFound, "there is nothing here" }));

    auto const token = std::string(request.cookie(session_cookie));
    if (found.route->look)
        return look_up(*found.route, std::move(found.values), request.body, token, std::move(reply));
    ask<Outcome>(
        core_,
        [this, route = found.route, values = std::move(found.values), body = request.body,
            token](World& world) -> Result<Outcome> {
            auto const session = TRY(admitted(world, *route, token));
            if (session.refused)
                return *session.refused;
            auto answer = route->run({ world, session.actor, library_, values }, body);
            if (answer)
                return Outcome { 200, std::move(*answer) };
            if (answer.error().path.empty())
                return fail(answer.error().error);
            // Nothing was changed: a body that could not be read never reaches a verb.
            return Outcome { 400, failure(answer.error().error, answer.error().path).body };
        },
        [reply](Result<Outcome> outcome) {
            reply.send(outcome ? json_response(outcome->status, std::move(outcome->body))
                               : failure(outcome.error()));
        },
        found.route->urgency);
}

void Console::look_up(Route const& route, std::vector<std::string> values, std::string body,
    std::string token, net::Reply reply) const
{
    struct Pass {
        Admitted session;
        Time now;
    };
    ask<Pass>(
        core_,
        [&route, token, body](World& world) -> Result<Pass> {
            auto session = TRY(admitted(world, route, token));
            if (route.note && !session.refused)
                TRY(route.note(world, session.actor, body));
            return Pass { std::move(session), world.now() };
        },
        [this, &route, values, body, reply](Result<Pass> pass) {
            if (!pass)
                return reply.send(failure(pass.error()));
            if (pass->session.refused)
                return reply.send(json_response(pass->session.refused->status, pass->session.refused->body));
            core_.look([this, &route, values, body, reply, now = pass->now](store::Database& database) {
                auto answer = route.look({ database, library_, values, now }, body);
                reply.send(answer ? json_response(200, std::move(*answer))
                                  : failure(answer.error().error, answer.error().path));
            });
        },
        route.urgency);
}

void Console::answer_live(net::Request const& request, net::Reply reply) const
{
    if (!is_our_origin(request, options_.allowed_origin))
        return reply.send(failure({ Fault::NotAllowed, "this request does not come from the console" }));
    ask<Actor>(
        core_,
        [token = std::string(request.cookie(session_cookie))](World& world) -> Result<Actor> {
            auto const session = TRY(hotline::people::session_of(
                world, token, hotline::people::Surface::Console, hotline::people::AskedBy::Window));
            TRY(hotline::desk::seen(world, session.actor.account));
            return session.actor;
        },
        [live = live_, reply](Result<Actor> actor) {
            if (!actor)
                return reply.send(json_response(401, failure(actor.error()).body));
            struct Held {
                std::shared_ptr<net::WebSocket> socket;
            };
            auto const held = std::make_shared<Held>();
            auto const account = actor->account;
            reply.upgrade({
                .on_open =
                    [live, held, account](std::shared_ptr<net::WebSocket> const& socket) {
                        held->socket = socket;
                        live->windows.add(account, socket);
                    },
                .on_text = {},
                .on_close =
                    [live, held] {
                        live->windows.remove(held->socket.get());
                        held->socket.reset();
                    },
            });
        });
}

} // namespace reachline::edges::console
