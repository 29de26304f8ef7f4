#include "edges/partners/portal.hpp"

#include "base/text.hpp"
#include "edges/partners/talk_windows.hpp"
#include "hotline/steps/steps.hpp"

#include <algorithm>
#include <array>

namespace reachline::edges::partners {

namespace {

using hotline::people::Permission;

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

// Referrer-Policy is same-origin, since no-referrer would make browsers send "Origin: null" with
// our own forms, and the origin is what tells them from a stranger's.
constexpr std::array<std::pair<char const*, char const*>, 8> page_headers { {
    { "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'" },
    { "cache-control", "no-store" },
    { "referrer-policy", "same-origin" },
    { "x-content-type-options", "nosniff" },
    { "cross-origin-opener-policy", "same-origin" },
    { "cross-origin-resource-policy", "same-origin" },
    { "permissions-policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()" },
    { "x-robots-tag", "noindex, nofollow" },
} };

net::Response with_headers(net::Response response)
{
    for (auto const& [name, value] : page_headers)
        response.headers.push_back({ name, value });
    return response;
}

std::optional<std::pair<std::string, std::string>> file_of(std::string_view path)
{
    if (path == "/style.css")
        return { { "style.css", "text/css; charset=utf-8" } };
    if (path == "/chat.js")
        return { { "chat.js", "text/javascript; charset=utf-8" } };
    if (path == "/icon.svg")
        return { { "icon.svg", "image/svg+xml" } };
    return std::nullopt;
}

/// The portal is where disclosures arrive: what was released is handed over at once, in a command
/// of its own after the commit, and by the beat should this one be lost.
void deliver_what_is_wished(CorePort& core, std::span<hotline::Notice const> notices)
{
    bool const wished = std::ranges::any_of(
        notices, [](hotline::Notice const& notice) { return notice.kind == hotline::Notice::Kind::WishMade; });
    if (!wished)
        return;
    ask<bool>(
        core,
        [](hotline::World& world) -> Result<bool> {
            TRY(steps::deliver_due(world));
            return true;
        },
        [](Result<bool>) {});
}

} // namespace

std::span<Portal::Route const> Portal::routes()
{
    static constexpr std::array table {
        Route { "GET", "/", Permission::PartnerRead, &Portal::show_list },
        Route { "GET", "/shared/{reference}", Permission::PartnerRead, &Portal::show_shared },
        Route { "POST", "/shared/{reference}", Permission::PartnerRead, &Portal::answer_shared },
        Route { "GET", "/room/{reference}", Permission::PartnerRead, &Portal::show_room },
        Route { "POST", "/room/{reference}", Permission::PartnerRead, &Portal::answer_room },
        Route { "GET", "/talk/{reference}", Permission::PartnerRead, &Portal::show_talk },
        Route { "POST", "/talk/{reference}", Permission::PartnerRead, &Portal::say_in_talk },
        Route { "POST", "/colleagues", Permission::PartnerRead, &Portal::admit_colleague },
        Route { "GET", "/entries", Permission::PartnerRead, &Portal::show_entries },
        Route { "GET", "/entries/{id}", Permission::PartnerRead, &Portal::show_entry },
        Route { "POST", "/entries/{id}", Permission::PartnerRead, &Portal::act_on_entry },
        Route { "GET", "/entries/{id}/change", Permission::PartnerRead, &Portal::show_change },
        Route { "POST", "/entries/{id}/change", Permission::PartnerRead, &Portal::propose_change },
        Route { "GET", "/beds", Permission::PartnerRead, &Portal::show_beds },
        Route { "POST", "/beds/{id}", Permission::PartnerRead, &Portal::report_beds },
        Route { "GET", "/start", Permission::Anyone, &Portal::show_start },
        Route { "POST", "/start", Permission::Anyone, &Portal::begin_enrolment },
        Route { "POST", "/enrol", Permission::Anyone, &Portal::enrol },
        Route { "POST", "/sign-in", Permission::Anyone, &Portal::sign_in },
        Route { "POST", "/sign-out", Permission::Anyone, &Portal::sign_out },
        Route { "POST", "/language", Permission::Anyone, &Portal::choose_language },
    };
    return table;
}

Portal::Portal(CorePort& core, net::Loop& loop, Pages pages, PortalOptions options)
    : core_(core)
    , loop_(loop)
    , pages_(std::make_shared<Pages const>(std::move(pages)))
    , options_(std::move(options))
    , windows_(std::make_shared<TalkWindows>(core, loop, pages_))
{
    core_.subscribe([windows = windows_, &core = core_](std::span<hotline::Notice const> notices) {
        windows->hear(notices);
        deliver_what_is_wished(core, notices);
    });
}

Portal::~Portal() = default;

void Portal::answer(net::Request const& request, net::Reply reply)
{
    if (request.path == "/healthz")
        return reply.send({ .headers = { { "content-type", "text/plain" } }, .body = "ok\n" });
    if (auto const file = file_of(request.path))
        return reply.send(with_headers({ .headers = { { "content-type", file->second } }, .body = pages_->file(file->first) }));
    if (auto const live = match("/talk/{reference}/live", request.path))
        return open_talk_socket(request, std::move(reply), live->front());
    auto const method = request.method == "HEAD" ? "GET" : request.method;
    for (auto const& route : routes()) {
        auto values = match(route.path, request.path);
        if (!values || route.method != method)
            continue;
        auto const visit = visit_of(request, reply, std::move(*values));
        if (!visit)
            return;
        return (this->*route.verb)(visit);
    }
    auto const visit = visit_of({ .method = "GET", .path = "/", .query = {}, .headers = request.headers, .body = {}, .source = 0 }, reply, {});
    send_missing(*visit);
}

/// The request as a visit; nothing once it was answered, because it is not from a page of ours.
Portal::Shown Portal::visit_of(net::Request const& request, net::Reply reply, std::vector<std::string> values) const
{
    auto const chosen = std::string(request.cookie(language_cookie));
    auto visit = std::make_shared<Visit>(Visit { .reply = std::move(reply),
        .language = pages_->speaks(chosen) ? chosen : pages_->language_for(request.header("accept-language")),
        .session = std::string(request.cookie(session_cookie)),
        .path = our_path(request.path),
        .values = std::move(values) });
    visit->wants_json = request.header("accept") == "application/json";
    visit->query = read_form(request.query).value_or(Form {});
    if (request.method != "POST")
        return visit;
    auto form = read_form(request.body);
    if (!is_our_origin(request, options_.allowed_origin) || !form) {
        send_fault(*visit, nullptr, { Fault::Invalid, "this form does not come from a page of ours" });
        return nullptr;
    }
    visit->form = std::move(*form);
    return visit;
}

Frame Portal::frame_of(Visit const& visit, Who const* who) const
{
    auto const said = visit.query.find("said");
    return { .language = visit.language,
        .here = visit.path,
        .token = form_token(visit.session),
        .whose = who ? who->name : "",
        .line = options_.line,
        .now = who ? who->now : Time {},
        .note = said == visit.query.end() ? "" : said->second };
}

void Portal::send_page(Visit const& visit, int status, std::string html) const
{
    visit.reply.send(with_headers({ .status = status,
        .headers = { { "content-type", "text/html; charset=utf-8" } },
        .body = std::move(html) }));
}

void Portal::send_missing(Visit const& visit) const
{
    // The same page whoever asks and whatever the address was: nothing tells that it exists.
    send_page(visit, 404, missing_page(*pages_, { .language = visit.language, .here = "/", .token = form_token(visit.session) }));
}

void Portal::send_sign_in(Visit const& visit, std::string const& note, bool wrong) const
{
    auto frame = frame_of(visit);
    frame.token.clear();
    // After a wrong try the next right one still leads where the first was to lead.
    if (frame.here == "/sign-in")
        frame.here = our_path(visit.field("back"));
    if (!note.empty()) {
        frame.note = note;
        frame.note_is_wrong = wrong;
    }
    send_page(visit, wrong ? 403 : 200, sign_in_page(*pages_, frame));
}

void Portal::send_fault(Visit const& visit, Who const* who, Error error) const
{
    if (error.fault == Fault::NotFound || error.fault == Fault::NotAllowed)
        return send_missing(visit);
    auto const frame = frame_of(visit, who);
    switch (error.fault) {
    case Fault::Busy:
        return send_page(visit, 503, trouble_page(*pages_, frame, "trouble.busy"));
    case Fault::Conflict:
        return send_page(visit, 409, trouble_page(*pages_, frame, "answer.late"));
    case Fault::Invalid:
        return send_page(visit, 400, trouble_page(*pages_, frame, "trouble.invalid"));
    case Fault::NotFound:
    case Fault::NotAllowed:
    case Fault::Broken:
        break;
    }
    send_page(visit, 500, trouble_page(*pages_, frame, "trouble.broken"));
}

/// After a form: the page again, by GET, so that a reload repeats nothing.
void Portal::lead_to(Visit const& visit, std::string const& path, std::optional<net::Header> set_cookie) const
{
    net::Response response { .status = 303, .headers = { { "location", path } } };
    if (set_cookie)
        response.headers.push_back(*set_cookie);
    visit.reply.send(with_headers(std::move(response)));
}

void Portal::open_talk_socket(net::Request const& request, net::Reply reply, std::string reference) const
{
    auto const visit = visit_of({ .method = "GET", .path = request.path, .query = request.query, .headers = request.headers, .body = {}, .source = 0 }, reply, {});
    if (!is_our_origin(request, options_.allowed_origin))
        return send_missing(*visit);
    windows_->open(std::move(reply), { .reference = std::move(reference),
                                         .session = visit->session,
                                         .language = visit->language,
                                         .after = visit->query.contains("after") ? std::atoll(visit->query.at("after").c_str()) : 0 });
}

} // namespace reachline::edges::partners
