#pragma once

// One datagram of a voice on its way (RFC 3550): a header of twelve bytes and the payload.
// Read from whoever sends to our port, so nothing in it is believed before it was measured.

#include "base/bytes.hpp"

#include <cstdint>
#include <optional>

namespace reachline::voice::rtp {

constexpr std::size_t header_size = 12;
/// What fits a frame of Ethernet; longer ones are not voice.
constexpr std::size_t longest_packet = 1500;

struct Header {
    std::uint8_t payload_type = 0;
    bool marker = false; ///< the first after a silence, or of a key
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0; ///< in samples
    std::uint32_t source = 0; ///< SSRC

    bool operator==(Header const&) const = default;
};

struct Packet {
    Header header;
    ByteView payload; ///< a view of the datagram
};

/// Nothing when it is no RTP packet of version 2, or says that more is in it than came.
std::optional<Packet> read_packet(ByteView datagram);

void write_header(Header const&, std::span<std::byte, header_size> into);

/// RTP and RTCP share a port for a browser (RFC 5761): they are told apart by the second byte.
bool is_rtcp(ByteView datagram);

} // namespace reachline::voice::rtp
