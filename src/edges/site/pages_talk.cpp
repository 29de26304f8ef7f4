// The pages around a talk: the way in, the chat, and what people ask first.

#include "edges/site/pages.hpp"
#include "edges/site/sheet.hpp"

namespace reachline::edges::site {

namespace {

std::int64_t minutes_in(seconds wait)
{
    return (wait.count() + 59) / 60;
}

/// The sentence `name`.short, .one or .many for a wait.
std::string waiting(Language const& language, std::string const& name, std::optional<seconds> wait)
{
    if (!wait)
        return std::string(language.say(name + ".unknown"));
    auto const minutes = minutes_in(*wait);
    if (wait->count() < 60)
        return std::string(language.say(name + ".short"));
    if (minutes == 1)
        return std::string(language.say(name + ".one"));
    return language.say(name + ".many", { { "minutes", counted(language, minutes) } });
}

std::string place_in_line(Language const& language, ChatPage const& chat)
{
    if (chat.wait.on_now == 0)
        return std::string(language.say("chat.nobody"));
    auto const place = chat.ahead == 0
        ? std::string(language.say("chat.next"))
        : language.say("chat.place", { { "place", counted(language, chat.ahead + 1) } });
    return place + " " + waiting(language, "chat.wait", chat.wait.expected) + " "
        + std::string(language.say("chat.write_now"));
}

std::string ago(Language const& language, Time at, Time now)
{
    auto const passed = std::chrono::floor<minutes>(now - at).count();
    if (passed < 1)
        return std::string(language.say("chat.ago.now"));
    if (passed == 1)
        return std::string(language.say("chat.ago.one"));
    if (passed < 60)
        return language.say("chat.ago.many", { { "minutes", std::to_string(passed) } });
    auto const passed_hours = passed / 60;
    if (passed_hours == 1)
        return std::string(language.say("chat.ago.hour"));
    if (passed_hours < 24)
        return language.say("chat.ago.hours", { { "hours", std::to_string(passed_hours) } });
    auto const days = passed_hours / 24;
    if (days == 1)
        return std::string(language.say("chat.ago.day"));
    return language.say("chat.ago.days", { { "days", std::to_string(days) } });
}

bool is_tip(ChatPage::State state)
{
    return state == ChatPage::State::TipWaiting || state == ChatPage::State::TipActive
        || state == ChatPage::State::TipClosed;
}

std::string_view kind_name(WrongPage::Kind kind)
{
    switch (kind) {
    case WrongPage::Kind::Large:
        return "large";
    case WrongPage::Kind::Malformed:
        return "malformed";
    case WrongPage::Kind::Letters:
        return "letters";
    case WrongPage::Kind::NotFound:
        return "not_found";
    case WrongPage::Kind::Method:
        return "method";
    case WrongPage::Kind::Gone:
        return "gone";
    case WrongPage::Kind::Busy:
        return "busy";
    case WrongPage::Kind::Broken:
        break;
    }
    return "broken";
}

constexpr std::string_view asked_often[] { "trafficking", "who", "police", "papers", "cost",
    "what_happens", "signs", "help", "research", "training" };

} // namespace

std::string_view side_name(Bubble::Side side)
{
    switch (side) {
    case Bubble::Side::You:
        return "you";
    case Bubble::Side::Us:
        return "us";
    case Bubble::Side::Partner:
        return "partner";
    case Bubble::Side::Note:
        break;
    }
    return "note";
}

std::string sentence_of(Language const& language, Wait const& wait)
{
    if (wait.on_now == 0)
        return std::string(language.say("wait.nobody"));
    if (wait.expected && wait.expected->count() == 0)
        return std::string(language.say("wait.none"));
    return waiting(language, "wait", wait.expected);
}

std::string sentence_of(Language const& language, ChatPage const& chat)
{
    switch (chat.state) {
    case ChatPage::State::Waiting:
        return place_in_line(language, chat);
    case ChatPage::State::Active:
        return std::string(language.say("chat.active"));
    case ChatPage::State::Closed:
        return std::string(language.say("chat.closed"));
    case ChatPage::State::Abandoned:
        return std::string(language.say("chat.abandoned"));
    case ChatPage::State::TipWaiting:
        return std::string(language.say("chat.tip.waiting"));
    case ChatPage::State::TipActive:
        return std::string(language.say("chat.tip.active"));
    case ChatPage::State::TipClosed:
        break;
    }
    return std::string(language.say("chat.tip.closed"));
}

std::string Pages::show(Frame const& frame, HomePage const& page) const
{
    return fill(frame, "home", [&](Sheet& sheet) {
        // Nobody is sent to a line that may be dead.
        bool const call_first = page.wait.on_now == 0 && !frame.calls_may_fail;
        auto ways = sheet.section(call_first ? "CALL_FIRST" : "CHAT_FIRST");
        ways.set("CALL_DETAIL",
            std::string(frame.language.say(frame.calls_may_fail ? "home.call.fail" : "home.call.detail")));
        ways.set("WAIT", sentence_of(frame.language, page.wait));
        sheet.set("PLACE", page.place);
    });
}

std::string Pages::show(Frame const& frame, SafePage const& page) const
{
    return fill(frame, "safe", [&](Sheet& sheet) { sheet.set("NEXT", page.next); });
}

std::string Pages::show(Frame const& frame, UnsafePage const&) const
{
    return fill(frame, "unsafe", [](Sheet&) {});
}

std::string Pages::show(Frame const& frame, ReasonPage const& page) const
{
    return fill(frame, "reason", [&](Sheet& sheet) {
        for (auto const& language : words_.languages())
            sheet.section("SPOKEN")
                .set("CODE", language.code())
                .set("NAME", language.name())
                .show_if(language.code() == page.speak, "CHOSEN");
    });
}

std::string Pages::show(Frame const& frame, ChatPage const& page) const
{
    auto const& language = frame.language;
    return fill(frame, "chat", [&](Sheet& sheet) {
        sheet.say("HEADING", is_tip(page.state) ? "chat.heading.tip" : "chat.heading")
            .set("SENTENCE", sentence_of(language, page))
            .set("DRAFT", page.draft)
            .show_if(!is_tip(page.state), "LIVE");
        if (!page.receipt.empty())
            sheet.section("RECEIPT").set("DIGITS", spaced_receipt(page.receipt));
        if (page.locked != 0)
            sheet.section("LOCKED").set("LOCKED_TEXT",
                page.locked == 1 ? std::string(language.say("chat.locked.one"))
                                 : language.say("chat.locked.many",
                                     { { "count", counted(language, page.locked) } }));
        for (auto const& bubble : page.bubbles)
            sheet.section("MESSAGE")
                .set("SIDE", side_name(bubble.side))
                .set("POSITION", std::to_string(bubble.position))
                .set("TEXT", bubble.text)
                .say("WHO", "chat." + std::string(side_name(bubble.side)))
                .set("AT", rfc3339(bubble.at))
                .set("AGO", ago(language, bubble.at, page.now));
    });
}

std::string Pages::show(Frame const& frame, HiddenPage const&) const
{
    return fill(frame, "hidden", [](Sheet&) {});
}

std::string Pages::show(Frame const& frame, EndedPage const& page) const
{
    return fill(frame, "ended", [&](Sheet& sheet) {
        if (!page.receipt.empty())
            sheet.section("RECEIPT").set("DIGITS", spaced_receipt(page.receipt));
    });
}

std::string Pages::show(Frame const& frame, TakeBackPage const&) const
{
    return fill(frame, "take_back", [](Sheet&) {});
}

std::string Pages::show(Frame const& frame, TakenBackPage const&) const
{
    return fill(frame, "taken_back", [](Sheet&) {});
}

std::string Pages::show(Frame const& frame, MomentPage const& page) const
{
    return fill(frame, "moment",
        [&](Sheet& sheet) { sheet.set("SECONDS", std::to_string(page.again.count())); });
}

std::string Pages::show(Frame const& frame, TextingPage const&) const
{
    return fill(frame, "texting", [](Sheet&) {});
}

std::string Pages::show(Frame const& frame, KeepPage const&) const
{
    return fill(frame, "keep", [](Sheet&) {});
}

std::string Pages::show(Frame const& frame, AnswersPage const& page) const
{
    return fill(frame, "answers", [&](Sheet& sheet) {
        sheet.show_if(page.led, "LED");
        for (auto const name : asked_often)
            sheet.section("ANSWER")
                .say("QUESTION", "answers.q." + std::string(name))
                .say("ANSWER_TEXT", "answers.a." + std::string(name));
    });
}

std::string Pages::show(Frame const& frame, StatusPage const& page) const
{
    auto const& language = frame.language;
    return fill(frame, "status", [&](Sheet& sheet) {
        sheet
            .say("SENTENCE",
                frame.calls_may_fail      ? "status.calls"
                    : page.wait.on_now == 0 ? "status.nobody"
                                            : "status.good")
            .set("AS_OF",
                language.say("status.as_of", { { "time", rfc3339(page.now).substr(11, 5) } }));
        sheet.section("ROW").say("WAY", "status.chat").set("NOW", sentence_of(language, page.wait));
        sheet.section("ROW").say("WAY", "status.tip").say("NOW", "status.tip.now");
        sheet.section("ROW")
            .say("WAY", "status.call")
            .set("NOW",
                language.say(frame.calls_may_fail ? "status.call.fail" : "status.call.now",
                    { { "call_number", operator_.call_number } }));
        sheet.section("ROW")
            .say("WAY", "status.text")
            .set("NOW",
                language.say("status.text.now", { { "text_number", operator_.text_number } }));
    });
}

std::string Pages::show(Frame const& frame, BackPage const& page) const
{
    return fill(frame, "back", [&](Sheet& sheet) { sheet.set("NUMBER", page.typed); });
}

std::string Pages::show(Frame const& frame, WrongPage const& page) const
{
    auto const name = "wrong." + std::string(kind_name(page.kind));
    return fill(frame, "wrong", [&](Sheet& sheet) {
        sheet.say("HEADING", name).say("TEXT", name + ".text");
        if (!page.typed.empty())
            sheet.section("TYPED").set("TYPED_TEXT", page.typed);
    });
}

} // namespace reachline::edges::site
