#pragma once

// How words become terms of the index, the same way when a service is written and when somebody
// asks. Each word stands as it is and by its English and its Spanish stem, since people mix both;
// all without accents.

#include "base/clock.hpp"
#include "hotline/directory/places/geo.hpp"

#include <xapian.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace reachline::hotline::directory {

/// The terms of one word.
struct WordTerms {
    std::string exact; ///< "refugios"
    std::string english; ///< "Zrefugio"
    std::string spanish; ///< "Yrefugi"
    std::string spanish_unaccented; ///< for those who type without accents
};

/// One per thread: a stemmer keeps state.
class Stems {
public:
    WordTerms terms_of(std::string const& word) const;
    /// The same, remembered: services say the same words again and again. For what is written into
    /// an index, never for what somebody asks.
    WordTerms const& terms_of_written(std::string const& word) const;

    /// A stemmer keeps the last word that it was given; this gives it one of nobody's.
    void forget() const;

private:
    Xapian::Stem english_ { "english" };
    Xapian::Stem spanish_ { "spanish" };
    mutable std::unordered_map<std::string, WordTerms> written_;
};

/// What a term that filters begins with. Words are in lower case, so nobody can type one.
namespace prefix {
inline constexpr char category[] = "XC";
inline constexpr char language[] = "XL";
inline constexpr char state[] = "XS";
inline constexpr char square[] = "XG";
inline constexpr char large_square[] = "XH";
inline constexpr char id[] = "XQ";
inline constexpr char takes_transfers[] = "XT";
inline constexpr char round_the_clock[] = "XO";
inline constexpr char nationwide[] = "XN";
inline constexpr char whole_state[] = "XW"; ///< serves everybody in it
inline constexpr char population[] = "XP";
inline constexpr char unsaid[] = "XU"; ///< of this group of populations it names nobody
inline constexpr char ages[] = "XA";
inline constexpr char pets[] = "XD"; ///< and the answer
inline constexpr char children[] = "XK"; ///< and the answer
inline constexpr char remote[] = "XR";
inline constexpr char room[] = "XB"; ///< had a free bed when it last told
/// Advocates see more of this service, in the other index: they pass over this document.
inline constexpr char advocates_see_more[] = "XM";
} // namespace prefix

/// Values of a document.
namespace slot {
inline constexpr Xapian::valueno point = 0;
inline constexpr Xapian::valueno assured = 1;
inline constexpr Xapian::valueno hours = 2;
inline constexpr Xapian::valueno room = 3; ///< when it was told
inline constexpr Xapian::valueno reach = 4; ///< states that it serves as a whole; "*" is all
} // namespace slot

inline constexpr std::size_t longest_word = 60;

/// The squares of half a degree, and of two and a half, in which a point lies.
std::vector<std::string> squares_of(Point const&);
/// Every square that a circle touches: small ones for a small circle, so that they are few.
std::vector<std::string> squares_around(Point const&, double miles);

std::string packed(Point const&);
Point unpacked_point(std::string const&);
/// Packed times sort as the times do.
std::string packed(Time);
Time unpacked_time(std::string const&);

/// In slot::reach: it serves the whole nation.
inline constexpr char everywhere[] = "*";

} // namespace reachline::hotline::directory
