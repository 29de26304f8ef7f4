#pragma once

// The key with which a post is tried again without being kept twice.
//
// It comes from outside and rests in clear, so it is kept as a hash: whatever somebody sends in its
// place, a word cannot hide there.

#include <string>
#include <string_view>

namespace reachline::edges {

/// 32 hexadecimal digits, always the same for the same key; empty for an empty one.
std::string kept_key(std::string_view sent);

} // namespace reachline::edges
