#include "hotline/directory/hours.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <bitset>

namespace reachline::hotline::directory {

namespace {

using namespace std::chrono;

constexpr int minutes_of_day = 24 * 60;
constexpr int minutes_of_week = 7 * minutes_of_day;
constexpr std::array<std::string_view, 7> days { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

struct Zone {
    std::string_view name;
    int standard; ///< hours ahead of UTC
    bool saves_daylight;
};
constexpr std::array<Zone, 14> zones { {
    { "America/New_York", -5, true },
    { "America/Detroit", -5, true },
    { "America/Chicago", -6, true },
    { "America/Menominee", -6, true },
    { "America/Denver", -7, true },
    { "America/Boise", -7, true },
    { "America/Phoenix", -7, false },
    { "America/Los_Angeles", -8, true },
    { "Pacific/Honolulu", -10, false },
    { "America/Puerto_Rico", -4, false },
    { "America/St_Thomas", -4, false },
    { "Pacific/Guam", 10, false },
    { "Pacific/Saipan", 10, false },
    { "Pacific/Pago_Pago", -11, false },
} };

std::optional<Zone> zone_named(std::string_view name)
{
    for (auto const& zone : zones)
        if (zone.name == name)
            return zone;
    for (auto const* const alaskan :
        { "Anchorage", "Juneau", "Sitka", "Nome", "Yakutat", "Metlakatla" })
        if (name == std::string("America/") + alaskan)
            return Zone { name, -9, true };
    if (name == "America/Indiana/Knox" || name == "America/Indiana/Tell_City"
        || name.starts_with("America/North_Dakota/"))
        return Zone { name, -6, true };
    if (name.starts_with("America/Indiana/") || name.starts_with("America/Kentucky/"))
        return Zone { name, -5, true };
    return std::nullopt;
}

/// From 2:00 standard time on the second Sunday of March to 2:00 daylight time on the first of
/// November (15 U.S.C. 260a(a)).
bool saves_daylight_at(Time time, int standard)
{
    auto const local = time + hours(standard);
    auto const year = year_month_day(floor<Days>(local)).year();
    Time const begins = sys_days(year / March / Sunday[2]) + hours(2);
    Time const ends = sys_days(year / November / Sunday[1]) + hours(1);
    return local >= begins && local < ends;
}

std::optional<int> day_of_week(std::string_view text)
{
    auto const found = std::find(days.begin(), days.end(), text);
    return found == days.end() ? std::nullopt
                               : std::optional(static_cast<int>(found - days.begin()));
}

/// Calls `each` with the minutes of the week, from Monday, at which the service opens and closes.
template <class Each>
bool each_opening(Schedule const& schedule, Each each)
{
    auto const opens = minute_of_day(schedule.opens_at);
    auto const closes = minute_of_day(schedule.closes_at);
    if (schedule.freq != Frequency::Weekly || !opens || !closes)
        return false;
    auto const first = static_cast<int>(opens->count());
    auto const last = static_cast<int>(closes->count());
    int const length = last > first ? last - first : last - first + minutes_of_day;
    for (auto const name : split(schedule.byday, ',')) {
        auto const day = day_of_week(name);
        if (!day)
            return false;
        each(*day * minutes_of_day + first, *day * minutes_of_day + first + length);
    }
    return true;
}

bool is_in_season(Schedule const& schedule, std::string const& today)
{
    return (schedule.valid_from.empty() || schedule.valid_from <= today)
        && (schedule.valid_to.empty() || schedule.valid_to >= today);
}

} // namespace

std::optional<int> minutes_ahead(std::string_view timezone, Time time)
{
    auto const zone = zone_named(timezone);
    if (!zone)
        return std::nullopt;
    bool const saving = zone->saves_daylight && saves_daylight_at(time, zone->standard);
    return (zone->standard + (saving ? 1 : 0)) * 60;
}

bool is_readable(Schedule const& schedule)
{
    if (!zone_named(schedule.timezone))
        return false;
    if (schedule.freq == Frequency::Monthly)
        return minute_of_day(schedule.opens_at) && minute_of_day(schedule.closes_at)
            && !schedule.byday.empty() && schedule.byday.size() < 40;
    return each_opening(schedule, [](int, int) {});
}

bool is_round_the_clock(std::vector<Schedule> const& schedules)
{
    std::bitset<minutes_of_week> open;
    for (auto const& schedule : schedules)
        if (schedule.valid_from.empty() && schedule.valid_to.empty())
            each_opening(schedule, [&open](int from, int to) {
                for (int minute = from; minute < to; ++minute)
                    open.set(static_cast<std::size_t>(minute % minutes_of_week));
            });
    return open.all();
}

std::optional<bool> is_open(
    std::vector<Schedule> const& schedules, Time time, std::optional<int> otherwise_ahead)
{
    bool is_said = false;
    for (auto const& schedule : schedules) {
        auto const its = minutes_ahead(schedule.timezone, time);
        auto const ahead = its ? its : otherwise_ahead;
        if (!ahead || schedule.freq != Frequency::Weekly)
            continue;
        auto const local = time + minutes(*ahead);
        auto const today = floor<Days>(local);
        int const minute = static_cast<int>(floor<minutes>(local - today).count())
            + minutes_of_day * (static_cast<int>(weekday(today).iso_encoding()) - 1);
        bool is_now = false;
        bool const read = each_opening(schedule, [&](int from, int to) {
            is_now = is_now || (minute >= from && minute < to)
                || (minute + minutes_of_week >= from && minute + minutes_of_week < to);
        });
        is_said = is_said || read;
        if (is_now && is_in_season(schedule, day_of(local)))
            return true;
    }
    return is_said ? std::optional(false) : std::nullopt;
}

} // namespace reachline::hotline::directory
