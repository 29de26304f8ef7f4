#pragma once

// How somebody finds help: in their words, near their place, in their language.
//
// A search is never empty-handed: what stands in the way is let go step by step, and the answer
// says what was let go; at the end stand the lines that help everywhere. It knows no database and
// no World: each thread opens one of its own and may keep it. The words of a search are in no log,
// error or metric.

#include "hotline/directory/places/places.hpp"
#include "hotline/directory/search/entry.hpp"
#include "hotline/directory/search/index.hpp"

#include <memory>

namespace reachline::hotline::directory {

/// Whose index is read. Everything that a public search does reads the public index alone.
enum class Audience { Public, Advocates };

enum class Order {
    Fit, ///< what fits the words best, the nearer one first
    Distance,
};
BOOST_DESCRIBE_ENUM(Order, Fit, Distance)

struct SearchQuery {
    std::string words {};
    std::string place {}; ///< "77002", "Houston", "Harris County, TX", "Texas"
    std::optional<double> radius_miles {}; ///< 50 when a place is given
    std::vector<std::string> categories {}; ///< one of them
    std::optional<std::string> language {};
    std::optional<std::string> state {}; ///< "TX"
    bool open_now = false;
    bool round_the_clock = false;
    bool accepts_live_transfer = false; ///< advocates only
    Order order = Order::Fit;
    std::int64_t page = 0;
    std::int64_t page_size = 20;
    bool typing = false; ///< the last word may be a beginning
    Time now {};
};

struct Hit {
    Entry service {};
    std::optional<double> distance_miles {}; ///< of a hidden place: from the middle of its area
    std::optional<bool> open_now {};
};
BOOST_DESCRIBE_STRUCT(Hit, (), (service, distance_miles, open_now))

struct Correction {
    std::string from {};
    std::string to {};
};
BOOST_DESCRIBE_STRUCT(Correction, (), (from, to))

/// What was let go so that something is found.
enum class Relaxed {
    Radius,
    OpenNow,
    RoundTheClock,
    LiveTransfer,
    Language,
    Categories,
    EveryWord,
    State,
    Place,
    Words
};
BOOST_DESCRIBE_ENUM(Relaxed, Radius, OpenNow, RoundTheClock, LiveTransfer, Language, Categories,
    EveryWord, State, Place, Words)

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
    std::vector<Correction> corrections {};
    std::vector<Relaxed> relaxed {};
    std::vector<Hit> national_lines {}; ///< when little was found
};
BOOST_DESCRIBE_STRUCT(Found, (),
    (hits, total, total_is_exact, page, place, place_unknown, radius_miles, corrections, relaxed,
        national_lines))

class Search {
public:
    /// Reads the current generation of the audience's index. Busy while none is built.
    static Result<Search> open(
        IndexFolders const&, Vocabulary const&, PlacesOnDemand const&, Audience);
    Search(Search&&) noexcept;
    ~Search();

    Result<Found> find(SearchQuery const&);
    /// Words of the index that begin so, the commonest first.
    Result<std::vector<std::string>> complete(std::string_view beginning, std::size_t limit = 8);

private:
    struct Reader;
    struct Forget;
    explicit Search(std::unique_ptr<Reader>);
    std::unique_ptr<Reader> reader_;
};

inline constexpr std::int64_t largest_page = 100;
inline constexpr std::size_t longest_query = 300; ///< bytes of words; more is Invalid
inline constexpr double usual_radius_miles = 50;
/// Who has not been asked for so long is not offered a live call (threat 6).
inline constexpr Days transfers_expire_after { 180 };
/// Room that was counted before this is not shown: "unknown, call".
inline constexpr hours room_expires_after { 48 };

} // namespace reachline::hotline::directory
