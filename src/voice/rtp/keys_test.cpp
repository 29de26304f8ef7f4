#include "voice/rtp/keys.hpp"

#include "base/random.hpp"
#include "base/test.hpp"

#include <algorithm>
#include <vector>

using namespace reachline;
using namespace reachline::voice::rtp;

namespace {

struct Sent {
    Header header;
    std::array<std::byte, 4> payload;
};

/// The packets of these keys as we send them.
std::vector<Sent> packets_of(std::string_view keys, std::uint32_t timestamp = 4'294'966'000U)
{
    KeysSent sender;
    for (char const key : keys)
        REQUIRE(sender.press(key));
    std::vector<Sent> packets;
    for (std::uint16_t beat = 0; sender.is_sending(); ++beat) {
        if (auto const out = sender.next(timestamp + beat * 160U))
            packets.push_back({ { .payload_type = 101,
                                    .marker = out->first,
                                    .sequence = beat,
                                    .timestamp = out->timestamp,
                                    .source = 5 },
                out->payload });
    }
    return packets;
}

std::string heard(std::vector<Sent> const& packets)
{
    KeysHeard listener;
    std::string keys;
    for (auto const& packet : packets)
        if (auto const key = listener.hear(packet.header, packet.payload))
            keys += *key;
    return keys;
}

} // namespace

TEST("every key that is sent is heard once, the same twice in a row too")
{
    CHECK(heard(packets_of("1")) == "1");
    CHECK(heard(packets_of("1100*#*7ABCD9")) == "1100*#*7ABCD9");
}

TEST("a key of which one packet alone arrives is heard")
{
    auto const packets = packets_of("9");

    for (auto const& packet : packets)
        CHECK(heard({ packet }) == "9");
}

TEST("doubled and late packets never make a second key")
{
    auto const packets = packets_of("12");
    auto disturbed = packets;
    disturbed.insert(disturbed.end(), packets.begin(), packets.end());

    CHECK(heard(disturbed) == "12");
}

TEST("with any two of three packets lost each key is still heard once and in order")
{
    SeededRandom dice(3);
    for (int run = 0; run < 200; ++run) {
        auto packets = packets_of("147*");
        std::erase_if(packets, [&](Sent const& packet) {
            return (std::to_integer<unsigned>(packet.payload[1]) & 0x80) == 0 && dice.below(3) > 0;
        });

        CHECK(heard(packets) == "147*");
    }
}

TEST("a key held for longer than a packet can say is one key")
{
    KeysHeard listener;
    std::array<std::byte, 4> const held { std::byte { 1 }, std::byte { 10 }, std::byte { 0xff },
        std::byte { 0xff } };

    auto const first = listener.hear({ .marker = true, .timestamp = 1000, .source = 1 }, held);
    auto const second = listener.hear({ .timestamp = 1000 + 0xffff, .source = 1 }, held);

    CHECK(first == '1');
    CHECK_FALSE(second);
}

TEST("the same key from another sender is heard again")
{
    KeysHeard listener;
    auto const packets = packets_of("5");
    auto other = packets.front().header;
    other.source = 6;

    CHECK(listener.hear(packets.front().header, packets.front().payload) == '5');
    CHECK(listener.hear(other, packets.front().payload) == '5');
}

TEST("an event that is no key, and a packet cut short, are nothing")
{
    KeysHeard listener;
    std::array<std::byte, 4> const flash { std::byte { 16 } };

    CHECK_FALSE(listener.hear({}, flash));
    CHECK_FALSE(listener.hear({}, ByteView(flash).first(3)));
}

TEST("the end of a key is said three times and more keys than a menu awaits are refused")
{
    auto const packets = packets_of("3");
    auto const ends = std::count_if(packets.begin(), packets.end(), [](Sent const& packet) {
        return (std::to_integer<unsigned>(packet.payload[1]) & 0x80) != 0;
    });
    KeysSent full;
    for (std::size_t i = 0; i < KeysSent::most_waiting; ++i)
        REQUIRE(full.press('1'));

    CHECK(ends == 3);
    CHECK(packets.back().payload[3] == std::byte { 0x20 }); // 800 samples
    CHECK_FALSE(full.press('1'));
    CHECK_FALSE(KeysSent {}.press('x'));
}
