#pragma once

// How much of something there was in the last ten seconds: what is told of a line is how it is now,
// not how it was a minute ago.

#include <array>
#include <chrono>
#include <cstdint>
#include <numeric>

namespace reachline::voice::rtp {

/// A moment on a clock that only runs forward.
using Moment = std::chrono::steady_clock::time_point;

class Recent {
public:
    static constexpr std::int64_t seconds = 10;

    void add(Moment at, std::int64_t amount)
    {
        forget_before(at);
        parts_[place(second_)] += amount;
    }
    /// Of the second that runs and the nine before it.
    std::int64_t sum(Moment now)
    {
        forget_before(now);
        return std::accumulate(parts_.begin(), parts_.end(), std::int64_t { 0 });
    }

private:
    static std::size_t place(std::int64_t second)
    {
        return static_cast<std::size_t>(second % seconds);
    }
    /// A moment that lies a little before the last one counts as the last: datagrams of one beat
    /// are read port by port.
    void forget_before(Moment now)
    {
        auto const second =
            std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
        if (second - second_ >= seconds) {
            parts_.fill(0);
            second_ = second;
        }
        while (second_ < second)
            parts_[place(++second_)] = 0;
    }

    std::array<std::int64_t, seconds> parts_ {};
    std::int64_t second_ = 0;
};

} // namespace reachline::voice::rtp
