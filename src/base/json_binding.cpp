#include "base/json_binding.hpp"

#include <charconv>

namespace reachline::json {

std::optional<Time> time_from_text(std::string_view text)
{
    if (!text.ends_with('Z'))
        return std::nullopt;
    text.remove_suffix(1);
    bool sound = text.size() >= 16 && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':';
    auto const number = [&](std::size_t at, std::size_t length) {
        int value = 0;
        if (at + length > text.size()
            || std::from_chars(text.data() + at, text.data() + at + length, value).ptr
                != text.data() + at + length)
            sound = false;
        return value;
    };
    if (!sound)
        return std::nullopt;
    std::chrono::year_month_day const date { std::chrono::year(number(0, 4)),
        std::chrono::month(static_cast<unsigned>(number(5, 2))),
        std::chrono::day(static_cast<unsigned>(number(8, 2))) };
    int const hour = number(11, 2);
    int const minute = number(14, 2);
    int const second = text.size() > 16 ? number(17, 2) : 0;
    int const millisecond = text.size() > 19 ? number(20, 3) : 0;
    if (text.size() != 16 && text.size() != 19 && text.size() != 23)
        return std::nullopt;
    if (!sound || !date.ok() || hour > 23 || minute > 59 || second > 59 || hour < 0 || minute < 0
        || second < 0 || millisecond < 0)
        return std::nullopt;
    return Time { std::chrono::sys_days(date) } + hours(hour) + minutes(minute) + seconds(second)
        + milliseconds(millisecond);
}

} // namespace reachline::json
