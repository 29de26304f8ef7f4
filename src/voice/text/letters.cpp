#include "voice/text/letters.hpp"

#include <algorithm>
#include <utility>

namespace reachline::voice::text {

namespace {

/// A sequence that does not end would swallow a whole conversation.
constexpr int longest_sequence = 16;
constexpr int longest_string = 255; // T.140, 8.4

void append(char32_t letter, std::string& into)
{
    auto const put = [&](char32_t value) { into.push_back(static_cast<char>(value)); };
    if (letter < 0x80)
        return put(letter);
    if (letter < 0x800)
        put(0xC0 | letter >> 6);
    else {
        if (letter < 0x10000)
            put(0xE0 | letter >> 12);
        else {
            put(0xF0 | letter >> 18);
            put(0x80 | (letter >> 12 & 63));
        }
        put(0x80 | (letter >> 6 & 63));
    }
    put(0x80 | (letter & 63));
}

bool is_line_end(char32_t letter)
{
    return letter == '\n' || letter == '\r' || letter == 0x85 || letter == 0x2028
        || letter == 0x2029;
}

/// Turns the order of the words round it (Unicode, bidirectional formatting).
bool turns_round(char32_t letter)
{
    return (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069)
        || letter == 0x200E || letter == 0x200F || letter == 0x61C;
}

bool is_control(char32_t letter)
{
    return letter < 0x20 || (letter >= 0x7F && letter < 0xA0);
}

} // namespace

std::size_t letters_in(std::string_view valid)
{
    return static_cast<std::size_t>(std::count_if(valid.begin(), valid.end(),
        [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

void Letters::hear(ByteView bytes, std::string& into)
{
    for (auto const each : bytes)
        byte(std::to_integer<unsigned>(each), into);
}

void Letters::lost(std::string& into)
{
    more_ = 0;
    was_return_ = false;
    skip_ = Skip::Nothing;
    into += missing;
}

void Letters::byte(unsigned value, std::string& into)
{
    if (more_ > 0 && (value < least_ || value > most_)) {
        more_ = 0;
        into += missing;
    } else if (more_ > 0) {
        begun_ = begun_ << 6 | (value & 63U);
        least_ = 0x80;
        most_ = 0xBF;
        if (--more_ == 0)
            letter(begun_, into);
        return;
    }
    if (value < 0x80)
        return letter(value, into);
    if (value < 0xC2 || value > 0xF4) {
        into += missing;
        return;
    }
    // Neither a longer form of a shorter letter, nor half of a pair, nor beyond the last (RFC
    // 3629).
    more_ = value < 0xE0 ? 1 : value < 0xF0 ? 2 : 3;
    begun_ = value & (value < 0xE0 ? 31U : value < 0xF0 ? 15U : 7U);
    least_ = value == 0xE0 ? 0xA0 : value == 0xF0 ? 0x90 : 0x80;
    most_ = value == 0xED ? 0x9F : value == 0xF4 ? 0x8F : 0xBF;
}

/// Within what T.140 allows beside letters: an interrupt (ESC a), a colour (CSI … m), a string.
bool Letters::is_skipped(char32_t value)
{
    auto const begin = [&](Skip what) {
        skip_ = what;
        skipped_ = 0;
        return true;
    };
    switch (skip_) {
    case Skip::Nothing:
        return value == 0x1B ? begin(Skip::Escape)
            : value == 0x9B  ? begin(Skip::Sequence)
            : value == 0x98  ? begin(Skip::String)
                             : false;
    case Skip::Escape:
        skip_ = Skip::Nothing;
        return true;
    case Skip::Sequence:
        if ((value >= 0x40 && value < 0x7F) || ++skipped_ == longest_sequence)
            skip_ = Skip::Nothing;
        return true;
    case Skip::String:
        if (value == 0x9C || ++skipped_ == longest_string)
            skip_ = Skip::Nothing;
        return true;
    }
    return false;
}

void Letters::letter(char32_t value, std::string& into)
{
    bool const is_same_end = std::exchange(was_return_, value == '\r') && value == '\n';
    if (is_same_end || is_skipped(value))
        return;
    if (is_line_end(value))
        into += '\n';
    else if (value == '\b')
        into += '\b';
    else if (value == '\t')
        into += ' ';
    else if (!is_control(value) && !turns_round(value) && value != 0xFEFF
        && (value & 0xFFFE) != 0xFFFE)
        append(value, into);
}

} // namespace reachline::voice::text
