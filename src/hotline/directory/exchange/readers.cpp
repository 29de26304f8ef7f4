#include "hotline/directory/exchange/readers.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace reachline::hotline::directory::exchange {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Does not cut a letter in two, nor a word if there is another before it.
std::string cut(std::string text, std::size_t limit)
{
    if (text.size() <= limit)
        return text;
    std::size_t end = limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    auto const blank = text.rfind(' ', end);
    if (blank != std::string::npos && blank > limit / 2)
        end = blank;
    text.resize(end);
    return std::string(trimmed(text));
}

/// The number at the front; it is taken off.
std::optional<int> leading_number(std::string_view& text)
{
    int value = 0;
    auto const end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc {} || value < 0)
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end.ptr - text.data()));
    return value;
}

bool take(std::string_view& text, char c)
{
    if (!text.starts_with(c))
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<std::chrono::year_month_day> calendar_day(std::string_view& text)
{
    using namespace std::chrono;
    auto const first = leading_number(text);
    if (!first)
        return std::nullopt;
    char const mark = text.empty() ? '\0' : text.front();
    if (mark != '-' && mark != '/')
        return std::nullopt;
    text.remove_prefix(1);
    auto const second = leading_number(text);
    if (!second || !take(text, mark))
        return std::nullopt;
    auto const third = leading_number(text);
    if (!third)
        return std::nullopt;
    // 2026-01-31 everywhere; 1/31/2026 as iCarol and spreadsheets of the United States write it.
    auto const made = mark == '-' ? year(*first) / *second / *third : year(*third) / *first / *second;
    bool const is_plausible = made.ok() && made.year() >= year(1900) && made.year() <= year(2200);
    return is_plausible ? std::optional(made) : std::nullopt;
}

struct TimeOfDay {
    int minutes = 0;
    std::string_view rest {};
};

/// "09:00", "9:00:00", "4:00 PM", "3pm"; what comes behind stays in `rest`.
std::optional<TimeOfDay> time_of_day(std::string_view text)
{
    auto const hour = leading_number(text);
    if (!hour)
        return std::nullopt;
    int minute = 0, second = 0;
    bool const has_minutes = take(text, ':');
    if (has_minutes) {
        auto const read = leading_number(text);
        if (!read)
            return std::nullopt;
        minute = *read;
        if (take(text, ':')) {
            auto const seconds = leading_number(text);
            if (!seconds)
                return std::nullopt;
            second = *seconds;
            if (take(text, '.'))
                leading_number(text);
        }
    }
    auto const rest = lower_ascii(trimmed(text));
    int hours = *hour;
    bool const is_evening = rest.starts_with("p"), is_morning = rest.starts_with("a");
    if (is_evening || is_morning) {
        if (hours < 1 || hours > 12)
            return std::nullopt;
        hours = hours % 12 + (is_evening ? 12 : 0);
        text = {};
    } else if (!has_minutes) {
        return std::nullopt;
    }
    bool const is_end_of_day = hours == 24 && minute == 0 && second == 0;
    if ((hours > 23 && !is_end_of_day) || minute > 59 || second > 59)
        return std::nullopt;
    return TimeOfDay { hours * 60 + minute, trimmed(text) };
}

std::string clock_text(int minutes)
{
    auto const two = [](int value) { return std::string(value < 10 ? "0" : "") + std::to_string(value); };
    return two(minutes / 60) + ':' + two(minutes % 60);
}

} // namespace

Read<std::string> words_in(std::string_view text, std::size_t limit)
{
    auto const clean = clean_text(text, text.size());
    if (!clean)
        return { .value = {}, .fault = Rule::NotUtf8 };
    auto short_enough = cut(*clean, limit);
    bool const is_whole = short_enough.size() == clean->size();
    return { .value = std::move(short_enough), .fault = is_whole ? std::nullopt : std::optional(Rule::TextCut) };
}

