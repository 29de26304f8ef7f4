#pragma once

// The number with which somebody who gave no name comes back: sixteen digits that look like a
// number to call (decision page 0013).
//
// We keep a tag of it, hashed together with a random pepper that is thrown away at once (Udi
// Manber, A simple scheme to make passwords based on one-way functions much harder to crack, 1996).
// Making a receipt takes one hash; every try to use one takes as many as there are peppers, for
// us and for who guesses. There is no check digit: a mistyped number is a wrong one like any other.

#include "base/bytes.hpp"
#include "base/random.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace reachline::crypto {

inline constexpr std::size_t receipt_digits = 16;
inline constexpr unsigned pepper_bits = 14;

inline constexpr std::size_t tag_size = 32;
using Tag = Bytes; ///< `tag_size` bytes

struct Receipt {
    std::string digits;
    Tag tag;
};

Receipt make_receipt(Random&);
/// The digits follow from a token of 256 random bits, so that a repeated post shows the same ones.
Receipt receipt_for_token(std::string_view token, Random&);

/// Every tag that these digits may have been kept under. Look all of them up, also after a match,
/// and also for text that is no receipt: then right and wrong take equally long. They are sorted,
/// so that the look-up walks through the index once.
std::vector<Tag> candidate_tags(std::string_view digits);

/// "0123 4567 8901 2345"
std::string grouped(std::string_view digits);

/// The digits of what was typed, whatever stood between them. Invalid unless there are sixteen.
Result<std::string> parse_receipt(std::string_view typed);

} // namespace reachline::crypto
