// The chat without scripts: each step is a post, and "see if there is an answer" waits a little for
// one to come.

#include "edges/site/inside.hpp"

#include "base/text.hpp"
#include "crypto/receipt.hpp"
#include "edges/post_key.hpp"
#include "hotline/steps/steps.hpp"

#include <charconv>

namespace reachline::edges::site {

namespace signals = hotline::signals;
using hotline::World;

namespace {

constexpr milliseconds look_patience { 20'000 };

std::int64_t number_in(std::string_view text)
{
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// A fresh key for the next words, so that sending them twice keeps them once.
Field key_field(Inside const& inside)
{
    return { "key", inside.new_key() };
}

/// The receipt that this window was given, if it is one: it goes along in the page and nowhere
/// else.
std::string receipt_in(Visit const& visit)
{
    auto const digits = digits_of(visit.asked["receipt"]);
    return digits.size() == crypto::receipt_digits ? digits : std::string();
}

/// A window whose conversation was hidden tells nothing, not even that there was one: whoever goes
/// back in the history after a quick exit and sends the page again gets this.
void show_nothing(Inside const& inside, Visit const& visit)
{
    inside.show(visit, "hidden", HiddenPage {});
}

void open_chat(Inside& inside, VisitPtr const& visit)
{
    auto const* speak = inside.words.find(visit->asked["speak"]);
    auto const token = visit->asked["key"].size() == 64 ? visit->asked["key"] : inside.new_key();
    signals::NewSignal wish { .token = token,
        .channel = signals::Channel::Webchat,
        .language = (speak ? speak : visit->language)->code(),
        .reason = visit->asked["reason"] == "still" ? signals::Reason::GeneralInformation
                                                    : signals::Reason::Unknown,
        .safety = signals::Safety::Safe };
    if (speak)
        visit->language = speak;
    struct Begun {
        std::string receipt;
        View view;
    };
    inside.ask<Begun>(
        [wish](World& world) -> Result<Begun> {
            auto opened = TRY(signals::open(world, wish));
            return Begun
            {
                std::move(opened.receipt), TRY(view_of(world, TRY(signals::find(world, opened.id))))
            };
        },
        [&inside, visit, token](Result<Begun> begun) {
            if (!begun && begun.error().fault == Fault::NotFound)
                return show_nothing(inside, *visit);
            if (!begun)
                return inside.show_wrong(*visit, begun.error());
            inside.settle_soon();
            begun->view.page.receipt = begun->receipt;
            inside.show_chat(visit, std::move(begun->view), token);
        });
}

void show_again(Inside& inside, VisitPtr const& visit, std::string problem = {})
{
    auto const token = visit->asked["token"];
    inside.ask<View>(
        [token](World& world) -> Result<View> {
            return view_of(world, TRY(signals::find_by_token(world, token)));
        },
        [&inside, visit, token, problem](Result<View> view) {
            if (!view && view.error().fault == Fault::NotFound)
                return show_nothing(inside, *visit);
            if (!view)
                return inside.show_wrong(*visit, view.error(), visit->asked["say"]);
            view->page.draft = visit->asked["say"];
            inside.show_chat(visit, std::move(*view), token, problem);
        });
}

void say(Inside& inside, VisitPtr const& visit)
{
    auto const& words = visit->asked["say"];
    if (trimmed(words).empty())
        return show_again(inside, visit, "chat.problem.empty");
    if (words.size() > signals::message_limit)
        return show_again(inside, visit, "chat.problem.long");
    auto const token = visit->asked["token"];
    auto const key = visit->asked["key"].empty() ? inside.new_key() : kept_key(visit->asked["key"]);
    inside.ask<View>(
        [token, key, words](World& world) -> Result<View> {
            auto const signal = TRY(signals::find_by_token(world, token));
            TRY(signals::write_from_person(world, signal.id, words, key));
            return view_of(world, TRY(signals::find(world, signal.id)));
        },
        [&inside, visit, token](Result<View> view) {
            if (!view)
                return show_again(inside, visit, "chat.problem.unsent");
            inside.settle_soon();
            inside.show_chat(visit, std::move(*view), token);
        });
}

/// Answers when there is something new, or after a while with what there is.
void look(Inside& inside, VisitPtr const& visit)
{
    auto const token = visit->asked["token"];
    auto const seen = number_in(visit->asked["seen"]);
    auto const stood = visit->asked["stood"];
    inside.ask<View>(
        [token](World& world) -> Result<View> {
            auto const signal = TRY(signals::find_by_token(world, token));
            TRY(signals::heard_from(world, signal.id));
            return view_of(world, signal);
        },
        [&inside, visit, token, seen, stood](Result<View> view) {
            bool const news = !view || view->row.messages > seen
                || stood != std::to_string(static_cast<int>(view->page.state));
            if (news)
                return show_again(inside, visit);
            inside.live->wait(
                view->row.id, look_patience, [&inside, visit] { show_again(inside, visit); });
        });
}

/// The page turns at once; that it was kept is not waited for. A wrong window gets the same page.
void somebody_came_in(Inside& inside, Visit const& visit)
{
    edges::ask<int>(
        inside.core,
        [token = visit.asked["token"]](World& world) -> Result<int> {
            auto const signal = TRY(signals::find_by_token(world, token));
            TRY(signals::hide(world, signal.id));
            return 0;
        },
        [](Result<int>) {});
    inside.show(visit, "hidden", HiddenPage {});
}

void end(Inside& inside, VisitPtr const& visit)
{
    inside.ask<int>(
        [token = visit->asked["token"]](World& world) -> Result<int> {
            auto const signal = TRY(signals::find_by_token(world, token));
            TRY(signals::leave(world, signal.id));
            return 0;
        },
        [&inside, visit](Result<int> left) {
            if (!left && left.error().fault == Fault::NotFound)
                return show_nothing(inside, *visit);
            if (!left)
                return show_again(inside, visit, "chat.problem.unsent");
            inside.show(*visit, "ended", EndedPage { receipt_in(*visit) });
        });
}

/// A page about the conversation of this window: from it one can go back, and quick exit hides it.
template <class Page>
void show_beside(Inside const& inside, Visit const& visit, std::string at, Page const& page, std::string problem = {})
{
    auto framed = inside.frame(visit, std::move(at));
    auto const token = visit.asked["token"];
    framed.state = { { "token", token }, { "safe", "yes" }, { "receipt", receipt_in(visit) } };
    framed.token = token;
    framed.problem = std::move(problem);
    inside.show(visit, framed, page);
}

/// Nobody is asked who they are but by their window or their number, and nothing is told of what
/// there was: the page is the same for somebody who agreed to nothing.
void take_back(Inside& inside, VisitPtr const& visit)
{
    inside.ask<int>(
        [token = visit->asked["token"]](World& world) -> Result<int> {
            auto const signal = TRY(signals::find_by_token(world, token));
            TRY(hotline::steps::take_back(world, signal.id));
            return 0;
        },
        [&inside, visit](Result<int> taken) {
            if (!taken && taken.error().fault == Fault::NotFound)
                return show_nothing(inside, *visit);
            if (!taken)
                return show_beside(inside, *visit, "take_back", TakeBackPage {}, "take_back.unsent");
            show_beside(inside, *visit, "taken_back", TakenBackPage {});
        });
}

} // namespace

void Site::Inside::show_chat(
    VisitPtr const& visit, View view, std::string token, std::string problem) const
{
    if (view.page.receipt.empty())
        view.page.receipt = receipt_in(*visit);
    auto framed = frame(*visit, "chat");
    framed.state = { { "token", token }, key_field(*this), { "safe", "yes" },
        { "receipt", view.page.receipt }, { "seen", std::to_string(view.row.messages) },
        { "stood", std::to_string(static_cast<int>(view.page.state)) } };
    framed.token = std::move(token);
    if (!problem.empty())
        framed.problem = std::move(problem);
    show(*visit, framed, view.page);
}

bool answer_chat(Inside& inside, VisitPtr const& visit, std::string_view go, Turn turn)
{
    auto const& reason = visit->asked["reason"];
    if (go == "by_reason" && (reason == "talk" || reason == "still"))
        inside.in_fairness(visit, [&inside, visit] { open_chat(inside, visit); });
    else if (go == "chat" && turn == Turn::ShowAgain)
        show_again(inside, visit);
    else if (go == "say")
        say(inside, visit);
    else if (go == "look")
        look(inside, visit);
    else if (go == "came_in")
        somebody_came_in(inside, *visit);
    else if (go == "end")
        end(inside, visit);
    else if (go == "take_back_all" && turn == Turn::Do)
        take_back(inside, visit);
    else if (go == "take_back" || go == "take_back_all")
        show_beside(inside, *visit, "take_back", TakeBackPage {});
    else if (go == "taken_back")
        show_beside(inside, *visit, "taken_back", TakenBackPage {});
    else
        return false;
    return true;
}

} // namespace reachline::edges::site
