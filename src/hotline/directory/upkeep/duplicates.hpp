#pragma once

// Entries that may be one: the same number, the same address, nearly the same name.
//
// Of 100,000 entries each is compared only with those that share a rare word of its name, its
// number or its address, so it takes seconds, on a worker. Hidden places are no addresses here, and
// are compared with nothing.

#include "hotline/directory/upkeep/merging.hpp"

namespace reachline::hotline::directory::upkeep {

enum class Likeness { SamePhone, SameAddress, SameName, NearName };
BOOST_DESCRIBE_ENUM(Likeness, SamePhone, SameAddress, SameName, NearName)

struct Pair {
    EntryKind kind {};
    std::int64_t one = 0; ///< the one that was there first
    std::int64_t other = 0;
    std::string one_name {};
    std::string other_name {};
    std::string place {}; ///< where both are: "Harris County, TX"
    std::vector<Likeness> because {};
    std::int64_t likeness = 0; ///< out of 100
};

inline constexpr std::size_t most_pairs = 300;

/// The likeliest first; in the same order each time. Without those that were kept apart or merged.
Result<std::vector<Pair>> find_duplicates(store::Database&);

/// Those of the pairs on which nobody has decided since they were found.
Result<std::vector<Pair>> undecided(store::Database&, std::vector<Pair>);

/// The words of a name as they are compared: no accents, no small words, no endings such as "Inc".
std::vector<std::string> name_words(std::string_view);
/// 0 to 100: how many words of two names are the same, or differ by one letter.
std::int64_t likeness_of(
    std::vector<std::string> const& one, std::vector<std::string> const& other);

} // namespace reachline::hotline::directory::upkeep
