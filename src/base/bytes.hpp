#pragma once

// Bytes as they lie on disk and on the wire, and their texts.

#include "base/result.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reachline {

using Bytes = std::vector<std::byte>;
using ByteView = std::span<std::byte const>;

inline ByteView bytes_of(std::string_view text)
{
    return std::as_bytes(std::span { text.data(), text.size() });
}
inline std::string_view text_of(ByteView bytes)
{
    return { reinterpret_cast<char const*>(bytes.data()), bytes.size() };
}

std::string hex_of(ByteView);
Result<Bytes> from_hex(std::string_view);

} // namespace reachline
