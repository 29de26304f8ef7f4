#include "voice/prompts/wave.hpp"

#include "base/test.hpp"
#include "voice/prompts/hold_sound.hpp"

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <string>

using namespace reachline;
using namespace reachline::voice;
using namespace reachline::voice::prompts;

namespace {

std::string little(unsigned value, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text += static_cast<char>(value >> (8 * i) & 255);
    return text;
}

std::string wave(unsigned rate, unsigned channels, double pitch, double seconds)
{
    std::string sound;
    for (std::size_t i = 0; i < static_cast<std::size_t>(seconds * rate); ++i)
        for (unsigned channel = 0; channel < channels; ++channel)
            sound += little(
                static_cast<unsigned>(static_cast<int>(10000
                    * std::sin(2 * std::numbers::pi * pitch * static_cast<double>(i) / rate))),
                2);
    auto const size = static_cast<unsigned>(sound.size());
    return "RIFF" + little(size + 36, 4) + "WAVEfmt " + little(16, 4) + little(1, 2)
        + little(channels, 2) + little(rate, 4) + little(rate * channels * 2, 4)
        + little(channels * 2, 2) + little(16, 2) + "data" + little(size, 4) + sound;
}

double loudness(Clip const& clip)
{
    double sum = 0;
    for (std::size_t i = 800; i + 800 < clip.size(); ++i)
        sum += static_cast<double>(clip[i]) * clip[i];
    return std::sqrt(sum / static_cast<double>(clip.size() - 1600));
}

} // namespace

TEST("a recording of any usual rate keeps its length and what a telephone carries")
{
    for (unsigned const rate : { 8000U, 11025U, 16000U, 22050U, 44100U, 48000U }) {
        auto const clip = read_wave(wave(rate, 2, 1000, 1));

        REQUIRE(clip);
        CHECK(std::abs(static_cast<int>(clip->size()) - 8000) <= 2);
        CHECK(loudness(*clip) == doctest::Approx(7071).epsilon(0.02));
    }
}

TEST("what a telephone cannot carry does not come back as a whistle")
{
    auto const clip = read_wave(wave(44100, 1, 6000, 1));

    REQUIRE(clip);
    CHECK(loudness(*clip) < 30);
}

TEST("a file that is no recording, or is cut off, is refused")
{
    auto const whole = wave(8000, 1, 440, 0.1);
    auto float_one = whole;
    float_one[20] = 3;

    CHECK_FALSE(read_wave(""));
    CHECK_FALSE(read_wave("RIFFxxxxWAVE"));
    CHECK_FALSE(read_wave(whole.substr(0, 44)));
    CHECK_FALSE(read_wave(float_one));
    CHECK(read_wave(whole.substr(0, 200)));
}

TEST("clips are played one after the other, once or round and round")
{
    auto const a = std::make_shared<Clip const>(Clip(100, 1));
    auto const b = std::make_shared<Clip const>(Clip(100, 2));
    Player once, ever;
    once.play({ a, nullptr, b }, Player::Ends::Once);
    ever.play({ a, b }, Player::Ends::Never);

    auto const first = once.next();
    auto const second = once.next();

    REQUIRE(first);
    CHECK(first->at(99) == 1);
    CHECK(first->at(100) == 2);
    REQUIRE(second);
    CHECK(second->at(39) == 2);
    CHECK(second->at(40) == 0);
    CHECK_FALSE(once.is_playing());
    CHECK_FALSE(once.next());
    for (int i = 0; i < 100; ++i)
        CHECK(ever.next());
}

TEST("the hold sound is soft, never sudden, and has pauses")
{
    auto const clip = hold_sound();
    int loudest = 0, steepest = 0, quiet = 0, before = clip.back();
    for (auto const sample : clip) {
        loudest = std::max(loudest, std::abs(static_cast<int>(sample)));
        steepest = std::max(steepest, std::abs(sample - before));
        quiet += std::abs(static_cast<int>(sample)) < 20;
        before = sample;
    }

    CHECK(loudest < 3000);
    CHECK(loudest > 1000);
    CHECK(steepest < 2500);
    CHECK(quiet > static_cast<int>(clip.size() / 6));
}
