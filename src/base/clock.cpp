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

std::optional<minutes> minute_of_day(std::string_view text)
{
    if (text.size() != 5 || text[2] != ':')
        return std::nullopt;
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t const at : { 0, 1, 3, 4 })
        if (!is_digit(text[at]))
            return std::nullopt;
    auto const two = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    auto const minute = minutes { two(0) * 60 + two(3) };
    if (two(3) > 59 || minute > hours { 24 })
        return std::nullopt;
    return minute;
}

} // namespace reachline
