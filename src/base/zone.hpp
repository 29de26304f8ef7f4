#pragma once

// Civil time in a zone of the IANA database, read from the system's TZif files (RFC 8536). A person
// says "after six"; whether it is after six there must be right on the nights when clocks change,
// too. The standard library of g++ 12 has no time zones yet.

#include "base/clock.hpp"
#include "base/result.hpp"

#include <vector>

namespace reachline {

/// The time that a clock on the wall shows.
struct CivilTime {
    std::chrono::year_month_day date;
    std::chrono::weekday weekday;
    minutes of_day;
};

class Zone {
public:
    /// Invalid for a name that the database does not have, or that is no name at all.
    static Result<Zone> load(std::string_view name, std::string_view folder = "/usr/share/zoneinfo");
    /// The bytes of one TZif file of version 2 or later.
    static Result<Zone> parse(std::string_view tzif);

    CivilTime civil(Time) const;
    seconds offset(Time) const;

private:
    /// When a rule of the footer begins or ends: "M3.2.0/2", "J60" or "59".
    struct Turn {
        enum class Kind { MonthWeekDay, JulianWithoutLeap, DayOfYear } kind = Kind::DayOfYear;
        int month = 0, week = 0, day = 0;
        seconds at { 7200 };
    };
    /// What holds after the last listed change: a POSIX TZ text such as "CST6CDT,M3.2.0,M11.1.0".
    struct Footer {
        seconds standard {};
        seconds summer {};
        bool has_summer = false;
        Turn begin, end;
    };
    struct Reader;
    static std::chrono::sys_seconds turn_in(Turn const&, std::chrono::year, seconds offset);
    seconds footer_offset(Time) const;

    std::vector<std::int64_t> changes_; ///< seconds since 1970
    std::vector<seconds> offsets_; ///< from each change on
    seconds first_ {};
    bool has_footer_ = false;
    Footer footer_ {};
};

} // namespace reachline
