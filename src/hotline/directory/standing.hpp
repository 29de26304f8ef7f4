#pragma once

// Whether a listing may still be taken at its word. Two dates speak for it: `assured`, when the
// hotline itself asked, and `confirmed`, when its provider said that all of it is true. For being
// listed the later one counts, for a year. For a live transfer, which puts a person into their
// hands at once, only the hotline's own does, for 180 days: an insider at a provider must not be
// able to keep an entry on that list alone (decision page 0052).

#include "hotline/directory/records.hpp"

#include <algorithm>

namespace reachline::hotline::directory {

inline constexpr Days true_for { 365 };
inline constexpr Days transfers_for { 180 };
/// So long before it runs out it is time to ask.
inline constexpr Days due_before { 30 };

enum class Standing {
    Unlisted, ///< nobody made sure of it yet, or it is given no more
    Listed,
    Due,
    Overdue ///< shown with "not confirmed since"
};
BOOST_DESCRIBE_ENUM(Standing, Unlisted, Listed, Due, Overdue)

/// Since when nobody said anything newer about it.
inline std::optional<Time> true_since(Listing const& one)
{
    if (!one.assured || !one.confirmed)
        return one.assured ? one.assured : one.confirmed;
    return std::max(*one.assured, *one.confirmed);
}

inline Standing standing_of(Listing const& one, Time now)
{
    auto const since = true_since(one);
    if (one.status == Status::Inactive || one.status == Status::Defunct || !since)
        return Standing::Unlisted;
    if (now - *since >= true_for)
        return Standing::Overdue;
    return now - *since >= true_for - due_before ? Standing::Due : Standing::Listed;
}

/// Whether a person may be transferred to it now.
inline bool takes_transfers(Listing const& one, Time now)
{
    return one.accepts_live_transfer && one.status == Status::Active && one.assured
        && now - *one.assured < transfers_for;
}

} // namespace reachline::hotline::directory
