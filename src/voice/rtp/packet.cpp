#include "voice/rtp/packet.hpp"

namespace reachline::voice::rtp {

namespace {

unsigned byte_at(ByteView bytes, std::size_t at)
{
    return std::to_integer<unsigned>(bytes[at]);
}

std::uint16_t two_at(ByteView bytes, std::size_t at)
{
    return static_cast<std::uint16_t>(byte_at(bytes, at) << 8 | byte_at(bytes, at + 1));
}

std::uint32_t four_at(ByteView bytes, std::size_t at)
{
    return static_cast<std::uint32_t>(two_at(bytes, at)) << 16 | two_at(bytes, at + 2);
}

} // namespace

std::optional<Packet> read_packet(ByteView datagram)
{
    if (datagram.size() < header_size || datagram.size() > longest_packet)
        return std::nullopt;
    auto const first = byte_at(datagram, 0);
    if (first >> 6 != 2 || is_rtcp(datagram))
        return std::nullopt;

    std::size_t start = header_size + (first & 15) * 4;
    if ((first & 0x10) != 0) { // an extension, which we pass over
        if (datagram.size() < start + 4)
            return std::nullopt;
        start += 4 + static_cast<std::size_t>(two_at(datagram, start + 2)) * 4;
    }
    if (datagram.size() < start)
        return std::nullopt;
    std::size_t length = datagram.size() - start;
    if ((first & 0x20) != 0) { // padding, whose length is its last byte
        auto const padding = length == 0 ? 0 : byte_at(datagram, datagram.size() - 1);
        if (padding == 0 || padding > length)
            return std::nullopt;
        length -= padding;
    }

    auto const second = byte_at(datagram, 1);
    return Packet {
        .header = { .payload_type = static_cast<std::uint8_t>(second & 127),
            .marker = second >= 128,
            .sequence = two_at(datagram, 2),
            .timestamp = four_at(datagram, 4),
            .source = four_at(datagram, 8) },
        .payload = datagram.subspan(start, length),
    };
}

void write_header(Header const& header, std::span<std::byte, header_size> into)
{
    auto const put = [&](std::size_t at, unsigned value) {
        into[at] = static_cast<std::byte>(value & 255);
    };
    put(0, 0x80);
    put(1, header.payload_type | (header.marker ? 128U : 0U));
    put(2, header.sequence >> 8U);
    put(3, header.sequence);
    for (std::size_t i = 0; i < 4; ++i) {
        auto const shift = 24U - 8U * static_cast<unsigned>(i);
        put(4 + i, header.timestamp >> shift);
        put(8 + i, header.source >> shift);
    }
}

bool is_rtcp(ByteView datagram)
{
    if (datagram.size() < 2)
        return false;
    auto const type = byte_at(datagram, 1);
    return type >= 192 && type <= 223;
}

} // namespace reachline::voice::rtp
