#pragma once

#include <cstdint>
#include <optional>

namespace reachline::voice::rtp {

/// How a voice is written: G.711's two laws, G.722 where a telephone has neither, Opus to browsers.
enum class Coding { Mu, A, G722, Opus };

/// How two sides agreed to write a voice, and under which numbers (payload types).
struct Codec {
    Coding coding = Coding::Mu;
    std::uint8_t voice = 0;
    std::optional<std::uint8_t> keys; ///< of RFC 4733, where the other side takes them

    bool operator==(Codec const&) const = default;
};

} // namespace reachline::voice::rtp
