#pragma once

// The rows of the desk: SQL and nothing else. Only desk*.cpp include this.

#include "hotline/desk/desk.hpp"

namespace reachline::hotline::desk::rows {

struct Present {
    Id<Account> account;
    std::string name;
    std::string languages;
    Presence state {};
    Time since;
    Time idle_since;
    Time last_seen;
    Time rest_until;
    std::int64_t talks = 0;
    std::int64_t calls = 0; ///< of them by voice
    std::int64_t open_offers = 0;
};

Done set_presence(World&, Id<Account>, Presence);
Done set_seen(World&, Id<Account>);
Done set_idle(World&, Id<Account>);
Done set_rest(World&, Id<Account>, Time until);
Done everybody_off(World&);
Result<std::vector<Present>> present(World&);
Result<std::int64_t> on_and_seen_since(World&, Time);

struct MadeOffer {
    Id<Offer> id;
    Id<Signal> signal;
    Id<Account> account;
    std::int64_t round;
    Time made_at;
    Time until;
    bool to_everybody;
    std::string outcome;
};
Done insert_offer(World&, MadeOffer const&);
Result<std::optional<MadeOffer>> offer(World&, Id<Offer>);
Result<std::vector<MadeOffer>> open_offers(World&);
Result<std::vector<MadeOffer>> offers_of_round(World&, Id<Signal>, std::int64_t round);
Done end_offer(World&, Id<Offer>, std::string_view outcome);
Done mark_moved(World&, Id<Offer>, std::string_view language);
Result<std::vector<MovedOffer>> moved_since(World&, Id<Account>, Time);
Result<std::vector<MadeOffer>> open_offers_of(World&, Id<Signal>);

Result<std::vector<signals::SignalRow>> line(World&, std::int64_t at_most);
/// Of one class, in the order of the line.
Result<std::vector<Id<Signal>>> first_waiting(World&, signals::Class, std::int64_t at_most);
/// Those in the line with an open offer, or with one made after `since`.
Result<std::vector<Id<Signal>>> waiting_offered_since(World&, Time since);
Result<std::int64_t> waiting_in(World&, signals::Class);
/// How many of the same class stand before it.
Result<std::int64_t> waiting_before(World&, signals::SignalRow const&);
/// Calls and chats in the order of the line.
Result<std::vector<Id<Signal>>> waiting_talks(World&);
Result<std::vector<Id<Signal>>> talks_without_handler(World&, Time seen_before);
Result<std::optional<seconds>> usual_wait(World&);

} // namespace reachline::hotline::desk::rows
