#pragma once

// The packets of one voice in the order in which they were sent, for a decoder whose every packet
// stands on those before it (Opus, G.722). A packet that was overtaken is waited for: those after
// it are held until it came, or until somebody says that it will not be waited for any longer. That
// is the jitter buffer's to say, so this waits never longer than it does.
//
// It is pure. What comes in turn passes without being kept.

#include "base/bytes.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace reachline::voice::rtp {

class InTurn {
public:
    /// More than the longest delay holds, also of a sender of 10 ms a packet.
    static constexpr std::size_t most_held = 32;

    struct Packet {
        std::uint16_t sequence = 0;
        std::uint32_t timestamp = 0;
        Bytes payload;
        int given_up = 0; ///< how many right before it were not waited for any longer
    };

    /// What to do with a packet that came.
    enum class Turn {
        Now, ///< expand it, and then what next() gives
        Later, ///< a copy is held
        Past ///< its turn was given up, or it came twice
    };
    Turn came(std::uint16_t sequence, std::uint32_t timestamp, ByteView payload);

    /// One that was held, when its turn has come.
    std::optional<Packet> next();
    /// The first that waits for another; null when none does. Stands until the next call.
    Packet const* first_held() const { return held_.empty() ? nullptr : &held_.front(); }
    /// What is missing before the first that is held is not waited for.
    void give_up_missing();

    /// Another sender, or another count of the same one.
    void restart();

private:
    std::optional<std::uint16_t> next_; ///< the number whose turn it is
    std::vector<Packet> held_; ///< by their numbers; the first is never `next_`, or was given way
};

} // namespace reachline::voice::rtp
