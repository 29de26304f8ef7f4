#include "base/zone.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>

namespace reachline {

namespace {

using std::chrono::sys_days;
using std::chrono::sys_seconds;

constexpr std::size_t header_size = 44;
constexpr std::size_t size_limit = 256 * 1024;

std::int64_t big_endian(std::string_view bytes)
{
    // The sign is that of the highest byte.
    std::int64_t value = static_cast<signed char>(bytes.front());
    for (char const c : bytes.substr(1))
        value = value * 256 + static_cast<unsigned char>(c);
    return value;
}

struct Counts {
    std::size_t utc_flags, standard_flags, leaps, changes, types, letters;

    static Counts at(std::string_view header)
    {
        auto const count = [&](std::size_t at) {
            return static_cast<std::size_t>(static_cast<std::uint32_t>(big_endian(header.substr(at, 4))));
        };
        return { count(20), count(24), count(28), count(32), count(36), count(40) };
    }
    std::size_t size(std::size_t time_size) const
    {
        return changes * time_size + changes + types * 6 + letters + leaps * (time_size + 4)
            + standard_flags + utc_flags;
    }
    bool sound() const
    {
        return types > 0 && std::ranges::all_of(std::initializer_list { utc_flags, standard_flags, leaps, changes, types, letters },
                   [](std::size_t n) { return n < size_limit; });
    }
};

bool is_name(std::string_view name)
{
    return !name.empty() && name.size() <= 64 && name.front() != '/' && name.find("..") == name.npos
        && std::ranges::all_of(name, [](unsigned char c) {
               return std::isalnum(c) || c == '/' || c == '_' || c == '-' || c == '+';
           });
}

} // namespace

/// Reads a POSIX TZ text from its front.
struct Zone::Reader {
    std::string_view text;
    bool sound = true;