Read<std::string> website_in(std::string_view text)
{
    auto url = words_in(trimmed(text), 2'000).value;
    if (url.empty())
        return {};
    auto const lower = lower_ascii(url);
    auto const is_plain = url.find_first_of(" \t\n\"<>\\") == std::string::npos;
    auto const dot = url.find('.');
    bool const has_name = dot != std::string::npos && dot > 0 && dot + 1 < url.size();
    bool const is_bare = lower.find(':') == std::string::npos && !lower.starts_with("/") && lower.find('@') == std::string::npos;
    if (is_plain && has_name && is_bare)
        url = "https://" + url;
    bool const is_web = lower_ascii(url).starts_with("https://") || lower_ascii(url).starts_with("http://");
    if (!is_plain || !has_name || !is_web || url.size() > 200)
        return { .value = {}, .fault = Rule::NotAWebsite };
    // The scheme in small letters, as the directory's own check wants it.
    auto const scheme = url.find(':');
    return { .value = lower_ascii(url.substr(0, scheme)) + url.substr(scheme) };
}

Read<std::string> email_in(std::string_view text)
{
    auto mail = words_in(trimmed(text), 2'000).value;
    if (mail.empty())
        return {};
    auto const at = mail.find('@');
    bool const is_mail = at != std::string::npos && at > 0 && mail.find('@', at + 1) == std::string::npos
        && mail.find('.', at) != std::string::npos && !mail.ends_with('.') && mail.size() <= 200
        && mail.find_first_of(" \t\n,;<>\"") == std::string::npos;
    if (!is_mail)
        return { .value = {}, .fault = Rule::UnreadableEmail };
    return { .value = std::move(mail) };
}

Read<std::optional<Time>> time_in(std::string_view text)
{
    using namespace std::chrono;
    text = trimmed(text);
    if (text.empty())
        return {};
    Read<std::optional<Time>> const impossible { .value = {}, .fault = Rule::ImpossibleDate };
    auto const day = calendar_day(text);
    if (!day)
        return impossible;
    Time time = sys_days(*day);
    if (text.empty())
        return { .value = time };
    if (!take(text, 'T') && !take(text, ' '))
        return impossible;
    auto const hour = text.size() >= 2 && is_digit(text[0]);
    auto clock = hour ? time_of_day(text) : std::nullopt;
    if (!clock)
        return impossible;
    time += minutes(clock->minutes);
    auto& zone = clock->rest;
    if (zone.empty() || zone == "Z")
        return { .value = time };
    bool const is_ahead = zone.front() == '+';
    if (!is_ahead && zone.front() != '-')
        return impossible;
    zone.remove_prefix(1);
    auto const offset = time_of_day(zone);
    if (!offset)
        return impossible;
    return { .value = is_ahead ? time - minutes(offset->minutes) : time + minutes(offset->minutes) };
}

Read<std::string> date_in(std::string_view text)
{
    auto const time = time_in(text);
    return { .value = time.value ? day_of(*time.value) : std::string(), .fault = time.fault };
}

std::optional<std::int64_t> whole_number(std::string_view text)
{
    text = trimmed(text);
    if (auto const point = text.find('.'); point != std::string_view::npos
        && text.substr(point + 1).find_first_not_of('0') == std::string_view::npos)
        text = text.substr(0, point);
    std::int64_t value = 0;
    auto const end = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const is_read = !text.empty() && end.ec == std::errc {} && end.ptr == text.data() + text.size();
    return is_read ? std::optional(value) : std::nullopt;
}

std::optional<double> decimal(std::string_view text)
{
    text = trimmed(text);
    take(text, '+');
    double value = 0;
    auto const end = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const is_read = !text.empty() && end.ec == std::errc {} && end.ptr == text.data() + text.size();
    return is_read && value == value ? std::optional(value) : std::nullopt;
}

Read<std::optional<std::int64_t>> age_in(std::string_view text)
{
    if (trimmed(text).empty())
        return {};
    auto const age = whole_number(text);
    if (!age || *age < 0 || *age > 120)
        return { .value = {}, .fault = Rule::ImpossibleAge };
    return { .value = age };
}

Read<Status> status_in(std::string_view text)
{
    auto word = lower_ascii(trimmed(text));
    std::replace(word.begin(), word.end(), '_', ' ');
    if (word.empty() || word == "active")
        return { .value = Status::Active };
    if (word == "inactive")
        return { .value = Status::Inactive };
    if (word == "defunct")
        return { .value = Status::Defunct };
    if (word == "temporarily closed")
        return { .value = Status::TemporarilyClosed };
    return { .value = Status::Inactive, .fault = Rule::UnknownStatus };
}

std::optional<bool> answer_in(std::string_view text)
{
    auto const word = lower_ascii(trimmed(text));
    if (word == "yes" || word == "true" || word == "1" || word == "y" || word == "si" || word == "sí")
        return true;
    if (word == "no" || word == "false" || word == "0" || word == "n")
        return false;
    return std::nullopt;
}

bool is_yes(std::string_view text) { return answer_in(text).value_or(false); }

namespace {

struct Dialled {
    std::string number;
    std::string extension;
};

/// "650 780-7525 x12" and "+1 (650) 780-7525" are 650-780-7525. A number without an area code rings
/// somewhere else for whoever calls from another city, so it is none.
std::optional<Dialled> dialled(std::string_view text)
{
    text = trimmed(text);
    while (text.size() > 1 && text.front() == '"' && text.back() == '"')
        text = trimmed(text.substr(1, text.size() - 2));
    Dialled result;
    auto const lower = lower_ascii(text);
    for (auto const* const mark : { "extension", "ext", "x", "#" })
        if (auto const at = lower.find(mark); at != std::string::npos && at > 0) {
            result.extension = digits_of(text.substr(at));
            text = trimmed(text.substr(0, at));
            if (result.extension.empty())
                return std::nullopt;
            break;
        }
    if (text.find_first_not_of("0123456789 ()-./+\xc2\xa0") != std::string_view::npos)
        return std::nullopt;
    auto digits = digits_of(text);
    bool const is_foreign = text.starts_with('+') && !digits.starts_with('1');
    if (is_foreign || (text.starts_with('+') && digits.size() != 11)) {
        if (digits.size() < 8 || digits.size() > 15)
            return std::nullopt;
        result.number = text.substr(0, 24);
        return result;
    }
    if (digits.size() >= 3 && digits.size() <= 6) {
        result.number = digits;
        return result;
    }
    bool const is_ours = text.find_first_not_of("0123456789-") == std::string_view::npos && text.find('-') != std::string_view::npos;
    bool const has_one = digits.size() == 11 && digits.front() == '1';
    if (has_one)
        digits.erase(0, 1);
    if (digits.size() != 10 || digits[0] < '2')
        return std::nullopt;
    result.number = is_ours ? std::string(text) : digits.substr(0, 3) + '-' + digits.substr(3, 3) + '-' + digits.substr(6);
    return result;
}

PhoneKind kind_in(std::string_view text)
{
    auto const word = lower_ascii(trimmed(text));
    if (word.find("hotline") != std::string::npos || word.find("crisis") != std::string::npos)
        return PhoneKind::Hotline;
    if (word == "text" || word == "sms")
        return PhoneKind::Text;
    if (word == "fax")
        return PhoneKind::Fax;
    if (word == "tty" || word == "tdd" || word == "tty/tdd" || word == "textphone" || word == "text phone")
        return PhoneKind::Tty;
    return PhoneKind::Voice;
}

} // namespace

Read<std::optional<Phone>> phone_in(Row const& row)
{
    std::string text(row["number"]);
    auto const prefix = digits_of(row["country_prefix"]);
    if (!prefix.empty() && prefix != "1" && !text.starts_with('+'))
        text = '+' + prefix + ' ' + text;
    if (trimmed(text).empty())
        return { .value = {}, .fault = Rule::UndialledPhone, .column = "number" };
    auto const number = dialled(text);
    if (!number)
        return { .value = {}, .fault = Rule::UndialledPhone, .column = "number" };
    auto const extension = row["extension_text"].empty() ? row["extension"] : row["extension_text"];
    Phone phone { .number = number->number,
        .extension = words_in(extension.empty() ? number->extension : extension, 10).value,
        .kind = kind_in(row["type"]) };
    phone.description = words_in(row["description"].empty() ? row["department"] : row["description"], 200).value;
    phone.visibility = is_yes(row["is_private"]) ? Visibility::Advocate : Visibility::Public;
    return { .value = std::move(phone) };
}

Read<std::optional<Capacity>> capacity_in(Row const& row, std::string_view unit)
{
    constexpr std::array<std::string_view, 24> units { "bed", "beds", "room", "rooms", "place", "places",
        "space", "spaces", "slot", "slots", "spot", "spots", "unit", "units", "seat", "seats", "family",
        "families", "people", "persons", "person", "cots", "cribs", "apartments" };
    auto const wrong = [](Rule rule, std::string_view column, std::string detail = {}) {
        return Read<std::optional<Capacity>> { .value = {}, .fault = rule, .detail = std::move(detail), .column = column };
    };
    auto const available = whole_number(row["available"]);
    auto const maximum = whole_number(row["maximum"]);
    if (!available || *available < 0)
        return wrong(Rule::UnreadableCapacity, "available");
    if (!row["maximum"].empty() && (!maximum || *maximum < 0))
        return wrong(Rule::UnreadableCapacity, "maximum");
    if (maximum && *available > *maximum)
        return wrong(Rule::CapacityAboveMaximum, "available", std::to_string(*available) + " of " + std::to_string(*maximum));
    auto const updated = time_in(row["updated"]).value;
    if (!updated)
        return wrong(Rule::UnreadableCapacity, "updated");
    auto const name = lower_ascii(trimmed(unit));
    if (!name.empty() && std::find(units.begin(), units.end(), name) == units.end())
        return wrong(Rule::UnknownUnit, "unit");
    return { .value = Capacity { .available = *available, .maximum = maximum, .unit = words_in(unit, 40).value, .updated = *updated } };
}

std::vector<std::string_view> parts_of(std::string_view text, std::string_view separators)
{
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        auto const end = std::min(text.find_first_of(separators), text.size());
        if (auto const part = trimmed(text.substr(0, end)); !part.empty())
            parts.push_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

// Hours.

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> days { {
    { "monday", "MO" }, { "tuesday", "TU" }, { "wednesday", "WE" }, { "thursday", "TH" },
    { "friday", "FR" }, { "saturday", "SA" }, { "sunday", "SU" } } };

std::optional<std::string> weekday_in(std::string_view text)
{
    auto const word = lower_ascii(trimmed(text));
    for (std::size_t i = 0; i < days.size(); ++i)
        if (word == days[i].first || (word.size() >= 3 && days[i].first.starts_with(word)) || word == std::to_string(i + 1))
            return std::string(days[i].second);
    return std::nullopt;
}

/// "MO,TU" of RFC 5545, for a month "1MO" or "-1FR".
std::optional<std::string> days_in(std::string_view text, Frequency freq)
{
    std::string list;
    for (auto const part : parts_of(text, ", ")) {
        std::string day(part);
        std::transform(day.begin(), day.end(), day.begin(), [](char c) { return is_letter(c) && c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
        auto const name = day.size() >= 2 ? std::string_view(day).substr(day.size() - 2) : std::string_view();
        bool const is_day = std::any_of(days.begin(), days.end(), [&](auto const& one) { return one.second == name; });
        auto const number = whole_number(std::string_view(day).substr(0, day.size() - name.size()));
        bool const has_number = day.size() > 2;
        if (!is_day || has_number != (freq == Frequency::Monthly) || (has_number && (!number || *number == 0 || *number > 5 || *number < -5)))
            return std::nullopt;
        list += (list.empty() ? "" : ",") + day;
    }
    return list.empty() || list.size() >= 40 ? std::nullopt : std::optional(list);
}

} // namespace

Read<std::optional<Schedule>> schedule_in(Row const& row)
{
    auto const wrong = [](Rule rule, std::string_view column) {
        return Read<std::optional<Schedule>> { .value = {}, .fault = rule, .column = column };
    };
    auto const opens_at = row["opens_at"], closes_at = row["closes_at"];
    if (opens_at.empty() && closes_at.empty())
        return row["description"].empty() && row["notes"].empty() ? Read<std::optional<Schedule>> {} : wrong(Rule::HoursInWords, "description");
    auto const opens = time_of_day(opens_at);
    if (!opens)
        return wrong(Rule::ImpossibleTime, "opens_at");
    auto const closes = time_of_day(closes_at);
    if (!closes)
        return wrong(Rule::ImpossibleTime, "closes_at");
    if (opens->minutes == closes->minutes)
        return wrong(Rule::ClosingIsOpening, "closes_at");
    if (opens->rest.starts_with('Z') || closes->rest.starts_with('Z'))
        return wrong(Rule::UnknownZone, "opens_at");
    auto freq = lower_ascii(row["freq"]);
    bool const is_daily = freq == "daily" && row["byday"].empty() && row["weekday"].empty();
    if ((freq == "daily" && !is_daily) || whole_number(row["interval"]).value_or(1) > 1 || (freq == "monthly" && row["byday"].empty()))
        return wrong(Rule::HoursInWords, "freq");
    Schedule schedule { .freq = freq == "monthly" ? Frequency::Monthly : Frequency::Weekly };
    auto const byday = is_daily ? std::optional<std::string>("MO,TU,WE,TH,FR,SA,SU")
        : row["weekday"].empty() ? days_in(row["byday"], schedule.freq) : weekday_in(row["weekday"]);
    if (!byday)
        return wrong(Rule::UnknownDays, row["weekday"].empty() ? "byday" : "weekday");
    schedule.byday = *byday;
    schedule.opens_at = clock_text(opens->minutes);
    schedule.closes_at = clock_text(closes->minutes);
    schedule.timezone = row["timezone_name"];
    if (schedule.timezone.empty() && !decimal(row["timezone"]))
        schedule.timezone = row["timezone"];
    schedule.valid_from = date_in(row["valid_from"]).value;
    schedule.valid_to = date_in(row["valid_to"]).value;
    schedule.notes = words_in(row["notes"], 200).value;
    return { .value = std::move(schedule) };
}

std::string hours_in_words(Row const& row)
{
    std::string text(row["description"].empty() ? row["notes"] : row["description"]);
    if (!row["opens_at"].empty()) {
        text += text.empty() ? "" : ": ";
        text += std::string(row["freq"]) + ' ' + std::string(row["byday"]) + ' ' + std::string(row["opens_at"]) + '-' + std::string(row["closes_at"]);
    }
    return words_in(text, 500).value;
}

} // namespace reachline::hotline::directory::exchange
