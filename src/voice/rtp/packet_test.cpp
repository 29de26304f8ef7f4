#include "voice/rtp/packet.hpp"

#include "base/test.hpp"

#include <rapidcheck.h>

using namespace reachline;
using namespace reachline::voice::rtp;

namespace {

Bytes packet_with(Header const& header, std::string_view payload)
{
    Bytes packet(header_size);
    write_header(header, std::span<std::byte, header_size>(packet.data(), header_size));
    for (char const c : payload)
        packet.push_back(static_cast<std::byte>(c));
    return packet;
}

} // namespace

TEST("a packet is read as it was written")
{
    Header const header { .payload_type = 101,
        .marker = true,
        .sequence = 65535,
        .timestamp = 0xfedcba98,
        .source = 0x12345678 };

    auto const packet = packet_with(header, "voice");
    auto const read = read_packet(packet);

    REQUIRE(read);
    CHECK(read->header == header);
    CHECK(text_of(read->payload) == "voice");
}

TEST("contributors, an extension and padding are passed over")
{
    auto packet = packet_with({ .payload_type = 0 }, "");
    packet[0] = std::byte { 0xb1 }; // version 2, padding, extension, one contributor
    for (int const byte : { 9, 9, 9, 9, 0xbe, 0xde, 0, 1, 5, 5, 5, 5, int('o'), int('k'), 0, 2 })
        packet.push_back(static_cast<std::byte>(byte));

    auto const read = read_packet(packet);

    REQUIRE(read);
    CHECK(text_of(read->payload) == "ok");
}

TEST("a packet that says it holds more than came is none")
{
    auto short_one = packet_with({}, "");
    short_one[0] = std::byte { 0x8f };
    auto extension = packet_with({}, "\1\1\xff\xff");
    extension[0] = std::byte { 0x90 };
    auto padding = packet_with({}, "\x09");
    padding[0] = std::byte { 0xa0 };

    CHECK_FALSE(read_packet(short_one));
    CHECK_FALSE(read_packet(extension));
    CHECK_FALSE(read_packet(padding));
    CHECK_FALSE(read_packet(Bytes(11)));
    CHECK_FALSE(read_packet(Bytes(1501, std::byte { 0x80 })));
}

TEST("any bytes are read without looking past their end")
{
    bool const held = rc::check("any bytes", [] {
        auto const raw =
            *rc::gen::container<std::vector<std::uint8_t>>(rc::gen::arbitrary<std::uint8_t>());
        Bytes bytes;
        for (auto const byte : raw)
            bytes.push_back(std::byte { byte });
        if (!bytes.empty() && *rc::gen::arbitrary<bool>())
            bytes[0] = (bytes[0] & std::byte { 0x3f }) | std::byte { 0x80 };

        auto const read = read_packet(bytes);

        if (read && !read->payload.empty()) {
            RC_ASSERT(read->payload.data() >= bytes.data() + header_size);
            RC_ASSERT(read->payload.data() + read->payload.size() <= bytes.data() + bytes.size());
        }
    });

    CHECK(held);
}