    bool take(char c)
    {
        if (!text.starts_with(c))
            return false;
        text.remove_prefix(1);
        return true;
    }
    int number()
    {
        std::size_t digits = 0;
        int value = 0;
        for (; digits < text.size() && digits < 4 && std::isdigit(static_cast<unsigned char>(text[digits])); ++digits)
            value = value * 10 + (text[digits] - '0');
        sound = sound && digits > 0;
        text.remove_prefix(digits);
        return value;
    }
    void skip_name()
    {
        bool const quoted = take('<');
        std::size_t length = 0;
        while (length < text.size()
            && (quoted ? text[length] != '>' : std::isalpha(static_cast<unsigned char>(text[length])) != 0))
            ++length;
        text.remove_prefix(length);
        sound = sound && length >= 3 && (!quoted || take('>'));
    }
    seconds duration()
    {
        bool const negative = take('-');
        if (!negative)
            take('+');
        seconds value = hours(number());
        if (take(':'))
            value += minutes(number());
        if (take(':'))
            value += seconds(number());
        return negative ? -value : value;
    }
    Turn turn()
    {
        Turn turn;
        if (take('M')) {
            turn.kind = Turn::Kind::MonthWeekDay;
            turn.month = number();
            sound = take('.') && sound;
            turn.week = number();
            sound = take('.') && sound;
            turn.day = number();
            sound = sound && turn.month >= 1 && turn.month <= 12 && turn.week >= 1 && turn.week <= 5 && turn.day <= 6;
        } else {
            turn.kind = take('J') ? Turn::Kind::JulianWithoutLeap : Turn::Kind::DayOfYear;
            turn.day = number();
            sound = sound && turn.day <= 366;
        }
        if (take('/'))
            turn.at = duration();
        return turn;
    }
    Footer footer()
    {
        Footer footer;
        skip_name();
        footer.standard = -duration();
        if (text.empty())
            return footer;
        footer.has_summer = true;
        skip_name();
        footer.summer = text.starts_with(',') ? footer.standard + hours(1) : -duration();
        sound = take(',') && sound;
        footer.begin = turn();
        sound = take(',') && sound;
        footer.end = turn();
        sound = sound && text.empty();
        return footer;
    }
};

Result<Zone> Zone::load(std::string_view name, std::string_view folder)
{
    if (!is_name(name))
        return fail(Fault::Invalid, "this is not the name of a time zone");
    std::ifstream file(std::string(folder) + "/" + std::string(name), std::ios::binary);
    std::string bytes;
    if (file)
        for (char part[4096]; bytes.size() <= size_limit && (file.read(part, sizeof part), file.gcount() > 0);)
            bytes.append(part, static_cast<std::size_t>(file.gcount()));
    if (bytes.empty())
        return fail(Fault::Invalid, "this is not the name of a time zone");
    return parse(bytes);
}

Result<Zone> Zone::parse(std::string_view tzif)
{
    auto const wrong = [] { return fail(Fault::Invalid, "this is not a time zone file"); };
    if (tzif.size() < header_size || tzif.size() > size_limit || !tzif.starts_with("TZif") || tzif[4] < '2')
        return wrong();
    auto const old = Counts::at(tzif);
    if (!old.sound() || tzif.size() < header_size * 2 + old.size(4))
        return wrong();
    tzif.remove_prefix(header_size + old.size(4));
    auto const counts = Counts::at(tzif);
    if (!tzif.starts_with("TZif") || !counts.sound() || tzif.size() < header_size + counts.size(8) + 2)
        return wrong();
    auto const times = tzif.substr(header_size);
    auto const indices = times.substr(counts.changes * 8);
    auto const types = indices.substr(counts.changes);
    auto const offset_of_type = [&](std::size_t type) { return seconds(big_endian(types.substr(type * 6, 4))); };
    Zone zone;
    zone.first_ = offset_of_type(0);
    for (std::size_t i = 0; i < counts.changes; ++i) {
        auto const type = static_cast<unsigned char>(indices[i]);
        auto const at = big_endian(times.substr(i * 8, 8));
        if (type >= counts.types || (i > 0 && at <= zone.changes_.back()))
            return wrong();
        zone.changes_.push_back(at);
        zone.offsets_.push_back(offset_of_type(type));
    }
    auto footer = tzif.substr(header_size + counts.size(8));
    auto const end = footer.find('\n', 1);
    if (!footer.starts_with('\n') || end == footer.npos)
        return wrong();
    footer = footer.substr(1, end - 1);
    if (footer.empty())
        return zone;
    Reader reader { footer };
    zone.footer_ = reader.footer();
    zone.has_footer_ = true;
    if (!reader.sound)
        return wrong();
    return zone;
}

sys_seconds Zone::turn_in(Turn const& turn, std::chrono::year year, seconds offset)
{
    auto const new_year = sys_days(year / std::chrono::January / 1);
    sys_days day;
    switch (turn.kind) {
    case Turn::Kind::MonthWeekDay: {
        auto const month = std::chrono::month(static_cast<unsigned>(turn.month));
        std::chrono::weekday const weekday(static_cast<unsigned>(turn.day));
        day = turn.week == 5 ? sys_days(year / month / weekday[std::chrono::last])
                             : sys_days(year / month / weekday[static_cast<unsigned>(turn.week)]);
        break;
    }
    case Turn::Kind::JulianWithoutLeap:
        day = new_year + Days(turn.day - 1 + (year.is_leap() && turn.day >= 60 ? 1 : 0));
        break;
    case Turn::Kind::DayOfYear:
        day = new_year + Days(turn.day);
        break;
    }
    return day + turn.at - offset;
}

seconds Zone::footer_offset(Time time) const
{
    if (!footer_.has_summer)
        return footer_.standard;
    auto const local = std::chrono::floor<Days>(time + footer_.standard);
    auto const year = std::chrono::year_month_day(local).year();
    auto const begin = turn_in(footer_.begin, year, footer_.standard);
    auto const end = turn_in(footer_.end, year, footer_.summer);
    // South of the equator summer runs over the new year.
    bool const summer = begin < end ? time >= begin && time < end : time >= begin || time < end;
    return summer ? footer_.summer : footer_.standard;
}

seconds Zone::offset(Time time) const
{
    auto const at = std::chrono::floor<seconds>(time).time_since_epoch().count();
    auto const next = std::ranges::upper_bound(changes_, at);
    if (next == changes_.end() && has_footer_)
        return footer_offset(time);
    if (next == changes_.begin())
        return first_;
    return offsets_[static_cast<std::size_t>(next - changes_.begin() - 1)];
}

CivilTime Zone::civil(Time time) const
{
    auto const local = std::chrono::floor<minutes>(time + offset(time));
    auto const day = std::chrono::floor<Days>(local);
    return { std::chrono::year_month_day(day), std::chrono::weekday(day), local - day };
}

} // namespace reachline
