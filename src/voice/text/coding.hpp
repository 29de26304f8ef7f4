#pragma once

#include <cstdint>
#include <optional>

namespace reachline::voice::text {

/// How two sides agreed to write letters (RFC 4103), and under which numbers (payload types).
struct Coding {
    std::uint8_t letters = 98; ///< t140/1000
    std::optional<std::uint8_t> redundant; ///< red/1000, where the other side takes it
    int letters_per_second = 30; ///< what they can show, on average over ten seconds ("cps")

    bool operator==(Coding const&) const = default;
};

} // namespace reachline::voice::text
