#include "voice/rtp/g711.hpp"

#include "base/test.hpp"

#include <cstdlib>

using namespace reachline::voice;
using namespace reachline::voice::rtp;

TEST("a code of either law is the code of what it expands to")
{
    for (auto const law : { Law::Mu, Law::A })
        for (int code = 0; code < 256; ++code) {
            auto const byte = static_cast<std::byte>(code);
            // µ-law has two zeros, and both sound alike.
            bool const is_second_zero = law == Law::Mu && code == 0x7f;
            CHECK((compressed(law, expanded(law, byte)) == byte || is_second_zero));
        }
}

TEST("a sample through either law keeps its size within the width of its step")
{
    for (auto const law : { Law::Mu, Law::A })
        for (int sample = INT16_MIN; sample <= INT16_MAX; ++sample) {
            int const back = expanded(law, compressed(law, static_cast<Sample>(sample)));
            int const widest = std::max(24, std::abs(sample) / 16);
            REQUIRE(std::abs(back - sample) <= widest);
        }
}

TEST("known codes of the standard expand to its values")
{
    CHECK(expanded(Law::Mu, std::byte { 0x80 }) == 32124);
    CHECK(expanded(Law::Mu, std::byte { 0x00 }) == -32124);
    CHECK(expanded(Law::Mu, std::byte { 0xff }) == 0);
    CHECK(expanded(Law::A, std::byte { 0xaa }) == 32256);
    CHECK(expanded(Law::A, std::byte { 0x2a }) == -32256);
    CHECK(expanded(Law::A, std::byte { 0xd5 }) == 8);
}
