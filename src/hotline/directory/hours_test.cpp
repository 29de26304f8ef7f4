#include "hotline/directory/hours.hpp"

#include "base/json_binding.hpp"
#include "base/test.hpp"

using namespace reachline;
using namespace reachline::hotline::directory;

namespace {
Time at(std::string_view text)
{
    return json::time_from_text(text).value();
}
Schedule weekly(
    std::string days, std::string opens, std::string closes, std::string zone = "America/Chicago")
{
    return { .byday = std::move(days),
        .opens_at = std::move(opens),
        .closes_at = std::move(closes),
        .timezone = std::move(zone) };
}
} // namespace

TEST("local time follows the law of daylight saving time to the minute")
{
    CHECK(minutes_ahead("America/Chicago", at("2026-03-08T07:59:00Z")) == -360);
    CHECK(minutes_ahead("America/Chicago", at("2026-03-08T08:00:00Z")) == -300);
    CHECK(minutes_ahead("America/Chicago", at("2026-11-01T06:59:00Z")) == -300);
    CHECK(minutes_ahead("America/Chicago", at("2026-11-01T07:00:00Z")) == -360);
    CHECK(minutes_ahead("America/Phoenix", at("2026-07-01T12:00:00Z")) == -420);
    CHECK(minutes_ahead("Pacific/Guam", at("2026-07-01T12:00:00Z")) == 600);
    CHECK(minutes_ahead("America/Indiana/Knox", at("2026-07-01T12:00:00Z")) == -300);
    CHECK_FALSE(minutes_ahead("Europe/Berlin", at("2026-07-01T12:00:00Z")));
}

TEST("a service is open in its own time, also past midnight and over the end of the week")
{
    std::vector const office { weekly("MO,TU", "09:00", "17:00") };
    std::vector const night { weekly("SU", "20:00", "04:00") };

    CHECK(is_open(office, at("2026-11-23T15:00:00Z")) == true); // Monday, 9:00 in Houston
    CHECK(is_open(office, at("2026-11-23T14:59:00Z")) == false);
    CHECK(is_open(office, at("2026-11-23T23:00:00Z")) == false);
    CHECK(is_open(night, at("2026-11-23T09:59:00Z")) == true); // Monday, 3:59
    CHECK(is_open(night, at("2026-11-23T10:00:00Z")) == false);
    CHECK_FALSE(is_open({}, at("2026-11-23T15:00:00Z")).has_value());
}

TEST("only a service that never closes is open round the clock")
{
    CHECK(is_round_the_clock({ weekly("MO,TU,WE,TH,FR,SA,SU", "00:00", "24:00") }));
    CHECK(is_round_the_clock(
        { weekly("MO,TU,WE,TH,FR", "00:00", "24:00"), weekly("SA,SU", "00:00", "24:00") }));
    CHECK_FALSE(is_round_the_clock({ weekly("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59") }));
    CHECK_FALSE(is_round_the_clock({}));
}

TEST("hours that cannot be understood are not readable")
{
    CHECK(is_readable(weekly("MO", "09:00", "17:00")));
    CHECK_FALSE(is_readable(weekly("XX", "09:00", "17:00")));
    CHECK_FALSE(is_readable(weekly("MO", "9", "17:00")));
    CHECK_FALSE(is_readable(weekly("MO", "09:00", "25:00")));
    CHECK_FALSE(is_readable(weekly("MO", "09:00", "17:00", "Mars/Base")));
}
