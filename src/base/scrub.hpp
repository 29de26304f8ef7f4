#pragma once

// The stack remembers: what a returned function held in its frame stays there until another call
// happens to lie on top. A short name in a std::string is such a thing.

#include <cstddef>

namespace reachline {

inline constexpr std::size_t scrubbed_stack = std::size_t { 256 } << 10;

/// Overwrites the stack below the caller (about 10 µs). For each thread that handles private words,
/// before it waits for more: the core when its queue is empty, a network loop once a second.
void scrub_stack();

} // namespace reachline
