#include "edges/site/site.hpp"

#include "base/text.hpp"
#include "edges/site/inside.hpp"
#include "hotline/calls/trunks/trunks.hpp"
#include "hotline/desk/desk.hpp"

#include <algorithm>
#include <array>

namespace reachline::edges::site {

using hotline::World;

namespace {

constexpr milliseconds line_beat { 60'000 };
constexpr milliseconds settle_after { 50 };
constexpr milliseconds lane_step { 50 };
constexpr milliseconds lane_patience { 15'000 };
constexpr milliseconds wait_is_fresh { 2'000 };

constexpr std::string_view permissions_policy =
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), "
    "encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), "
    "identity-credentials-get=(), idle-detection=(), local-fonts=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), "
    "screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

/// Scheme and host of an address.
std::string origin_of(std::string_view address)
{
    auto const host = address.find("://");
    auto const path = host == address.npos ? address.npos : address.find('/', host + 3);
    return std::string(address.substr(0, path));
}

/// A form may be sent to us, and quick exit is a form whose answer leads to the exit site. Browsers
/// hold redirects of that site against the policy too, so its neighbours with and without "www."
/// are named as well: quick exit must never be the thing that is blocked.
std::string policy_for(std::string const& exit_site)
{
    auto const origin = origin_of(exit_site);
    auto const scheme_end = origin.find("://");
    std::string exits = origin;
    if (scheme_end != origin.npos) {
        auto host = origin.substr(scheme_end + 3);
        if (host.starts_with("www."))
            host = host.substr(4);
        exits += " https://" + host + " https://*." + host;
    }
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
           "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
        + exits;
}

struct StaticFile {
    std::string_view path;
    std::string_view file;
    std::string_view type;
};
constexpr std::array<StaticFile, 5> static_files { {
    { "/style.css", "static/style.css", "text/css; charset=utf-8" },
    { "/page.js", "static/page.js", "text/javascript; charset=utf-8" },
    { "/find.js", "static/find.js", "text/javascript; charset=utf-8" },
    { "/icon.svg", "static/icon.svg", "image/svg+xml" },
    { "/favicon.ico", "static/icon.svg", "image/svg+xml" },
} };

std::string_view content_of(std::string_view path)
{
    auto const files = embedded::site_files();
    auto const found = std::ranges::find(files, path, &embedded::File::path);
    return found == files.end() ? std::string_view {} : found->content;
}

net::Response plain(int status, std::string_view type, std::string_view body)
{
    return { .status = status,
        .headers = { { "content-type", std::string(type) }, { "cache-control", "no-store" },
            { "cross-origin-resource-policy", "same-origin" }, { "x-robots-tag", "noindex" } },
        .body = std::string(body) };
}

/// What the Enter key does on a page.
std::string_view usual_step(std::string_view at)
{
    if (at == "home" || at == "find")
        return "find";
    if (at == "back")
        return "back_open";
    if (at == "tip_start" || at == "tip_group")
        return "tip_next";
    if (at == "apply_group")
        return "apply_next";
    if (at == "chat")
        return "say";
    return at;
}

std::string step_of(Asked const& asked)
{
    if (asked.has("go"))
        return asked["go"];
    if (asked.has("again") && asked.has("then"))
        return asked["then"];
    for (std::string_view const named : { "reason", "service", "change", "from", "take", "drop",
             "sheet", "place_meant", "as_typed", "apply_change" })
        if (asked.has(named))
            return "by_" + std::string(named);
    return std::string(usual_step(asked["at"]));
}

} // namespace

Site::Inside::Inside(CorePort& core_port, net::Loop& its_loop, Clock const& its_clock, Random& dice,
    Lookups its_lookups)
    : core(core_port)
    , loop(its_loop)
    , clock(its_clock)
    , random(dice)
    , lookups(std::move(its_lookups))
    , tickets([&] {
        TicketOffice::Key key;
        dice.fill(key);
        return key;
    }())
    , guesses({ .of_a_source = 8, .in_all = 2'000 })
    , live(std::make_shared<Live>(core_port, its_loop))
{
}

Site::Site(std::unique_ptr<Inside> inside)
    : inside_(std::move(inside))
{
}

Site::~Site() = default;

Result<std::unique_ptr<Site>> Site::open(CorePort& core, net::Loop& loop, Clock const& clock,
    Random& random, Lookups lookups, Operator chosen, GuessingPace pace)
{
    auto inside = std::make_unique<Inside>(core, loop, clock, random, std::move(lookups));
    inside->words = TRY(Words::read(embedded::site_files()));
    inside->form = TRY(TipForm::read(embedded::site_files()));
    inside->application = TRY(apply::Form::read(embedded::site_files()));
    inside->brake = GuessingBrake(pace);
    inside->policy = policy_for(chosen.exit_site);
    inside->pages = TRY(Pages::open(embedded::site_files(), inside->words, std::move(chosen)));
    core.subscribe([live = inside->live](auto notices) { live->hear(notices); });
    core.subscribe([&told = *inside](auto notices) {
        using Kind = hotline::Notice::Kind;
        if (std::ranges::any_of(notices, [](hotline::Notice const& one) {
                return one.kind == Kind::AlarmRaised || one.kind == Kind::AlarmEnded;
            }))
            told.loop.post([&told] { told.look_at_trunks(); });
    });
    inside->loop.post([&told = *inside] { told.look_at_trunks(); });
    inside->beat();
    return std::unique_ptr<Site>(new Site(std::move(inside)));
}

void Site::Inside::beat()
{
    loop.after(line_beat, [this] {
        live->beat();
        beat();
    });
}

void Site::answer(net::Request const& request, net::Reply reply)
{
    if (request.path == "/live")
        return answer_live(*inside_, request, reply);
    bool const reads = request.method == "GET" || request.method == "HEAD";
    bool const posts = request.method == "POST" && request.path == "/";
    auto const visit = std::make_shared<Visit>(Visit { .asked = {},
        .language = &inside_->words.accepted(request.header("accept-language")),
        .source = request.source,
        .at = inside_->clock.now(),
        .reply = reply });
    if (!reads && !posts) {
        auto wrong = inside_->html(405,
            inside_->pages->show(
                inside_->frame(*visit, "wrong"), WrongPage { WrongPage::Kind::Method }));
        wrong.headers.push_back({ "allow", request.path == "/" ? "GET, HEAD, POST" : "GET, HEAD" });
        return reply.send(std::move(wrong));
    }
    if (posts) {
        visit->asked = Asked::read(request);
        return inside_->answer_post(visit);
    }
    // No term stays in an address: what came with one leads to the address without it.
    if (request.path == "/" && !request.query.empty())
        return reply.send({ .status = 303, .headers = { { "location", "/" } } });
    if (request.path == "/")
        return static_cast<void>(answer_plain(*inside_, visit, "home", Turn::Do));
    if (request.path == "/healthz")
        return inside_->answer_health(reply);
    if (request.path == "/robots.txt")
        return reply.send(
            plain(200, "text/plain; charset=utf-8", "User-agent: *\nAllow: /$\nDisallow: /\n"));
    for (auto const& file : static_files)
        if (file.path == request.path)
            return reply.send(plain(200, file.type, content_of(file.file)));
    inside_->show_wrong(*visit, WrongPage::Kind::NotFound);
}

void Site::Inside::answer_health(net::Reply const& reply)
{
    ask<int>([](World&) -> Result<int> { return 0; },
        [reply](Result<int> answered) {
            reply.send(plain(answered ? 200 : 503, "application/json",
                answered ? R"({"status":"ok"})" : R"({"status":"busy"})"));
        });
}

void Site::Inside::answer_post(VisitPtr const& visit)
{
    auto& asked = visit->asked;
    if (auto const* chosen = words.find(asked["language"]))
        visit->language = chosen;
    if (asked.damage() == Asked::Damage::Form)
        return show_wrong(*visit, WrongPage::Kind::Malformed, asked.longest());
    auto turn = Turn::Do;
    auto step = step_of(asked);
    if (auto const* chosen = words.find(asked["to"])) {
        visit->language = chosen;
        turn = Turn::ShowAgain;
        step = asked["at"];
    } else if (asked.damage() == Asked::Damage::Letters && step != "exit" && step != "came_in") {
        visit->problem = "wrong.letters.text";
        turn = Turn::ShowAgain;
        step = asked["at"];
    }
    if (answer_chat(*this, visit, step, turn) || answer_tip(*this, visit, step, turn)
        || answer_receipt(*this, visit, step, turn) || answer_directory(*this, visit, step, turn)
        || answer_apply(*this, visit, step, turn)        || answer_look(*this, visit, step, turn) || answer_plain(*this, visit, step, turn))
        return;
    answer_plain(*this, visit, "home", turn);
}

net::Response Site::refusal(int status) const
{
    auto const kind = status == 413 || status == 431 ? WrongPage::Kind::Large
        : status >= 500                              ? WrongPage::Kind::Busy
                                                     : WrongPage::Kind::Malformed;
    Frame const frame { .language = inside_->words.first(), .at = "wrong" };
    return inside_->html(status, inside_->pages->show(frame, WrongPage { .kind = kind }));
}

net::Response Site::Inside::html(int status, std::string page, Indexed indexed) const
{
    return { .status = status,
        .headers = { { "content-type", "text/html; charset=utf-8" },
            { "cache-control", "no-store" }, { "content-security-policy", policy },
            { "referrer-policy", "no-referrer" },
            { "permissions-policy", std::string(permissions_policy) },
            { "cross-origin-opener-policy", "same-origin" },
            { "cross-origin-resource-policy", "same-origin" }, { "x-frame-options", "DENY" },
            { "x-dns-prefetch-control", "off" },
            { "x-robots-tag", indexed == Indexed::Yes ? "noarchive" : "noindex" } },
        .body = std::move(page) };
}

Frame Site::Inside::frame(Visit const& visit, std::string at) const
{
    Frame frame { .language = *visit.language, .at = std::move(at), .problem = visit.problem };
    // Asked once is enough: who said that it is safe is not asked again on the way.
    if (visit.asked["safe"] == "yes")
        frame.state.push_back({ "safe", "yes" });
    frame.calls_may_fail = calls_may_fail;
    return frame;
}

void Site::Inside::show_wrong(Visit const& visit, WrongPage::Kind kind, std::string typed) const
{
    constexpr auto status_of = [](WrongPage::Kind wrong) {
        switch (wrong) {
        case WrongPage::Kind::Large:
            return 413;
        case WrongPage::Kind::Malformed:
            return 400;
        case WrongPage::Kind::Letters:
            return 400;
        case WrongPage::Kind::NotFound:
            return 404;
        case WrongPage::Kind::Method:
            return 405;
        case WrongPage::Kind::Gone:
            return 410;
        case WrongPage::Kind::Busy:
            return 503;
        case WrongPage::Kind::Broken:
            break;
        }
        return 500;
    };
    show(visit, frame(visit, "wrong"), WrongPage { kind, std::move(typed) }, status_of(kind));
}

void Site::Inside::show_wrong(Visit const& visit, Error const& error, std::string typed) const
{
    auto const kind = error.fault == Fault::Busy ? WrongPage::Kind::Busy
        : error.fault == Fault::NotFound         ? WrongPage::Kind::Gone
        : error.fault == Fault::Invalid          ? WrongPage::Kind::Malformed
                                                 : WrongPage::Kind::Broken;
    show_wrong(visit, kind, std::move(typed));
}

void Site::Inside::with_wait(std::function<void(Wait)> show)
{
    if (clock.now() - wait_told_at < wait_is_fresh)
        return show(wait_last_told);
    ask<Wait>(
        [](World& world) -> Result<Wait> {
            auto const place = TRY(hotline::desk::place_of_newcomer(world));
            return Wait { place.on_now, place.expected };
        },
        [this, show = std::move(show)](Result<Wait> told) {
            if (told) {
                wait_last_told = *told;
                wait_told_at = clock.now();
            }
            show(wait_last_told);
        },
        Urgency::Browse);
}

void Site::Inside::look_at_trunks()
{
    ask<bool>(
        [](World& world) { return hotline::calls::trunks::calls_may_fail(world.database); },
        [this](Result<bool> told) {
            if (told)
                calls_may_fail = *told;
        });
}

void Site::Inside::settle_soon()
{
    if (settles)
        return;
    settles = true;
    loop.after(settle_after, [this] {
        settles = false;
        edges::ask<int>(
            core,
            [](World& world) -> Result<int> {
                TRY(hotline::desk::settle(world));
                return 0;
            },
            [](Result<int>) {});
    });
}

void Site::Inside::in_fairness(VisitPtr const& visit, std::function<void()> go)
{
    if (openings.take(visit->source, clock.now()))
        return go();
    auto const ticket = tickets.is_good(visit->asked["ticket"], visit->source, clock.now())
        ? Turns::Ticket::Held
        : Turns::Ticket::None;
    auto const in_turn = [this, visit, go = std::move(go)] {
        if (clock.now() - visit->at < lane_patience)
            go();
        else
            show_moment(*visit);
    };
    if (!slow_lane.push(visit->source, ticket, in_turn))
        return show_moment(*visit);
    if (!lane_runs)
        serve_lane();
}

/// "One moment": everything that was asked stays in the page, and goes on by itself with scripts.
void Site::Inside::show_moment(Visit const& visit) const
{
    Frame held { .language = *visit.language, .at = visit.asked["at"], .problem = visit.problem };
    for (auto const& [name, value] : visit.asked.fields())
        if (name != "at" && name != "language" && name != "ticket" && name != "again"
            && name != "then")
            held.state.push_back({ name == "go" ? "then" : name, value });
    if (!visit.asked.has("go") && visit.asked.has("then"))
        held.state.push_back({ "then", visit.asked["then"] });
    auto const good = tickets.is_good(visit.asked["ticket"], visit.source, clock.now());
    held.state.push_back(
        { "ticket", good ? visit.asked["ticket"] : tickets.ticket(visit.source, clock.now()) });
    show(visit, held, MomentPage {});
}

void Site::Inside::serve_lane()
{
    auto next = slow_lane.pop();
    lane_runs = next.has_value();
    if (!next)
        return;
    // The next turn first: whatever becomes of this one, the lane goes on.
    loop.after(lane_step, [this] { serve_lane(); });
    (*next)();
}

} // namespace reachline::edges::site
