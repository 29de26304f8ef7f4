#pragma once

// What is asked of the directory's search, and what it answers. The words of a search are in no
// log, error or metric.

#include "hotline/directory/places/places.hpp"
#include "hotline/directory/search/entry.hpp"

namespace reachline::hotline::directory {

/// Whose index is read. Everything that a public search does reads the public index alone.
enum class Audience { Public, Advocates };

enum class Order {
    Fit, ///< what fits the words best, the nearer one first
    Distance,
};
BOOST_DESCRIBE_ENUM(Order, Fit, Distance)

/// What a search asks for, thing by thing. An answer names by it what it let go, what a service
/// does not say and what a service is not.
enum class Condition {
    Radius,
    OpenNow,
    RoundTheClock,
    Room,
    LiveTransfer,
    Remote,
    EveryWord,
    Populations, ///< of the group "other"
    Pets,
    Language,
    Categories,
    State,
    Place,
    Words,
    Children,
    Gender,
    Immigration,
    Trafficking,
    Age,
};
BOOST_DESCRIBE_ENUM(Condition, Radius, OpenNow, RoundTheClock, Room, LiveTransfer, Remote, EveryWord,
    Populations, Pets, Language, Categories, State, Place, Words, Children, Gender, Immigration,
    Trafficking, Age)

struct SearchQuery {
    std::string words {};
    std::string place {}; ///< "77002", "Houston", "Harris County, TX", "Texas"
    std::optional<double> radius_miles {}; ///< 50 when a place is given
    std::vector<std::string> categories {}; ///< one of them
    /// Codes of the vocabulary. Of the groups trafficking, gender, immigration and age: a service
    /// that names one of them fits; one that names nobody of the group is to be asked and comes
    /// later; one that names others alone does not fit. Of the group other: it names each.
    std::vector<std::string> populations {};
    std::optional<std::int64_t> age {}; ///< in years: as a population of the group age
    std::optional<std::string> language {};
    std::optional<std::string> state {}; ///< "TX"
    /// The caller's time zone, an IANA name; empty: that of the place.
    std::string zone {};
    bool open_now = false;
    bool round_the_clock = false;
    bool remote = false; ///< by telephone or online, for those who live where it serves
    bool has_room = false; ///< told lately; what the audience may not see never counts
    bool accepts_live_transfer = false; ///< advocates only
    bool pets = false; ///< may come along; a service that does not say is to be asked
    bool children = false; ///< may come along; a service that does not say is to be asked
    Order order = Order::Fit;
    std::int64_t page = 0;
    std::int64_t page_size = 20;
    bool typing = false; ///< the last word may be a beginning
    bool as_typed = false; ///< no word is corrected
    std::vector<Condition> kept {}; ///< never let go, though nothing may be found then
    Time now {};
};

struct Hit {
    Entry service {};
    std::optional<double> distance_miles {}; ///< of a hidden place: from the middle of its area
    std::optional<bool> open_now {};
    std::string zone {}; ///< in which it is open now: that of its hours, else the caller's
    std::optional<int> minutes_apart {}; ///< the caller's clock is so far ahead of that zone's
    std::vector<Condition> ask {}; ///< asked for, and it does not say; room, when told long ago
    std::vector<Condition> unfit {}; ///< asked for and let go, and it is not so
    /// Nobody made sure of it for a year: "not confirmed since" service.assured, or ever.
    bool overdue = false;
};
BOOST_DESCRIBE_STRUCT(Hit, (),
    (service, distance_miles, open_now, zone, minutes_apart, ask, unfit, overdue))

struct Correction {
    std::string from {};
    std::string to {};
};
BOOST_DESCRIBE_STRUCT(Correction, (), (from, to))

struct FoundPlace {
    std::string name {}; ///< "Houston, TX": how the place was understood
    PlaceKind kind = PlaceKind::City;
    std::string state {};
    bool corrected = false;
    std::vector<std::string> others {}; ///< "Houston, MS": to choose instead
};
BOOST_DESCRIBE_STRUCT(FoundPlace, (), (name, kind, state, corrected, others))

struct Found {
    std::vector<Hit> hits {};
    std::int64_t total = 0;
    bool total_is_exact = true; ///< else there are at least so many
    std::int64_t page = 0;
    std::optional<FoundPlace> place {};
    bool place_unknown = false; ///< a place was given that we do not know
    std::optional<double> radius_miles {}; ///< the one that was used in the end
    std::string zone {}; ///< the caller's, as asked or as of the place; empty when not known
    std::vector<Correction> corrections {};
    std::vector<Condition> relaxed {}; ///< what was let go so that something is found
    std::vector<Hit> national_lines {}; ///< when little was found
};
BOOST_DESCRIBE_STRUCT(Found, (),
    (hits, total, total_is_exact, page, place, place_unknown, radius_miles, zone, corrections,
        relaxed, national_lines))

inline constexpr std::int64_t largest_page = 100;
inline constexpr std::size_t longest_query = 300; ///< bytes of words; more is Invalid
inline constexpr double usual_radius_miles = 50;
inline constexpr std::int64_t oldest_age = 120;
/// Who has not been asked for so long is not offered a live call (threat 6).
inline constexpr Days transfers_expire_after { 180 };
/// Who has not been asked for so long is shown as not confirmed since then.
inline constexpr Days entries_expire_after { 365 };
/// Room that was counted before this is not shown: "unknown, call".
inline constexpr hours room_expires_after { 48 };

/// Nobody made sure of it for a year, or ever.
inline bool is_overdue(std::optional<Time> const& assured, Time now)
{
    return !assured || *assured < now - entries_expire_after;
}

} // namespace reachline::hotline::directory
