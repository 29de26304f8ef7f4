#include "voice/rtp/secure.hpp"

#include "base/test.hpp"
#include "voice/rtp/packet.hpp"

using namespace reachline;
using namespace reachline::voice::rtp;

namespace {

Bytes packet(std::uint16_t sequence)
{
    Bytes bytes(header_size + 160, std::byte { 0x55 });
    write_header(
        { .payload_type = 0, .sequence = sequence, .timestamp = sequence * 160U, .source = 7 },
        std::span(bytes).first<header_size>());
    return bytes;
}

} // namespace

TEST("a key is said and read, and one that we do not speak is passed over")
{
    SeededRandom chance(3);
    auto const key = new_voice_key(chance);

    CHECK(read_voice_key(text_of(key)) == key);
    CHECK(read_voice_key(text_of(key) + "|2^31") == key);
    for (auto const& wrong : { text_of(key) + "|1:4", text_of(key) + " UNENCRYPTED_SRTP",
             std::string("1 F8_128_HMAC_SHA1_80 inline:AAAA"),
             std::string("1 AES_CM_128_HMAC_SHA1_80 inline:AAAA"),
             std::string("x AES_CM_128_HMAC_SHA1_80 inline:"), std::string() })
        CHECK_FALSE(read_voice_key(wrong));
}

TEST("what one side protects the other reads, and nobody without its key")
{
    SeededRandom chance(4);
    auto const key = new_voice_key(chance);
    auto const sends = *SecureVoice::open(key);
    auto const hears = *SecureVoice::open(key);
    auto const stranger = *SecureVoice::open(new_voice_key(chance));

    auto const protected_one = sends->protect(packet(1));

    REQUIRE(protected_one);
    CHECK(*protected_one != packet(1));
    CHECK_FALSE(stranger->unprotect(*protected_one));
    CHECK(hears->unprotect(*protected_one) == packet(1));
    CHECK_FALSE(hears->unprotect(*protected_one)); // sent again by whoever overheard it
    CHECK_FALSE(hears->unprotect(packet(2)));
    CHECK_FALSE(hears->unprotect({}));
}
