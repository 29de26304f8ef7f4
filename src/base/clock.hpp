#pragma once

// Time, handed in. Nothing in the hotline reads a clock of its own, so a night can be replayed.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reachline {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using Days = std::chrono::days;

constexpr std::int64_t milliseconds_of(Time time) { return time.time_since_epoch().count(); }
constexpr Time time_of(std::int64_t ms) { return Time { milliseconds { ms } }; }

class Clock {
public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

class SystemClock final : public Clock {
public:
    Time now() const override;
};

/// A clock that stands still until it is moved: tests, stories, simulations.
class FixedClock final : public Clock {
public:
    explicit FixedClock(Time now)
        : now_(now)
    {
    }
    Time now() const override { return now_; }
    void set(Time now) { now_ = now; }
    void advance(milliseconds by) { now_ += by; }

private:
    Time now_;
};

/// RFC 3339 in UTC with milliseconds, "2026-11-23T19:54:29.000Z".
std::string rfc3339(Time);

/// "2026-11-23" in UTC.
std::string day_of(Time);

/// How far into the day "18:30" is; "24:00" is its end. Nothing for what is written otherwise.
std::optional<minutes> minute_of_day(std::string_view);

} // namespace reachline
