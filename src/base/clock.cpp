#include "base/clock.hpp"

#include <fmt/format.h>

namespace reachline {

Time SystemClock::now() const
{
    return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

std::string rfc3339(Time time)
{
    auto const day = std::chrono::floor<Days>(time);
    std::chrono::year_month_day const date { day };
    std::chrono::hh_mm_ss const clock { time - day };
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
        clock.subseconds().count());
}

std::string day_of(Time time) { return rfc3339(time).substr(0, 10); }

} // namespace reachline
