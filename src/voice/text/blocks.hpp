#pragma once

// The payload of one packet of text with redundancy (RFC 4103 in the form of RFC 2198): what is
// new, and before it what the packets before carried, so that two lost packets in a row lose no
// letter.

#include "base/bytes.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace reachline::voice::text {

/// How many packets before are carried again.
constexpr std::size_t generations = 2;
/// What the ten bits of a length can say.
constexpr std::size_t longest_block = 1'023;

struct Blocks {
    std::vector<ByteView> older; ///< the oldest first, the last one that of the packet before
    ByteView newest;
};
/// Views of `payload`. Nothing when a block is of another kind than `letters`, or says that more is
/// in it than came.
std::optional<Blocks> read_blocks(ByteView payload, std::uint8_t letters);

struct Older {
    std::chrono::milliseconds
        age {}; ///< before the packet that carries it; at most 16,383 ms are told
    ByteView text;
};
Bytes write_blocks(std::vector<Older> const& older, ByteView newest, std::uint8_t letters);

} // namespace reachline::voice::text
