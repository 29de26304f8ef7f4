#include "base/test.hpp"
#include "edges/console/wave.hpp"

#include <string>

using namespace reachline;

TEST("a message becomes a WAV file with the samples of G.711")
{
    // Silence, the loudest of both signs, and the two next to zero (ITU-T G.711, table 2).
    auto const file = edges::console::wave_of(std::string("\xff\x80\x00\x7f\xfe", 5));

    REQUIRE(file.size() == 44 + 10);
    CHECK(file.starts_with("RIFF"));
    auto const sample = [&](std::size_t n) { return static_cast<std::int16_t>(static_cast<unsigned char>(file[44 + 2 * n]) | static_cast<unsigned char>(file[45 + 2 * n]) << 8); };
    CHECK(sample(0) == 0);
    CHECK(sample(1) == 32124);
    CHECK(sample(2) == -32124);
    CHECK(sample(3) == 0);
    CHECK(sample(4) == 8);
}
