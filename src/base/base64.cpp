#include "base/base64.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace reachline {

namespace {

constexpr std::string_view usual =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view of_urls =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t no_digit = 255;

constexpr std::array<std::uint8_t, 256> values_of(std::string_view alphabet)
{
    std::array<std::uint8_t, 256> values {};
    values.fill(no_digit);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return values;
}
constexpr auto usual_values = values_of(usual);
constexpr auto url_values = values_of(of_urls);

/// `text` without its padding.
Result<Bytes> read(std::string_view text, std::array<std::uint8_t, 256> const& values)
{
    Bytes bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (char const c : text) {
        auto const value = values[static_cast<unsigned char>(c)];
        if (value == no_digit)
            return fail(Fault::Invalid, "this is no base64");
        held = held << 6 | value;
        bits += 6;
        if (bits < 8)
            continue;
        bits -= 8;
        bytes.push_back(static_cast<std::byte>(held >> bits & 255));
    }
    // What is left over must be nothing: one text for the same bytes, and no more.
    if (text.size() % 4 == 1 || (held & ((1U << bits) - 1)) != 0)
        return fail(Fault::Invalid, "this is no base64");
    return bytes;
}

} // namespace

std::string base64_of(ByteView bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        auto const left = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t three = 0;
        for (std::size_t k = 0; k < 3; ++k)
            three = three << 8 | (k < left ? std::to_integer<std::uint32_t>(bytes[i + k]) : 0);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= left ? usual[three >> (18 - 6 * k) & 63] : '=';
    }
    return text;
}

Result<Bytes> from_base64(std::string_view text)
{
    if (text.size() % 4 != 0)
        return fail(Fault::Invalid, "this is no base64");
    if (text.ends_with("=="))
        text.remove_suffix(2);
    else if (text.ends_with('='))
        text.remove_suffix(1);
    return read(text, usual_values);
}

Result<Bytes> from_base64_url(std::string_view text)
{
    return read(text, url_values);
}

} // namespace reachline
