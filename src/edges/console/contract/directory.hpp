#pragma once

// The referral directory, as advocates see it: answer first, details after.

#include "edges/console/contract/common.hpp"
#include "hotline/directory/search/query.hpp"

namespace reachline::edges::console::contract {

using hotline::Listing;
using hotline::directory::Answer;
using hotline::directory::Condition;
using hotline::directory::Field;
using hotline::directory::Visibility;

/// Search is POST: no term stands in a URL or a log.
struct ServiceSearch {
    std::string words;
    std::string place; ///< a ZIP code, a city and state, a county, a state
    std::optional<int> miles {};
    std::optional<std::string> type {};
    std::optional<std::string> language {};
    bool open_now;
    bool takes_transfers;
    int page; ///< from 0
    std::optional<std::vector<std::string>> populations {}; ///< codes of the form
    std::optional<int> age {}; ///< in years
    std::optional<bool> round_the_clock {};
    std::optional<bool> remote {};
    std::optional<bool> has_room {};
    std::optional<bool> pets {};
    std::optional<bool> children {};
    std::optional<bool> by_distance {}; ///< else by fit
    std::optional<std::string> zone {}; ///< the caller's; else that of the place
    std::optional<bool> typing {}; ///< the last word may be a beginning
    std::optional<bool> as_typed {}; ///< no word is corrected
    std::optional<std::vector<Condition>> kept {}; ///< never let go
};
BOOST_DESCRIBE_STRUCT(ServiceSearch, (),
    (words, place, miles, type, language, open_now, takes_transfers, page, populations, age,
        round_the_clock, remote, has_room, pets, children, by_distance, zone, typing, as_typed, kept))

struct ServiceRoom {
    std::int64_t available;
    std::optional<std::int64_t> maximum {};
    std::string unit;
    Time told_at;
    bool stale; ///< told too long ago to be relied on: ask
};
BOOST_DESCRIBE_STRUCT(ServiceRoom, (), (available, maximum, unit, told_at, stale))

struct ServiceRow {
    Id<Listing> id;
    Recipient organization;
    std::string name;
    std::optional<std::string> alert {};
    std::vector<std::string> types;
    std::string place; ///< "Albany, NY"; the service area of a confidential one
    std::optional<double> miles {};
    std::optional<std::string> phone {};
    std::vector<std::string> languages;
    std::optional<bool> open_now {};
    bool round_the_clock;
    bool remote;
    std::optional<std::string> zone {}; ///< in which it is open now
    std::optional<int> minutes_apart {}; ///< the caller's clock is so far ahead of that zone's
    bool takes_transfers;
    bool confidential; ///< no address anywhere
    bool partner; ///< has a portal: a referral reaches it there
    std::optional<std::string> capacity {}; ///< code: room, full, ask
    std::optional<ServiceRoom> room {}; ///< told lately
    std::vector<Condition> ask; ///< asked for, and it does not say
    std::vector<Condition> unfit; ///< asked for and let go, and it is not so
    Visibility shown_to; ///< who may know of it at all
    std::vector<Field> hidden; ///< what of it the public is not told
    std::optional<Time> verified_at {};
    bool overdue; ///< not confirmed since verified_at, or ever
};
BOOST_DESCRIBE_STRUCT(ServiceRow, (),
    (id, organization, name, alert, types, place, miles, phone, languages, open_now,
        round_the_clock, remote, zone, minutes_apart, takes_transfers, confidential, partner,
        capacity, room, ask, unfit, shown_to, hidden, verified_at, overdue))

struct CorrectedWord {
    std::string from;
    std::string to;
};
BOOST_DESCRIBE_STRUCT(CorrectedWord, (), (from, to))

/// How a place was understood, and what else it may mean.
struct UnderstoodPlace {
    std::string name;
    bool corrected;
    std::vector<std::string> others;
};
BOOST_DESCRIBE_STRUCT(UnderstoodPlace, (), (name, corrected, others))

struct ServiceList {
    int total; ///< of all pages of `rows`
    bool exact; ///< else there are at least so many
    std::vector<ServiceRow> rows;
    std::vector<ServiceRow> national_lines; ///< that help with this from anywhere
    std::vector<CorrectedWord> corrections;
    std::optional<UnderstoodPlace> place {};
    bool place_unknown; ///< a place was given that nobody knows
    std::optional<int> miles {}; ///< the circle in the end
    std::optional<std::string> zone {}; ///< the caller's
    std::vector<Condition> relaxed; ///< let go, so that something is found
};
BOOST_DESCRIBE_STRUCT(ServiceList, (),
    (total, exact, rows, national_lines, corrections, place, place_unknown, miles, zone, relaxed))

/// What somebody typed so far, and how it may go on.
struct BegunWords {
    std::string words;
};
BOOST_DESCRIBE_STRUCT(BegunWords, (), (words))

struct WordsToGo {
    std::vector<std::string> words;
};
BOOST_DESCRIBE_STRUCT(WordsToGo, (), (words))

struct ServicePhone {
    std::string number;
    std::optional<std::string> what_for {};
    Visibility shown_to;
};
BOOST_DESCRIBE_STRUCT(ServicePhone, (), (number, what_for, shown_to))

struct ServiceHours {
    std::string days; ///< "MO,TU,FR"; of a month "1MO"
    std::string opens_at; ///< "09:00", as its own clock says
    std::string closes_at;
    std::string zone;
};
BOOST_DESCRIBE_STRUCT(ServiceHours, (), (days, opens_at, closes_at, zone))

struct ServiceDetail {
    Id<Listing> id;
    std::optional<std::string> also_known_as {};
    std::string description;
    std::optional<std::string> address {};
    std::vector<std::string> areas; ///< whom it serves: "Harris County, TX"
    std::vector<ServicePhone> phones;
    std::optional<std::string> email {};
    std::optional<std::string> url {};
    std::vector<ServiceHours> hours;
    std::vector<std::string> populations; ///< codes of the form
    std::optional<int> minimum_age {};
    std::optional<int> maximum_age {};
    Answer pets;
    Answer children;
    std::optional<std::string> who_for {};
    std::optional<std::string> how_to_get_it {};
    std::optional<std::string> documents {};
    std::optional<std::string> interpretation {};
    std::optional<std::string> cost {};
    std::optional<ServiceRoom> room {};
    std::optional<std::string> for_partners {}; ///< never public
    std::optional<std::string> for_advocates {}; ///< never public, nor told to partners
};
BOOST_DESCRIBE_STRUCT(ServiceDetail, (),
    (id, also_known_as, description, address, areas, phones, email, url, hours, populations,
        minimum_age, maximum_age, pets, children, who_for, how_to_get_it, documents,
        interpretation, cost, room, for_partners, for_advocates))

struct PopulationChoice {
    std::string code;
    std::string group; ///< trafficking, age, gender, immigration, other
    Words title;
};
BOOST_DESCRIBE_STRUCT(PopulationChoice, (), (code, group, title))

struct ServiceForm {
    std::vector<Choice> types;
    std::vector<Choice> languages;
    std::vector<PopulationChoice> populations;
};
BOOST_DESCRIBE_STRUCT(ServiceForm, (), (types, languages, populations))

} // namespace reachline::edges::console::contract
