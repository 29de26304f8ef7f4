#include "hotline/directory/hsds/ids.hpp"

#include "base/text.hpp"
#include "crypto/hash.hpp"

#include <fmt/format.h>

#include <cctype>
#include <charconv>

namespace reachline::hotline::directory::hsds {

namespace {

constexpr std::string_view ours = "485344";
constexpr std::uint64_t largest_number = (std::uint64_t { 1 } << 53) - 1;

std::optional<std::uint64_t> from_hex_digits(std::string_view digits)
{
    std::uint64_t value = 0;
    auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (read.ec != std::errc {} || read.ptr != digits.data() + digits.size())
        return std::nullopt;
    return value;
}

} // namespace

std::string uuid(Kind kind, std::int64_t number, int position)
{
    auto const value = static_cast<std::uint64_t>(number) & largest_number;
    return fmt::format("{}{:02x}-{:04x}-8000-8{:03x}-{:012x}", ours, static_cast<unsigned>(kind),
        static_cast<unsigned>(position) & 0xffffU, value >> 48, value & 0xffff'ffff'ffffU);
}

std::string uuid_of_word(Kind kind, std::string_view taxonomy, std::string_view code)
{
    auto const digest = crypto::blake2b({ bytes_of(taxonomy), bytes_of(code) });
    auto const whole = crypto::from_little_endian(ByteView(digest).first<8>());
    return uuid(kind, static_cast<std::int64_t>(static_cast<std::uint64_t>(whole) >> 12));
}

bool is_uuid(std::string_view text)
{
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        auto const c = static_cast<unsigned char>(text[i]);
        if (is_dash ? c != '-' : std::isxdigit(c) == 0)
            return false;
    }
    return true;
}

std::optional<Parsed> parsed(std::string_view text)
{
    if (!is_uuid(text))
        return std::nullopt;
    auto const low = lower_ascii(text);
    std::string_view const all = low;
    if (!all.starts_with(ours) || all.substr(14, 4) != "8000" || all[19] != '8')
        return std::nullopt;
    auto const kind = from_hex_digits(all.substr(6, 2));
    auto const position = from_hex_digits(all.substr(9, 4));
    auto const high = from_hex_digits(all.substr(20, 3));
    auto const rest = from_hex_digits(all.substr(24, 12));
    if (!kind || !position || !high || !rest || *kind < 1
        || *kind > static_cast<unsigned>(Kind::TaxonomyTerm))
        return std::nullopt;
    auto const number = (*high << 48) | *rest;
    if (number > largest_number)
        return std::nullopt;
    return Parsed { .kind = static_cast<Kind>(*kind),
        .number = static_cast<std::int64_t>(number),
        .position = static_cast<int>(*position) };
}

std::optional<std::int64_t> number_of(Kind kind, std::string_view text)
{
    auto const read = parsed(text);
    if (!read || read->kind != kind || read->position != 0)
        return std::nullopt;
    return read->number;
}

} // namespace reachline::hotline::directory::hsds
