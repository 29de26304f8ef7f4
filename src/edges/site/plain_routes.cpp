// The pages that only tell: the start, "is it safe", what we keep, answers, the state of things.
// And the way out.

#include "edges/site/inside.hpp"

#include "crypto/token.hpp"

namespace reachline::edges::site {

namespace signals = hotline::signals;
using hotline::World;

namespace {

bool is_safe(Visit const& visit)
{
    return visit.asked["safe"] == "yes";
}

void show_home(Inside& inside, VisitPtr const& visit)
{
    inside.with_wait([&inside, visit](Wait wait) {
        auto const page = inside.pages->show(inside.frame(*visit, "home"),
            HomePage { .wait = wait, .place = visit->asked["place"] });
        visit->reply.send(inside.html(200, page, Inside::Indexed::Yes));
    });
}

void show_safe(Inside& inside, Visit const& visit, std::string next)
{
    auto frame = inside.frame(visit, "safe");
    frame.state = { { "next", next }, { "safe", "yes" } };
    inside.show(visit, frame, SafePage { std::move(next) });
}

void show_reason(Inside& inside, Visit const& visit)
{
    auto frame = inside.frame(visit, "reason");
    frame.state.push_back({ "key", inside.new_key() });
    auto const* speak = inside.words.find(visit.asked["speak"]);
    inside.show(visit, frame, ReasonPage { speak ? speak->code() : visit.language->code() });
}

void show_answers(Inside& inside, Visit const& visit)
{
    bool const led = visit.asked["reason"] == "question" || visit.asked["led"] == "yes";
    auto frame = inside.frame(visit, "answers");
    frame.state.push_back({ "key", inside.new_key() });
    frame.state.push_back({ "speak", visit.asked["speak"] });
    if (led)
        frame.state.push_back({ "led", "yes" });
    inside.show(visit, frame, AnswersPage { led });
}

void show_status(Inside& inside, VisitPtr const& visit)
{
    inside.with_wait([&inside, visit](Wait wait) {
        inside.show(*visit, "status", StatusPage { wait, inside.clock.now() });
    });
}

/// The window closes at once; the conversation is hidden behind it and opens by its receipt alone.
void leave(Inside& inside, Visit const& visit)
{
    if (auto const& token = visit.asked["token"]; token.size() == crypto::token_digits)
        edges::ask<int>(
            inside.core,
            [token](World& world) -> Result<int> {
                auto const signal = TRY(signals::find_by_token(world, token));
                TRY(signals::hide(world, signal.id));
                return 0;
            },
            [](Result<int>) {});
    // A script that has left already wants no page, and no redirect to follow.
    bool const quiet = visit.asked["quiet"] == "1";
    net::Response gone { .status = quiet ? 204 : 303,
        .headers = { { "clear-site-data", "\"*\"" }, { "cache-control", "no-store" },
            { "referrer-policy", "no-referrer" } } };
    if (!quiet)
        gone.headers.push_back({ "location", inside.pages->chosen().exit_site });
    visit.reply.send(std::move(gone));
}

} // namespace

bool answer_plain(Inside& inside, VisitPtr const& visit, std::string_view go, Turn)
{
    if (go == "exit")
        leave(inside, *visit);
    else if (go == "home")
        show_home(inside, visit);
    else if (go == "safe" || go == "safe_tip")
        show_safe(inside, *visit,
            go == "safe_tip" || visit->asked["next"] == "tip_start" ? "tip_start" : "reason");
    else if (go == "unsafe")
        inside.show(*visit, "unsafe", UnsafePage {});
    else if (go == "chat")
        is_safe(*visit) ? show_reason(inside, *visit) : show_safe(inside, *visit, "reason");
    else if (go == "tip")
        is_safe(*visit) ? show_tip_start(inside, visit) : show_safe(inside, *visit, "tip_start");
    else if (go == "reason")
        show_reason(inside, *visit);
    else if (go == "by_reason" && visit->asked["reason"] == "report")
        show_tip_start(inside, visit);
    else if (go == "by_reason" && visit->asked["reason"] == "find")
        show_find(inside, visit);
    else if (go == "answers" || (go == "by_reason" && visit->asked["reason"] == "question"))
        show_answers(inside, *visit);
    else if (go == "texting")
        inside.show(*visit, "texting", TextingPage {});
    else if (go == "keep")
        inside.show(*visit, "keep", KeepPage {});
    else if (go == "status")
        show_status(inside, visit);
    else if (go == "ended")
        inside.show(*visit, "ended", EndedPage {});
    else
        return false;
    return true;
}

} // namespace reachline::edges::site
