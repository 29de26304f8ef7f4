#include "edges/partners/views.hpp"

#include "base/json_binding.hpp"
#include "edges/partners/page_parts.hpp"

namespace reachline::edges::partners {

namespace {

namespace transfer = steps::transfer;
using hotline::signals::Direction;

std::string needs_of(Pages const& pages, Frame const& frame, transfer::TransferRow const& row)
{
    std::string needs;
    for (auto const& need : row.needs)
        needs += (needs.empty() ? "" : ", ") + named(pages, frame, "need", need);
    return needs.empty() ? named(pages, frame, "need", "other") : needs;
}

bool is_talk(transfer::TransferRow const& row)
{
    return row.state == transfer::State::BroughtIn || row.state == transfer::State::Left;
}

/// The transfers that run now, or those that are still questions, under one heading.
void fill_transfers(Pages const& pages, Frame const& frame, Dictionary& content,
    std::vector<transfer::TransferRow> const& rows, bool talks)
{
    Dictionary* section = nullptr;
    for (auto const& row : rows) {
        if (is_talk(row) != talks)
            continue;
        if (!section)
            section = content.AddSectionDictionary(talks ? "TALKS" : "QUESTIONS");
        auto* const item = section->AddSectionDictionary(talks ? "TALK" : "QUESTION");
        set(*item, "REFERENCE", row.reference);
        set(*item, "NEEDS", needs_of(pages, frame, row));
        set(*item, "LOOK", row.state == transfer::State::Asked ? "waits" : "");
        set(*item, "STATE", named(pages, frame, "room.state", json::enum_name(row.state)));
        set_time(pages, frame, *item, row.asked_at);
    }
}

char const* look_of(steps::SharedState state)
{
    switch (state) {
    case steps::SharedState::Sent:
    case steps::SharedState::Acknowledged:
        return "waits";
    case steps::SharedState::Accepted:
        return "now";
    case steps::SharedState::Declined:
    case steps::SharedState::Done:
    case steps::SharedState::Ended:
        break;
    }
    return "";
}

void fill_shared_row(Pages const& pages, Frame const& frame, Dictionary& item, steps::SharedRow const& row)
{
    set(item, "REFERENCE", row.reference);
    set(item, "WHAT", named(pages, frame, "purpose", row.purpose));
    set(item, "LOOK", look_of(row.state));
    set(item, "STATE", named(pages, frame, "state", json::enum_name(row.state)));
    set_time(pages, frame, item, row.sent_at);
}

void fill_ending(Pages const& pages, Frame const& frame, Dictionary& content, steps::Ending ending)
{
    auto* const ended = content.AddSectionDictionary("ENDED");
    set(*ended, "HEADING", pages.word(frame.language, "shared.ended." + json::enum_name(ending)));
    auto const own_text = "shared.ended." + json::enum_name(ending) + ".text";
    set(*ended, "TEXT", pages.word(frame.language, pages.has_word(frame.language, own_text) ? own_text : "shared.ended.text"));
}

void fill_choices(Pages const& pages, Frame const& frame, Dictionary& section, char const* item, std::string const& list, std::vector<std::string> const& codes)
{
    for (auto const& code : codes) {
        auto* const choice = section.AddSectionDictionary(item);
        set(*choice, "CODE", code);
        set(*choice, "TITLE", named(pages, frame, list, code));
    }
}

void fill_answers(Pages const& pages, Frame const& frame, Dictionary& content, steps::SharedPage const& shared)
{
    bool const fresh = shared.row.state == steps::SharedState::Sent;
    if (!fresh && !shared.may_answer && shared.outcomes.empty())
        return;
    auto* const answer = content.AddSectionDictionary("ANSWER");
    if (fresh)
        answer->ShowSection("ACKNOWLEDGE");
    if (shared.may_answer) {
        auto* const take = answer->AddSectionDictionary("TAKE");
        bool const report = shared.row.purpose.ends_with("_report");
        set(*take, "ACCEPT", pages.word(frame.language, report ? "answer.accept.report" : "answer.accept"));
        fill_choices(pages, frame, *take, "REASON", "reason", shared.decline_reasons);
    }
    // What came of it is known later: not on the page that has just arrived.
    if (!fresh && !shared.outcomes.empty())
        fill_choices(pages, frame, *answer->AddSectionDictionary("OUTCOME"), "CHOICE", "outcome", shared.outcomes);
}

void fill_content(Pages const& pages, Frame const& frame, Dictionary& content, steps::SharedPage const& shared)
{
    if (!shared.readable) {
        auto* const ended = content.AddSectionDictionary("ENDED");
        set(*ended, "HEADING", pages.word(frame.language, "trouble.heading"));
        set(*ended, "TEXT", pages.word(frame.language, "shared.unreadable"));
        return;
    }
    auto* const open = content.AddSectionDictionary("CONTENT_OPEN");
    for (auto const& line : shared.lines) {
        auto* const item = open->AddSectionDictionary("LINE");
        set(*item, "TITLE", named(pages, frame, "field", line.field));
        set(*item, "VALUE", line.value);
    }
}

std::string side_of(Direction direction)
{
    switch (direction) {
    case Direction::FromPerson:
        return "them";
    case Direction::FromPartner:
        return "us";
    case Direction::FromStaff:
    case Direction::FromHotline:
        break;
    }
    return "advocate";
}

std::string sentence_of(Pages const& pages, std::string const& language, transfer::Talk const& talk)
{
    return pages.word(language, talk.advocate_present ? "talk.with_advocate" : "talk.alone");
}

} // namespace

std::string when(Pages const& pages, std::string_view language, Time at, Time now)
{
    bool const past = at <= now;
    auto const distance = past ? now - at : at - now;
    auto const say = [&](char const* unit, std::int64_t n) {
        return pages.word(language, std::string(past ? "past." : "future.") + unit + (n == 1 ? ".one" : ""), { { "n", std::to_string(n) } });
    };
    if (distance < minutes { 1 })
        return pages.word(language, "past.now");
    if (distance < hours { 1 })
        return say("minutes", std::chrono::floor<minutes>(distance).count());
    if (distance < hours { 48 })
        return say("hours", std::chrono::floor<hours>(distance).count());
    return say("days", std::chrono::floor<Days>(distance).count());
}

std::string sign_in_page(Pages const& pages, Frame const& frame)
{
    return page(pages, frame, "sign_in", [&](Dictionary& content) { set(content, "BACK", frame.here); });
}

std::string start_page(Pages const& pages, Frame const& frame) { return page(pages, frame, "start"); }

std::string enrol_page(Pages const& pages, Frame const& frame, Enrolling const& enrolling)
{
    std::string groups;
    for (std::size_t i = 0; i < enrolling.secret.size(); ++i)
        groups.append(i > 0 && i % 4 == 0 ? " " : "").push_back(enrolling.secret[i]);
    return page(pages, frame, "enrol", [&](Dictionary& content) {
        set(content, "WELCOME", pages.word(frame.language, "enrol.welcome", { { "name", enrolling.name } }));
        set(content, "INVITE", enrolling.invite);
        set(content, "NAME", enrolling.name);
        set(content, "SECRET_IN_GROUPS", groups);
    });
}

std::string waiting_page(Pages const& pages, Frame const& frame, Colleague const& one)
{
    return page(pages, frame, "waiting", [&](Dictionary& content) {
        set(content, "HEADING", pages.word(frame.language, "waiting.heading", { { "name", one.name } }));
        set(content, "CHECK_WORDS", one.check_words);
    });
}

std::string list_page(Pages const& pages, Frame const& frame, Inbox const& inbox)
{
    return page(pages, frame, "list", [&](Dictionary& content) {
        fill_transfers(pages, frame, content, inbox.transfers, true);
        fill_transfers(pages, frame, content, inbox.transfers, false);
        for (auto const& one : inbox.waiting) {
            auto* const item = content.AddSectionDictionary("WAITING");
            set(*item, "ACCOUNT", std::to_string(one.account));
            set(*item, "NAME", one.name);
            set(*item, "CHECK_WORDS", one.check_words);
            set(*item, "SAME", pages.word(frame.language, "colleague.same", { { "name", one.name } }));
        }
        for (auto const& row : inbox.shared)
            fill_shared_row(pages, frame, *content.AddSectionDictionary("SHARED"), row);
        if (inbox.shared.empty())
            content.ShowSection("EMPTY");
    });
}

std::string shared_page(Pages const& pages, Frame const& frame, steps::SharedPage const& shared)
{
    return page(pages, frame, "shared", [&](Dictionary& content) {
        fill_shared_row(pages, frame, content, shared.row);
        set(content, "BASIS", named(pages, frame, "basis", shared.basis));
        if (shared.row.ending) {
            fill_ending(pages, frame, content, *shared.row.ending);
            return;
        }
        if (shared.row.until)
            set_time(pages, frame, *content.AddSectionDictionary("UNTIL"), *shared.row.until);
        fill_content(pages, frame, content, shared);
        fill_answers(pages, frame, content, shared);
    });
}

std::string room_page(Pages const& pages, Frame const& frame, transfer::TransferRow const& row)
{
    return page(pages, frame, "room", [&](Dictionary& content) {
        set(content, "REFERENCE", row.reference);
        set(content, "NEEDS", needs_of(pages, frame, row));
        set(content, "SPOKEN", named(pages, frame, "spoken", row.language));
        set(content, "STATE", named(pages, frame, "room.state", json::enum_name(row.state)));
        set_time(pages, frame, content, row.asked_at);
        if (row.state == transfer::State::Asked)
            content.ShowSection("OPEN");
        if (is_talk(row))
            content.ShowSection("TALK");
    });
}

std::string talk_page(Pages const& pages, Frame const& frame, transfer::Talk const& talk, std::string const& key)
{
    return pages.expand(frame.language, "talk", [&](Dictionary& around, Dictionary& content) {
        fill_frame(pages, frame, around, content);
        around.ShowSection("SCRIPT");
        set(content, "REFERENCE", talk.row.reference);
        set(content, "SENTENCE", sentence_of(pages, frame.language, talk));
        for (auto const& message : talk.thread.messages) {
            if (!message.text)
                continue;
            auto* const item = content.AddSectionDictionary("MESSAGE");
            auto const side = side_of(message.direction);
            set(*item, "SIDE", side);
            set(*item, "POSITION", std::to_string(message.position));
            set(*item, "TEXT", message.text->seen_under(talk.thread.reading));
            set(*item, "WHO", pages.word(frame.language, "talk." + side));
            set_time(pages, frame, *item, message.at);
        }
        set(*content.AddSectionDictionary("WRITING"), "KEY", key);
    });
}

std::string talk_news(Pages const& pages, std::string const& language, transfer::Talk const& talk, std::int64_t after, Time now)
{
    json::Array messages;
    for (auto const& message : talk.thread.messages)
        if (message.text && message.position > after)
            messages.push_back(json::Object { { "position", message.position },
                { "side", side_of(message.direction) },
                { "text", message.text->seen_under(talk.thread.reading) },
                { "at", rfc3339(message.at) },
                { "when", when(pages, language, message.at, now) } });
    return json::text_of(json::Object { { "sentence", sentence_of(pages, language, talk) }, { "messages", std::move(messages) } });
}

std::string missing_page(Pages const& pages, Frame const& frame) { return page(pages, frame, "missing"); }

std::string trouble_page(Pages const& pages, Frame const& frame, std::string const& word)
{
    return page(pages, frame, "trouble", [&](Dictionary& content) {
        set(content, "TEXT", pages.word(frame.language, word));
    });
}

} // namespace reachline::edges::partners
