#include "edges/console/session.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "edges/console/console.hpp"
#include "edges/console/contract/session.hpp"
#include "edges/console/row.hpp"
#include "edges/sign_in/sign_in.hpp"
#include "hotline/people/vaults.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

namespace people = hotline::people;

std::vector<Permission> permissions_of(people::Roles const& roles)
{
    std::vector<Permission> permissions;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Permission>>([&](auto member) {
        if (member.value != Permission::Anyone && people::may(roles, member.value))
            permissions.push_back(member.value);
    });
    return permissions;
}

std::vector<std::string> list_of(std::string const& text)
{
    std::vector<std::string> items;
    for (auto const part : split(text, ','))
        items.emplace_back(trimmed(part));
    return items;
}

bool is_open(World& world, std::vector<Id<hotline::Vault>> const& vaults)
{
    return std::ranges::all_of(vaults, [&](auto vault) { return world.keys.is_unlocked(vault); });
}

Result<contract::Me> me_of(World& world, people::AccountRow const& account, contract::SessionState state, Time ends_at)
{
    bool const waiting = account.state == people::AccountState::Waiting;
    return contract::Me {
        .id = account.id,
        .name = account.name,
        .roles = { account.roles.begin(), account.roles.end() },
        .permissions = permissions_of(account.roles),
        .languages = list_of(account.languages),
        .state = waiting ? contract::SessionState::WaitingForAdmission : state,
        .vault_open = is_open(world, people::vaults_of(account)),
        .check_words = waiting ? std::optional(people::check_words(account.public_key)) : std::nullopt,
        .session_ends_at = ends_at,
        .idle_lock_minutes = static_cast<int>(people::idle_session.count()),
    };
}

Result<contract::Me> me(World& world, std::string const& token)
{
    auto const session = TRY(people::session_of(world, token, people::Surface::Console));
    return me_of(world, TRY(people::account(world, session.actor.account)),
        session.locked ? contract::SessionState::Locked : contract::SessionState::Open, session.ends_at);
}

net::Header cookie(std::string_view token, bool secure)
{
    std::string value = std::string(session_cookie) + "=" + std::string(token)
        + "; Path=/; HttpOnly; SameSite=Strict" + (token.empty() ? "; Max-Age=0" : "") + (secure ? "; Secure" : "");
    return { "set-cookie", std::move(value) };
}

template <class In>
std::optional<In> body_of(net::Request const& request, net::Reply const& reply)
{
    auto const parsed = json::parse(request.body);
    if (!parsed) {
        reply.send(failure(parsed.error()));
        return std::nullopt;
    }
    auto bound = json::bound<In>(*parsed);
    if (!bound) {
        reply.send(failure({ Fault::Invalid, bound.error().text }, bound.error().path));
        return std::nullopt;
    }
    return std::move(*bound);
}

/// Answers who I am now, and sets the cookie of a session that was just opened.
void answer_me(CorePort& core, std::string token, std::optional<net::Header> set_cookie, net::Reply reply)
{
    ask<contract::Me>(
        core, [token](World& world) { return me(world, token); },
        [reply, set_cookie](Result<contract::Me> found) {
            if (!found)
                return reply.send(json_response(401, failure(found.error()).body));
            auto response = json_response(200, json::text_of(json::written(*found)));
            if (set_cookie)
                response.headers.push_back(*set_cookie);
            reply.send(std::move(response));
        });
}

void acknowledge(net::Reply const& reply, Result<int> const& done, std::optional<net::Header> set_cookie = {})
{
    auto response = done ? json_response(200, R"({"done":true})") : failure(done.error());
    if (set_cookie)
        response.headers.push_back(*set_cookie);
    reply.send(std::move(response));
}

void answer_sign_in(CorePort& core, bool secure, net::Request const& request, net::Reply reply)
{
    auto const wish = body_of<contract::SignIn>(request, reply);
    if (!wish)
        return;
    sign_in::sign_in(core, people::Surface::Console, { wish->name, wish->passphrase, wish->code },
        [&core, secure, reply](Result<sign_in::SignedIn> done) {
            if (!done)
                return reply.send(failure(done.error()));
            answer_me(core, done->token, cookie(done->token, secure), reply);
        });
}

void answer_invite(CorePort& core, net::Request const& request, net::Reply reply)
{
    auto const wish = body_of<contract::InviteLook>(request, reply);
    if (!wish)
        return;
    ask<contract::Invite>(
        core,
        [code = wish->invite_code](World& world) -> Result<contract::Invite> {
            auto const look = TRY(sign_in::look_at_invite(world, code));
            return contract::Invite { .name = look.account.name,
                .roles = { look.account.roles.begin(), look.account.roles.end() },
                .totp_secret = look.totp_secret,
                .totp_uri = look.totp_uri };
        },
        [reply](Result<contract::Invite> invite) {
            reply.send(invite ? json_response(200, json::text_of(json::written(*invite))) : failure(invite.error()));
        });
}

