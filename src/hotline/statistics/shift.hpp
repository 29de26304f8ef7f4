#pragma once

// The last hours of the desk as a whole, counted from the rows themselves. For those who run the
// shift; what is published comes from the sums alone (pages.hpp).

#include "hotline/signals/signals.hpp"
#include "hotline/world.hpp"

namespace reachline::hotline::statistics {

struct ChannelShift {
    signals::Channel channel {};
    std::int64_t arrived = 0;
    std::int64_t answered = 0;
    std::int64_t abandoned = 0;
    std::int64_t refused = 0;
    std::int64_t lost = 0;
    std::optional<seconds> median_wait {}; ///< of live channels, of those who were answered
    std::optional<seconds> p90_wait {};
};

/// Steps drafted within the shift, as they stand now.
struct StepShift {
    std::string kind; ///< snake_case, as in the table
    std::int64_t taken = 0; ///< sent, and whatever followed
    std::int64_t accepted = 0;
    std::int64_t declined = 0;
    std::int64_t open = 0; ///< not ended, sent or not
};

struct Shift {
    std::vector<ChannelShift> channels; ///< only those that something came in by
    std::vector<StepShift> steps;
    std::int64_t cases_opened = 0;
    std::int64_t consents_granted = 0;
    std::int64_t consents_withdrawn = 0;
};

Result<Shift> shift_since(World&, Time from);

} // namespace reachline::hotline::statistics
