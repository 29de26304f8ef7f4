#pragma once

// The name of one record. An Id<Case> is never mistaken for an Id<Signal>.
//
// Ids are made by the core from its clock (see IdSource), so a row can be sealed before it is
// written, and they stay below 2^53, so a browser reads them exactly.

#include "base/clock.hpp"

#include <compare>
#include <cstdint>

namespace reachline {

template <class T>
struct Id {
    std::int64_t value = 0;

    auto operator<=>(Id const&) const = default;
    explicit operator bool() const { return value != 0; }
};

/// Makes ids that only grow: milliseconds since 2024 times 2048, plus a count.
/// `last` is the greatest id already on disk, so that a clock set back cannot repeat one.
class IdSource {
public:
    IdSource(Clock const& clock, std::int64_t last)
        : clock_(clock)
        , last_(last)
    {
    }

    template <class T>
    Id<T> next()
    {
        return { next_value() };
    }
    std::int64_t next_value();
    /// Later ids are greater than this one too.
    void begin_after(std::int64_t id) { last_ = last_ < id ? id : last_; }

private:
    Clock const& clock_;
    std::int64_t last_;
};

} // namespace reachline
