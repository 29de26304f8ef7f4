#include "base/zone.hpp"

#include "base/test.hpp"

#include <ctime>
#include <string>

using namespace reachline;
using namespace std::chrono_literals;
using std::chrono::sys_days;

namespace {
Time at(std::chrono::year_month_day date, minutes of_day) { return sys_days(date) + of_day; }
std::string wall(Zone const& zone, Time time)
{
    auto const civil = zone.civil(time);
    auto const minute = civil.of_day.count();
    auto const two = [](auto n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
    return two(static_cast<unsigned>(civil.date.day())) + " " + two(minute / 60) + ":" + two(minute % 60);
}
} // namespace

TEST("a wall clock skips an hour in spring and says one twice in autumn")
{
    auto const chicago = Zone::load("America/Chicago").value();

    CHECK(wall(chicago, at(2026y / 3 / 8, 7h + 59min)) == "08 01:59");
    CHECK(wall(chicago, at(2026y / 3 / 8, 8h)) == "08 03:00");
    CHECK(wall(chicago, at(2026y / 11 / 1, 6h + 30min)) == "01 01:30");
    CHECK(wall(chicago, at(2026y / 11 / 1, 7h + 30min)) == "01 01:30");
    CHECK(wall(chicago, at(2026y / 11 / 1, 8h)) == "01 02:00");
    CHECK(wall(chicago, at(2026y / 7 / 4, 2h)) == "03 21:00");
    CHECK(chicago.civil(at(2026y / 7 / 4, 2h)).weekday == std::chrono::Friday);
}

TEST("zones answer like the system's own library, far into the future and the past")
{
    std::string const before = getenv("TZ") ? getenv("TZ") : "";
    for (char const* name : { "America/New_York", "America/Phoenix", "Pacific/Honolulu", "America/St_Johns", "Asia/Kathmandu",
             "Australia/Lord_Howe", "Pacific/Guam", "Europe/Dublin", "America/Sao_Paulo", "Pacific/Auckland", "UTC" }) {
        auto const zone = Zone::load(name);
        REQUIRE_MESSAGE(zone, name);
        setenv("TZ", name, 1);
        tzset();
        for (std::int64_t second = -500'000'000; second < 3'900'000'000; second += 1'234'567) {
            std::time_t const time = second;
            std::tm system {};
            localtime_r(&time, &system);
            REQUIRE_MESSAGE(zone->offset(time_of(second * 1000)).count() == system.tm_gmtoff, name);
        }
    }
    before.empty() ? unsetenv("TZ") : setenv("TZ", before.c_str(), 1);
    tzset();
}

TEST("what is no zone is refused and reads no other file")
{
    for (char const* name : { "", "Nowhere/Town", "../../../etc/passwd", "/etc/passwd", "America", "tzdata.zi", "America/Chi cago" })
        CHECK_MESSAGE(Zone::load(name).error().fault == Fault::Invalid, name);
    CHECK_FALSE(Zone::parse(""));
    CHECK_FALSE(Zone::parse(std::string("TZif2") + std::string(100, '\xff')));
}
