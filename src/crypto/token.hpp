#pragma once

// What a browser shows to be known again: 256 random bits, meaningless in themselves. We keep only
// their hash, so a stolen database opens no session.

#include "base/bytes.hpp"
#include "base/random.hpp"

#include <string>
#include <string_view>

namespace reachline::crypto {

inline constexpr std::size_t token_digits = 64; ///< hexadecimal

std::string new_token(Random&);

/// What is stored. Text that is no token has a hash too; it belongs to nobody.
Bytes hash_of_token(std::string_view token);

} // namespace reachline::crypto