/// A new member is not signed in by enrolling: first a member who holds the key admits them.
void answer_enrolment(CorePort& core, net::Request const& request, net::Reply reply)
{
    auto wish = body_of<contract::Enrolment>(request, reply);
    if (!wish)
        return;
    sign_in::enrol(core, people::Surface::Console, { wish->invite_code, wish->passphrase, wish->code },
        [&core, reply](Result<people::AccountRow> account) {
            if (!account)
                return reply.send(failure(account.error()));
            ask<contract::Me>(
                core,
                [account = *account](World& world) {
                    return me_of(world, account, contract::SessionState::Locked, world.now());
                },
                [reply](Result<contract::Me> found) {
                    reply.send(found ? json_response(200, json::text_of(json::written(*found))) : failure(found.error()));
                });
        });
}

void answer_unlock(CorePort& core, net::Request const& request, net::Reply reply)
{
    auto const wish = body_of<contract::Unlock>(request, reply);
    if (!wish)
        return;
    std::string const token(request.cookie(session_cookie));
    sign_in::unlock(core, people::Surface::Console, token, wish->passphrase, [&core, token, reply](Done done) {
        if (!done)
            return reply.send(failure(done.error()));
        answer_me(core, token, {}, reply);
    });
}

} // namespace

Routes session_routes()
{
    using contract::Acknowledgement;
    using contract::Me;
    using detail::described;
    std::vector<Permission> const anyone { Permission::Anyone };
    return {
        described<Nothing, Me>("GET", "/api/session", anyone, "who I am and what I may do; 401 when signed out"),
        described<contract::SignIn, Me>("POST", "/api/session", anyone, "signs in and sets the cookie"),
        described<Nothing, Acknowledgement>("DELETE", "/api/session", anyone, "signs out and takes the cookie back"),
        described<Nothing, Acknowledgement>("POST", "/api/session/lock", anyone, "shows nothing until the passphrase is given again"),
        described<contract::Unlock, Me>("POST", "/api/session/unlock", anyone, "opens a locked session"),
        described<contract::InviteLook, contract::Invite>("POST", "/api/invites/look", anyone, "what an invitation is for, and the secret of its codes"),
        described<contract::Enrolment, Me>("POST", "/api/enrolments", anyone, "sets passphrase and codes; a member who holds the key admits them before they sign in"),
    };
}

bool is_our_origin(net::Request const& request, std::string const& allowed_origin)
{
    auto const origin = request.header("origin");
    if (!allowed_origin.empty())
        return origin == allowed_origin;
    auto const host = request.header("host");
    return origin == "http://" + std::string(host) || origin == "https://" + std::string(host);
}

bool is_from_our_page(net::Request const& request, std::string const& allowed_origin)
{
    return request.header("x-reachline") == "console"
        && (request.header("origin").empty() || is_our_origin(request, allowed_origin));
}

bool SessionEdge::answers(net::Request const& request) const
{
    return request.path == "/api/session" || request.path.starts_with("/api/session/")
        || (request.method == "POST" && (request.path == "/api/invites/look" || request.path == "/api/enrolments"));
}

void SessionEdge::answer(net::Request const& request, net::Reply reply) const
{
    std::string const token(request.cookie(session_cookie));
    auto const is = [&](std::string_view method, std::string_view path) {
        return request.method == method && request.path == path;
    };
    if (is("POST", "/api/session"))
        return answer_sign_in(core_, secure_cookies_, request, reply);
    if (is("GET", "/api/session"))
        return answer_me(core_, token, {}, reply);
    if (is("POST", "/api/invites/look"))
        return answer_invite(core_, request, reply);
    if (is("POST", "/api/enrolments"))
        return answer_enrolment(core_, request, reply);
    if (is("POST", "/api/session/unlock"))
        return answer_unlock(core_, request, reply);
    bool const ends = is("DELETE", "/api/session");
    if (ends || is("POST", "/api/session/lock")) {
        ask<int>(
            core_,
            [token, ends](World& world) -> Result<int> {
                TRY(ends ? people::end_session(world, token) : people::lock_session(world, token));
                return 0;
            },
            [reply, ends, secure = secure_cookies_](Result<int> done) {
                acknowledge(reply, done, ends ? std::optional(cookie("", secure)) : std::nullopt);
            });
        return;
    }
    reply.send(failure({ Fault::NotFound, "there is nothing here" }));
}

} // namespace reachline::edges::console
