#pragma once

#include "voice/rtp/g711.hpp"

#include <cstdint>
#include <optional>

namespace reachline::voice::rtp {

/// How two sides agreed to write a voice, and under which numbers (payload types).
struct Codec {
    Law law = Law::Mu;
    std::uint8_t voice = 0;
    std::optional<std::uint8_t> keys; ///< of RFC 4733, where the other side takes them
    bool is_opus = false; ///< in place of the law; of browsers alone

    bool operator==(Codec const&) const = default;
};

} // namespace reachline::voice::rtp
