#pragma once

// The pages of the public site as values. Each struct below is one template in web/site/pages;
// Pages fills it. Whatever a person typed is escaped for the place it stands in by the template
// engine (decision page 0014), and no page needs a script.

#include "base/clock.hpp"
#include "edges/site/tip_form.hpp"
#include "edges/site/words.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reachline::edges::site {

/// What the operator of a hotline chooses.
struct Operator {
    std::string title = "Notes"; ///< of every page, in the history and on the tab
    std::string exit_site = "https://www.weather.gov/"; ///< where quick exit leads
    std::string call_number = "1-888-555-0100";
    std::string text_number = "555-0199";
};

/// A value that goes from page to page in the form itself: we keep no cookie and no session.
struct Field {
    std::string name;
    std::string value;
};

/// What every page has around it.
struct Frame {
    Language const& language;
    std::string at; ///< the page's own name, so that an answer knows what it answers
    std::vector<Field> state {};
    std::string token {}; ///< of an open chat: quick exit hides it
    std::string problem {}; ///< the name of a sentence, shown on top
    bool calls_may_fail = false; ///< a telephone line is down: the other ways in are named
};

/// How long somebody waits who comes now.
struct Wait {
    int on_now = 0;
    std::optional<seconds> expected {};
};

struct HomePage {
    Wait wait;
    std::string place {};
};
struct SafePage {
    std::string next; ///< where "it is safe" leads
};
struct UnsafePage { };
struct ReasonPage {
    std::string speak; ///< the language chosen for the chat
};

struct Bubble {
    enum class Side { You, Us, Partner, Note };
    Side side = Side::You;
    std::string text;
    Time at;
    std::int64_t position = 0;
};
struct ChatPage {
    enum class State { Waiting, Active, Closed, Abandoned, TipWaiting, TipActive, TipClosed };
    State state = State::Waiting;
    int ahead = 0; ///< how many stand before
    Wait wait {};
    Time now {};
    std::vector<Bubble> bubbles {};
    std::int64_t locked = 0; ///< words kept that cannot be shown now
    std::string receipt {}; ///< digits; empty when this window does not know them
    std::string draft {};
};
/// "Somebody came in": nothing here tells where the person was.
struct HiddenPage { };
struct EndedPage {
    std::string receipt;
};
/// Alike for everybody, whatever they agreed to and whether they did.
struct TakeBackPage { };
struct TakenBackPage { };
struct MomentPage {
    seconds again { 10 };
};
struct TextingPage { };
struct KeepPage { };
struct AnswersPage {
    bool led = false; ///< they asked to write with a question of this kind
};
struct StatusPage {
    Wait wait;
    Time now;
};
struct BackPage {
    std::string typed {};
};
struct WrongPage {
    enum class Kind { Large, Malformed, Letters, NotFound, Method, Gone, Busy, Broken };
    Kind kind = Kind::Broken;
    std::string typed {};
};

struct TipStartPage {
    TipForm const& form;
    std::string when;
};
struct TipUrgentPage {
    Wait wait;
};
struct TipGroupPage {
    TipForm const& form;
    std::size_t group;
    Answers const& answers;
};
struct TipReviewPage {
    TipForm const& form;
    Answers const& answers;
};
struct TipSentPage {
    std::string receipt;
};

struct Choice {
    std::string value;
    std::string label;
};
// The directory's pages stand in directory_pages.hpp.
struct FindPage;
struct ServicePage;
struct MinePage;
struct SheetPage;

// The pages of an application stand in apply/pages.hpp.
struct ApplyStartPage;
struct ApplyGroupPage;
struct ApplyReviewPage;
struct ApplySentPage;
struct ApplyStandingPage;

struct StatisticsTable {
    std::string caption; ///< both said in the page's language
    std::string kind;
    struct Row {
        std::string label;
        std::optional<std::int64_t> count; ///< nothing: held back, it is small
    };
    std::vector<Row> rows;
};
struct StatisticsPage {
    std::string state; ///< empty: the whole country
    std::string sentence;
    std::string year {};
    std::vector<std::string> years {};
    bool made_up = false;
    std::vector<StatisticsTable> tables {};
    std::string as_of {}; ///< a day, "2026-11-23"; empty: nothing published yet
};

class Pages {
public:
    /// Reads the templates and joins them with the words. Invalid if a template does not parse or
    /// names a sentence that is not there.
    static Result<std::unique_ptr<Pages>> open(
        std::span<embedded::File const>, Words const&, Operator);
    ~Pages();

    std::string show(Frame const&, HomePage const&) const;
    std::string show(Frame const&, SafePage const&) const;
    std::string show(Frame const&, UnsafePage const&) const;
    std::string show(Frame const&, ReasonPage const&) const;
    std::string show(Frame const&, ChatPage const&) const;
    std::string show(Frame const&, HiddenPage const&) const;
    std::string show(Frame const&, EndedPage const&) const;
    std::string show(Frame const&, TakeBackPage const&) const;
    std::string show(Frame const&, TakenBackPage const&) const;
    std::string show(Frame const&, MomentPage const&) const;
    std::string show(Frame const&, TextingPage const&) const;
    std::string show(Frame const&, KeepPage const&) const;
    std::string show(Frame const&, AnswersPage const&) const;
    std::string show(Frame const&, StatusPage const&) const;
    std::string show(Frame const&, BackPage const&) const;
    std::string show(Frame const&, WrongPage const&) const;
    std::string show(Frame const&, TipStartPage const&) const;
    std::string show(Frame const&, TipUrgentPage const&) const;
    std::string show(Frame const&, TipGroupPage const&) const;
    std::string show(Frame const&, TipReviewPage const&) const;
    std::string show(Frame const&, TipSentPage const&) const;
    std::string show(Frame const&, FindPage const&) const;
    std::string show(Frame const&, ServicePage const&) const;
    std::string show(Frame const&, MinePage const&) const;
    std::string show(Frame const&, SheetPage const&) const;
    std::string show(Frame const&, ApplyStartPage const&) const;
    std::string show(Frame const&, ApplyGroupPage const&) const;
    std::string show(Frame const&, ApplyReviewPage const&) const;
    std::string show(Frame const&, ApplySentPage const&) const;
    std::string show(Frame const&, ApplyStandingPage const&) const;
    std::string show(Frame const&, StatisticsPage const&) const;

    Words const& words() const { return words_; }
    Operator const& chosen() const { return operator_; }

private:
    struct Inside;
    class Sheet;
    Pages(Words const&, Operator);
    std::string fill(Frame const&, std::string_view name, std::function<void(Sheet&)> const&) const;
    void fill_frame(Frame const&, Sheet& whole) const;

    Words const& words_;
    Operator operator_;
    std::unique_ptr<Inside> inside_;
};

std::string_view side_name(Bubble::Side);
/// "You are number 2 in line. It should take about 4 minutes."
std::string sentence_of(Language const&, ChatPage const&);
/// "wait about 2 minutes"
std::string sentence_of(Language const&, Wait const&);
/// "November 23, 2026", from "2026-11-23".
std::string date_in(Language const&, std::string_view day);
/// "4821 0937 5512 0043"
std::string spaced_receipt(std::string_view digits);

} // namespace reachline::edges::site
