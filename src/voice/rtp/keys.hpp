#pragma once

// Keys of a telephone as events of RFC 4733: heard once each, and sent so that a provider's menu
// hears them.
//
// An event comes in many packets, of which any may be lost, doubled or late. All of one key have
// one timestamp, so a key is told by it and not by the event's number: "1 1" is two keys. A danger
// key that was heard twice or not at all would cost somebody dearly.

#include "base/bytes.hpp"
#include "voice/rtp/packet.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>

namespace reachline::voice::rtp {

/// 0123456789*#ABCD, by the number of the event.
std::optional<char> key_of_event(unsigned event);
std::optional<unsigned> event_of_key(char key);

class KeysHeard {
public:
    /// The key, the first time that a packet tells of it.
    std::optional<char> hear(Header const&, ByteView payload);

private:
    bool any_ = false;
    std::uint32_t source_ = 0;
    std::uint32_t timestamp_ = 0;
    std::uint32_t until_ = 0; ///< where the key goes on, if it is held longer than a packet can say
    unsigned event_ = 0;
};

/// The packets of keys that are to be sent, one a beat of 20 ms.
class KeysSent {
public:
    static constexpr std::size_t most_waiting = 32;

    /// False when there are more than a menu could be waiting for.
    bool press(char key);
    bool is_sending() const { return !waiting_.empty(); }

    struct Out {
        bool first;
        std::uint32_t timestamp; ///< of the whole event
        std::array<std::byte, 4> payload;
    };
    /// The packet of this beat, whose voice would have had `timestamp`; nothing between two keys.
    std::optional<Out> next(std::uint32_t timestamp);

private:
    std::deque<unsigned> waiting_;
    int beat_ = 0;
    std::uint32_t began_ = 0;
};

} // namespace reachline::voice::rtp
