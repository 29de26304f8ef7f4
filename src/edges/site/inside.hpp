#pragma once

// What the routes of the public site share. Everything here lives on the loop's thread, but `live`.

#include "edges/site/apply/pages.hpp"
#include "edges/site/asked.hpp"
#include "edges/site/directory_pages.hpp"
#include "edges/site/fairness.hpp"
#include "edges/site/live.hpp"
#include "edges/site/lookups.hpp"
#include "edges/site/site.hpp"
#include "edges/site/view.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace reachline::edges::site {

/// One request that is being answered.
struct Visit {
    Asked asked;
    Language const* language;
    Source source;
    Time at;
    net::Reply reply;
    std::string problem {}; ///< the name of a sentence that the next page shows on top
};
using VisitPtr = std::shared_ptr<Visit>;

struct Site::Inside {
    Inside(CorePort&, net::Loop&, Clock const&, Random&, Lookups);

    CorePort& core;
    net::Loop& loop;
    Clock const& clock;
    Random& random;
    Lookups lookups;
    Words words;
    TipForm form;
    apply::Form application {}; ///< to be listed
    std::unique_ptr<Pages> pages;
    std::string policy {}; ///< Content-Security-Policy

    Buckets openings;
    Turns slow_lane;
    TicketOffice tickets;
    GuessingBrake brake;
    Turns guesses;
    bool guess_runs = false;
    bool lane_runs = false;
    bool settles = false;
    std::shared_ptr<Live> live;

    Wait wait_last_told {};
    bool calls_may_fail = false;
    Time wait_told_at {};

    /// Runs `command` in the core and `answer` back on the loop.
    template <class T>
    void ask(std::function<Result<T>(hotline::World&)> command,
        std::function<void(Result<T>)> answer, Urgency urgency = Urgency::Talk)
    {
        edges::ask<T>(
            core, std::move(command),
            [&to = loop, answer = std::move(answer)](Result<T> result) {
                to.post(
                    [answer, result = std::move(result)]() mutable { answer(std::move(result)); });
            },
            urgency);
    }

    /// Runs `look` on a worker with a read-only connection and `answer` back on the loop.
    template <class T>
    void look(
        std::function<Result<T>(store::Database&)> look, std::function<void(Result<T>)> answer)
    {
        core.look([&to = loop, look = std::move(look), answer = std::move(answer)](
                      store::Database& database) {
            to.post([answer, found = look(database)]() mutable { answer(std::move(found)); });
        });
    }

    /// With what somebody who came now would wait; never later than the page itself.
    void with_wait(std::function<void(Wait)>);
    /// Lets this source open one more chat or tip: at once, in turn, or with "one moment".
    void in_fairness(VisitPtr const&, std::function<void()>);
    /// The desk looks at the line once for all who came within a moment.
    void settle_soon();
    std::string new_key() const { return random.hex(32); }

    Frame frame(Visit const&, std::string at) const;
    template <class Page>
    void show(Visit const& visit, Frame const& frame, Page const& page, int status = 200) const
    {
        visit.reply.send(html(status, pages->show(frame, page)));
    }
    template <class Page>
    void show(Visit const& visit, std::string at, Page const& page) const
    {
        show(visit, frame(visit, std::move(at)), page);
    }
    void show_wrong(Visit const&, WrongPage::Kind, std::string typed = {}) const;
    /// The conversation of a window that holds `token`.
    void show_chat(VisitPtr const&, View, std::string token, std::string problem = {}) const;
    void show_wrong(Visit const&, Error const&, std::string typed = {}) const;
    void show_moment(Visit const&) const;
    enum class Indexed { No, Yes };
    net::Response html(int status, std::string page, Indexed = Indexed::No) const;

    /// A telephone line went down or came back: the pages say so from now on.
    void look_at_trunks();
    void answer_post(VisitPtr const&);
    void answer_health(net::Reply const&);
    void serve_lane();
    void beat();
};

/// A switch of the language, or letters that arrived broken, show the page again and do nothing.
enum class Turn { Do, ShowAgain };

// The routes, by subject.

using Inside = Site::Inside;
bool answer_plain(Inside&, VisitPtr const&, std::string_view go, Turn);
bool answer_chat(Inside&, VisitPtr const&, std::string_view go, Turn);
bool answer_tip(Inside&, VisitPtr const&, std::string_view go, Turn);
bool answer_receipt(Inside&, VisitPtr const&, std::string_view go, Turn);
bool answer_apply(Inside&, VisitPtr const&, std::string_view go, Turn);
bool answer_directory(Inside&, VisitPtr const&, std::string_view go, Turn);
bool answer_look(Inside&, VisitPtr const&, std::string_view go, Turn);
/// The WebSocket of an open chat.
void answer_live(Inside&, net::Request const&, net::Reply const&);

/// Pages that other subjects lead to.
void show_tip_start(Inside&, VisitPtr const&);
void show_find(Inside&, VisitPtr const&);
void show_standing(Inside&, Visit const&, hotline::directory::applications::Standing const&,
    std::string number);

} // namespace reachline::edges::site
