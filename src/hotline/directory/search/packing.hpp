#pragma once

// A described struct as few bytes and back, for what the index keeps of a service: twenty of them
// are read for each search, and as JSON that took longer than the search itself. What is damaged or
// of another form is refused as a whole; Index writes the form into the index.

#include "base/clock.hpp"
#include "base/id.hpp"

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace reachline::hotline::directory {

namespace packing {

template <class T>
constexpr bool is_optional = false;
template <class T>
constexpr bool is_optional<std::optional<T>> = true;
template <class T>
constexpr bool is_vector = false;
template <class T>
constexpr bool is_vector<std::vector<T>> = true;
template <class T>
constexpr bool is_id = false;
template <class T>
constexpr bool is_id<Id<T>> = true;

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
inline void add_number(std::string& bytes, std::uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        bytes += static_cast<char>(0x80 | (number & 0x7f));
    bytes += static_cast<char>(number);
}

template <class T>
void add(std::string& bytes, T const& value)
{
    if constexpr (std::is_same_v<T, std::string>) {
        add_number(bytes, value.size());
        bytes += value;
    } else if constexpr (std::is_same_v<T, double>) {
        auto const bits = std::bit_cast<std::uint64_t>(value);
        for (int shift = 0; shift < 64; shift += 8)
            bytes += static_cast<char>(bits >> shift);
    } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
        // Numbers near 0 of either sign are short.
        auto const number = static_cast<std::int64_t>(value);
        add_number(bytes,
            (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63));
    } else if constexpr (std::is_same_v<T, Time>) {
        add(bytes, milliseconds_of(value));
    } else if constexpr (is_id<T>) {
        add(bytes, value.value);
    } else if constexpr (is_optional<T>) {
        bytes += value ? '\1' : '\0';
        if (value)
            add(bytes, *value);
    } else if constexpr (is_vector<T>) {
        add_number(bytes, value.size());
        for (auto const& item : value)
            add(bytes, item);
    } else {
        boost::mp11::mp_for_each<Members<T>>(
            [&](auto member) { add(bytes, value.*member.pointer); });
    }
}

/// Takes values from the front of bytes; once something was wrong, all that follows is empty.
struct Taker {
    std::string_view bytes;
    bool is_sound = true;

    std::uint64_t number()
    {
        std::uint64_t found = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            auto const byte = static_cast<unsigned char>(one());
            found |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80)
                return found;
        }
        is_sound = false;
        return 0;
    }

    template <class T>
    void take(T& value)
    {
        if constexpr (std::is_same_v<T, std::string>) {
            value = some(number());
        } else if constexpr (std::is_same_v<T, double>) {
            std::uint64_t bits = 0;
            for (int shift = 0; shift < 64; shift += 8)
                bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(one())) << shift;
            value = std::bit_cast<double>(bits);
        } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
            auto const found = number();
            value = static_cast<T>(
                static_cast<std::int64_t>(found >> 1) ^ -static_cast<std::int64_t>(found & 1));
        } else if constexpr (std::is_same_v<T, Time>) {
            std::int64_t at = 0;
            take(at);
            value = time_of(at);
        } else if constexpr (is_id<T>) {
            take(value.value);
        } else if constexpr (is_optional<T>) {
            if (one() != '\0')
                take(value.emplace());
        } else if constexpr (is_vector<T>) {
            auto const count = number();
            is_sound = is_sound && count <= bytes.size(); // each takes a byte at least
            for (std::uint64_t i = 0; i < count && is_sound; ++i)
                take(value.emplace_back());
        } else {
            boost::mp11::mp_for_each<Members<T>>(
                [&](auto member) { take(value.*member.pointer); });
        }
    }

private:
    char one()
    {
        auto const found = some(1);
        return found.empty() ? '\0' : found.front();
    }
    std::string_view some(std::uint64_t count)
    {
        is_sound = is_sound && count <= bytes.size();
        if (!is_sound)
            return {};
        auto const found = bytes.substr(0, count);
        bytes.remove_prefix(count);
        return found;
    }
};

} // namespace packing

template <class T>
std::string packed_bytes(T const& value)
{
    std::string bytes;
    packing::add(bytes, value);
    return bytes;
}

/// Nothing for bytes that are not exactly one value.
template <class T>
std::optional<T> from_packed(std::string_view bytes)
{
    packing::Taker taker { bytes };
    T value {};
    taker.take(value);
    return taker.is_sound && taker.bytes.empty() ? std::optional(std::move(value)) : std::nullopt;
}

} // namespace reachline::hotline::directory
