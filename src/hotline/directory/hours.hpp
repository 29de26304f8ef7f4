#pragma once

// When a service is open. Times are local to the service; the law of daylight saving time of the
// United States (15 U.S.C. 260a) is written out here, since neither the standard library of our
// compiler nor a fixed test clock brings it.

#include "hotline/directory/records.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::hotline::directory {

/// Minutes that local time is ahead of UTC. Nothing for a zone outside the United States.
std::optional<int> minutes_ahead(std::string_view timezone, Time);

/// Whether the days, times and time zone of a schedule can be understood.
bool is_readable(Schedule const&);

/// Open on every minute of the week.
bool is_round_the_clock(std::vector<Schedule> const&);

/// Nothing when it is not said, or not in a way we can compute (days of a month). Hours that name
/// no zone that is known are those of a clock so many minutes ahead of UTC.
std::optional<bool> is_open(
    std::vector<Schedule> const&, Time, std::optional<int> otherwise_ahead = {});

} // namespace reachline::hotline::directory
