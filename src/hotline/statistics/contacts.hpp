#pragma once

// When a signal becomes a fact: once, at its first close, or an hour after it ended without an
// answer. Somebody who comes back to a closed conversation is the same contact.

#include "hotline/signals/signals.hpp"
#include "hotline/statistics/facts.hpp"

namespace reachline::hotline::statistics {

/// What the wrap-up chose: list of forms/categories.json -> codes.
using Chosen = std::map<std::string, std::vector<std::string>>;

/// Who left may still come back within this time and be answered.
inline constexpr hours may_come_back { 1 };

/// Counts a signal that was wrapped up. Nothing the second time.
Done count_answered(World&, Categories const&, Id<Signal>, Chosen const&);
/// Counts those who left, were refused or were lost before anybody answered. For the beat.
Result<std::size_t> count_unanswered(World&, Categories const&);

} // namespace reachline::hotline::statistics
