#pragma once

// The desk gets every signal to an advocate.
//
// `plan()` is a pure state machine: it looks at who is on and who waits, and says what to do: offer,
// withdraw, ring everybody, raise or end the alarm. The verbs below keep its rows and carry out its
// plan after every change and on every beat. Order of the line: class, then waiting time. Order of
// the advocates: those who speak the language and are free, longest idle first; 20 s an offer, then
// the next, then everybody at once. Nobody on shift is an alarm, not a loop.

#include "hotline/desk/alarms.hpp"
#include "hotline/signals/signals.hpp"

#include <boost/describe/enum.hpp>

#include <unordered_map>

namespace reachline::hotline {

struct Offer;

namespace desk {

enum class Presence { On, Away, Off };
BOOST_DESCRIBE_ENUM(Presence, On, Away, Off)

struct Rules {
    milliseconds offer_time = seconds(20);
    milliseconds ring_again = seconds(90); ///< who let an offer pass is asked again after this
    milliseconds unseen_is_away = seconds(45); ///< a console that says nothing: a closed tab, a lost network
    milliseconds handler_grace = seconds(60); ///< then a talk whose advocate is gone stands in line again
    milliseconds silent_in_line = minutes(15); ///< a window in line that says nothing has been closed
    milliseconds rest = minutes(5);
    int talks_at_once = 3; ///< chats and texts that one advocate may hold
};

// The pure part.

struct Advocate {
    Id<Account> account;
    std::vector<std::string> languages;
    Time idle_since;
    int talks = 0; ///< active chats, texts, calls
    bool in_call = false; ///< a voice leaves no room for anything else
    bool may_be_offered = false; ///< on, seen, not resting, no open offer
};

struct Waiting {
    Id<Signal> signal;
    signals::Class line_class {};
    std::string language;
    Time since;
    std::vector<Id<Account>> tried; ///< in this round
    bool rung_everybody = false;
    std::vector<Id<Account>> open_offers; ///< still running
};

struct Plan {
    struct Offering {
        Id<Signal> signal;
        Id<Account> account;
        bool to_everybody = false;
        bool operator==(Offering const&) const = default;
    };
    std::vector<Offering> offers;
    std::vector<Id<Signal>> rung_out; ///< everybody was tried and nobody answered
    bool nobody_on_shift = false;
    bool operator==(Plan const&) const = default;
};

/// `waiting` in the order of the line.
Plan plan(std::vector<Waiting> const& waiting, std::vector<Advocate> advocates, Rules const&);

/// The language became known after the offer was made: whose offer of it ends, for somebody who speaks
/// it. An offer stays with who speaks the language, where nobody who could be asked next does, and while
/// everybody is rung: then whoever is first answers.
std::vector<Id<Account>> who_makes_room(
    Waiting const&, std::vector<Advocate> const& advocates, Rules const&);

// The verbs.

struct OfferRow {
    Id<Offer> id;
    Id<Signal> signal;
    Id<Account> account;
    Time until;
    bool to_everybody = false;
};

struct PresenceRow {
    Id<Account> account;
    std::string name;
    std::string languages;
    Presence state {};
    Time since;
    Time rest_until;
    std::int64_t talks = 0;
};

/// A signal arrives: it is kept, and if somebody waits live, offered at once. (A tip waits for the
/// next beat, so that a flood of tips costs the desk nothing.)
Result<signals::Opened> arrive(World&, signals::NewSignal const&, Rules const& = {});
Done set_presence(World&, Actor const&, Presence, Rules const& = {});
/// The advocate's console is open and talks to us.
Done seen(World&, Id<Account>);
/// "Five minutes": after a hard contact nothing is offered until then.
Done rest(World&, Actor const&, Rules const& = {});
Done end_rest(World&, Actor const&);
Done accept(World&, Actor const&, Id<Offer>, Rules const& = {});
Done decline(World&, Actor const&, Id<Offer>, Rules const& = {});
/// Pulls a signal out of the line without an offer (a tip, or a supervisor's choice).
Done pull(World&, Actor const&, Id<Signal>, Rules const& = {});

Result<std::vector<OfferRow>> open_offers(World&, Id<Account>);
Result<bool> is_offered(World&, Id<Signal>);
/// Others are asked before this one: a voice that was lost may be lost again.
Done ask_last(World&, Id<Account>);
/// The language became known while the signal was offered already: who makes room is told so.
Done language_known(World&, Id<Signal>, Rules const& = {});
/// Told so long: an offer that went from under one's hand.
inline constexpr seconds moved_is_told { 30 };
struct MovedOffer {
    Id<Signal> signal;
    std::string language; ///< that the caller chose
    Time at;
};
/// Offers of this advocate's that went to who speaks the language, just now.
Result<std::vector<MovedOffer>> moved_from(World&, Id<Account>);
Result<std::vector<PresenceRow>> who_is_on(World&);

/// The line as the board shows it: waiting signals in order.
Result<std::vector<signals::SignalRow>> line(World&);

struct Place {
    int ahead = 0; ///< how many are before this one
    int on_now = 0; ///< advocates on shift
    std::optional<seconds> expected; ///< from the last twenty waits; nothing when nobody is on
};
Result<Place> place_of(World&, Id<Signal>);
/// What somebody who came now would wait.
Result<Place> place_of_newcomer(World&);

/// Everybody's place, read once.
struct Places {
    Place of_newcomer;
    std::unordered_map<std::int64_t, int> ahead; ///< by the signal's id; calls and chats only
};
Result<Places> places(World&);

/// What plan() says of the whole line, from as few signals as can matter: those with an offer of
/// this round, and of each class as many of the first as there are free advocates. Each of those
/// takes an advocate or finds none left, so what stands behind them gets no offer.
Result<Plan> plan_now(World&, Rules const& = {});
/// The same from a reading of everything; what plan_now() is held to.
Result<Plan> plan_whole_line(World&, Rules const& = {});

/// Time passed, or something changed: ends offers, makes new ones, raises alarms. Idempotent.
Done settle(World&, Rules const& = {});

/// After a restart nobody is on until their console says so.
Done restart(World&);

} // namespace desk
} // namespace reachline::hotline
