#include "voice/rtp/tones.hpp"

#include "base/files.hpp"
#include "base/random.hpp"
#include "base/test.hpp"
#include "voice/prompts/hold_sound.hpp"
#include "voice/prompts/wave.hpp"
#include "voice/rtp/g711.hpp"

#include <cmath>
#include <filesystem>
#include <numbers>
#include <string>
#include <vector>

using namespace reachline;
using namespace reachline::voice;
using namespace reachline::voice::rtp;

namespace {

using Sound = std::vector<float>;

constexpr std::string_view keys = "123A456B789C*0#D";
constexpr std::array<double, 4> low { 697, 770, 852, 941 }, high { 1209, 1336, 1477, 1633 };

struct Made {
    double milliseconds = 40;
    double dbm0 = -10; ///< of the low pitch
    double twist = 0; ///< how much louder the high one is, in decibels
    double low_off = 0, high_off = 0; ///< parts of the pitch
    double phase = 0;
};

double amplitude(double dbm0)
{
    return 32'124 * std::pow(10, (dbm0 - 3.17) / 20);
}
std::size_t samples(double milliseconds)
{
    return static_cast<std::size_t>(milliseconds * 8);
}

void add_key(Sound& sound, char key, Made const& made = {})
{
    auto const at = keys.find(key);
    auto const turn = 2 * std::numbers::pi / samples_per_second;
    for (std::size_t i = 0; i < samples(made.milliseconds); ++i) {
        auto const time = static_cast<double>(i) * turn;
        sound.push_back(static_cast<float>(
            amplitude(made.dbm0) * std::sin(time * low[at / 4] * (1 + made.low_off) + made.phase)
            + amplitude(made.dbm0 + made.twist)
                * std::sin(time * high[at % 4] * (1 + made.high_off) + 2 * made.phase)));
    }
}
void add_pause(Sound& sound, double milliseconds)
{
    sound.insert(sound.end(), samples(milliseconds), 0);
}

/// Through a telephone's own law.
std::string heard(Sound const& sound)
{
    TonesHeard listener;
    std::string all;
    for (std::size_t i = 0; i + samples_per_frame <= sound.size(); i += samples_per_frame) {
        Frame frame;
        for (std::size_t k = 0; k < samples_per_frame; ++k)
            frame[k] = expanded(
                Law::Mu, compressed(Law::Mu, saturated(static_cast<std::int32_t>(sound[i + k]))));
        if (auto const key = listener.hear(frame))
            all += *key;
    }
    return all;
}

/// One key that begins at each of some places in a frame.
std::string heard_anywhere(char key, Made made, std::string const& wanted)
{
    for (double begins = 0; begins < 20; begins += 1.625) {
        Sound sound;
        made.phase = begins;
        add_pause(sound, 20 + begins);
        add_key(sound, key, made);
        add_pause(sound, 100);
        if (auto const found = heard(sound); found != wanted)
            return found.empty() ? "nothing" : found;
    }
    return wanted;
}

Sound read_prompt(std::filesystem::path const& file)
{
    auto const clip = prompts::read_wave(*file_text(file.string()));
    REQUIRE(clip);
    return { clip->begin(), clip->end() };
}

/// Every sentence of the line in both languages, one behind the other.
Sound const& all_speech()
{
    static Sound const all = [] {
        Sound sound;
        for (auto const& each : std::filesystem::recursive_directory_iterator(REACHLINE_PROMPTS))
            if (each.path().extension() == ".wav") {
                auto const spoken = read_prompt(each.path());
                sound.insert(sound.end(), spoken.begin(), spoken.end());
            }
        return sound;
    }();
    return all;
}

/// Spoken faster and so higher, or slower and lower: other voices.
Sound at_pace(Sound const& sound, double pace)
{
    Sound other;
    for (double at = 0; at + 1 < static_cast<double>(sound.size()); at += pace) {
        auto const i = static_cast<std::size_t>(at);
        auto const part = static_cast<float>(at - static_cast<double>(i));
        other.push_back(sound[i] * (1 - part) + sound[i + 1] * part);
    }
    return other;
}

} // namespace

TEST("each key of 40 ms is heard once, wherever it begins, from the softest to the loudest")
{
    for (auto const key : keys)
        for (double const level : { -3.0, -10.0, -25.0 }) {
            INFO(key << " at " << level);
            CHECK(
                heard_anywhere(key, { .dbm0 = level }, std::string(1, key)) == std::string(1, key));
        }
}

TEST("a key whose pitches are 1.5 % off, and as unequal as a line makes them, is heard")
{
    for (auto const key : keys)
        for (double const off : { -0.015, 0.015 })
            for (double const twist : { -8.0, 0.0, 4.0 }) {
                INFO(key << " off " << off << " twist " << twist);
                Made const made { .twist = twist, .low_off = off, .high_off = -off };
                CHECK(heard_anywhere(key, made, std::string(1, key)) == std::string(1, key));
            }
}

TEST("what is 3.5 % off a pitch, too unequal, too short or too soft is no key")
{
    for (auto const key : keys)
        for (auto const& made : { Made { .milliseconds = 80, .low_off = 0.035 },
                 Made { .milliseconds = 80, .low_off = -0.035 },
                 Made { .milliseconds = 80, .high_off = 0.035 },
                 Made { .milliseconds = 80, .high_off = -0.035 },
                 Made { .milliseconds = 80, .twist = 8 }, Made { .milliseconds = 80, .twist = -15 },
                 Made { .milliseconds = 23 }, Made { .milliseconds = 80, .dbm0 = -40 } }) {
            INFO(key << " " << made.milliseconds << " ms " << made.dbm0 << " dBm0 twist "
                     << made.twist << " off " << made.low_off << " " << made.high_off);
            CHECK(heard_anywhere(key, made, "") == "");
        }
}

TEST("a pause of 40 ms parts two keys, and a gap of 10 ms does not")
{
    for (auto const key : keys) {
        Sound two, one;
        for (int i = 0; i < 10; ++i) {
            add_key(two, key, { .milliseconds = 53 });
            add_pause(two, 40);
        }
        for (int i = 0; i < 10; ++i) {
            add_key(one, key, { .milliseconds = 61 });
            add_pause(one, 10);
        }
        add_pause(two, 40);

        CHECK(heard(two) == std::string(10, key));
        CHECK(heard(one) == std::string(1, key));
    }
}

TEST("a number that is dialled as fast as machines dial is heard whole")
{
    std::string const number = "0123456789*#ABCD99887766";
    Sound sound;
    for (auto const key : number) {
        add_key(sound, key, { .milliseconds = 47, .twist = 2 });
        add_pause(sound, 46);
    }

    CHECK(heard(sound) == number);
}

TEST("keys are heard through noise that is 15 decibels softer")
{
    SeededRandom dice(5);
    std::string number, found;
    Sound sound;
    for (int i = 0; i < 500; ++i) {
        number += keys[dice.below(16)];
        add_key(sound, number.back(), { .milliseconds = 50, .phase = static_cast<double>(i) });
        add_pause(sound, 50);
    }
    auto const noise = static_cast<float>(amplitude(-10) * std::pow(10, -15.0 / 20));
    for (auto& sample : sound) // of twelve even ones: nearly Gaussian, with a deviation of 1
        for (int i = 0; i < 12; ++i)
            sample += noise * (static_cast<float>(dice.below(10'001)) / 10'000 - 0.5F);

    CHECK(heard(sound) == number);
}

TEST("nothing that our line says is a key, in any voice, nor its hold sound")
{
    auto const& speech = all_speech();
    REQUIRE(speech.size() > 60 * samples_per_second);
    auto const music = prompts::hold_sound();

    for (double const pace : { 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6 }) {
        INFO(pace);
        CHECK(heard(at_pace(speech, pace)) == "");
    }
    CHECK(heard(Sound(music.begin(), music.end())) == "");
}

TEST("eight seconds of many voices, music and noise at once are no key")
{
    SeededRandom dice(7);
    auto const& speech = all_speech();
    auto const music = prompts::hold_sound();
    for (int run = 0; run < 40; ++run) {
        Sound mixed(8 * samples_per_second);
        for (int voice = 0; voice < 4; ++voice) {
            auto const from = dice.below(speech.size() - mixed.size());
            for (std::size_t i = 0; i < mixed.size(); ++i)
                mixed[i] += speech[from + i] * (run % 2 == 0 ? 1.0F : 0.4F);
        }
        for (std::size_t i = 0; i < mixed.size(); ++i)
            mixed[i] += static_cast<float>(music[i % music.size()])
                + static_cast<float>(dice.below(2000)) - 1000;

        CHECK(heard(mixed) == "");
    }
}

TEST("white noise of an hour is no key")
{
    SeededRandom dice(11);
    TonesHeard listener;
    int found = 0;
    for (int i = 0; i < 3600 * 50; ++i) {
        Frame frame;
        auto const loudness = 200 + 60 * (static_cast<std::uint64_t>(i) % 256);
        for (auto& sample : frame)
            sample = static_cast<Sample>(
                static_cast<int>(dice.below(2 * loudness)) - static_cast<int>(loudness));
        found += listener.hear(frame) ? 1 : 0;
    }

    CHECK(found == 0);
}

TEST("the tones that we send are heard as what was pressed, and no more than a menu waits for")
{
    std::string const number = "1100*#*7ABCD9";
    TonesSent sent;
    TonesHeard listener;
    std::string found;

    for (auto const key : number)
        CHECK(sent.press(key));
    CHECK_FALSE(sent.press('x'));
    while (sent.is_sending())
        if (auto const key = listener.hear(sent.next()))
            found += *key;

    CHECK(found == number);
    for (std::size_t i = 0; i < TonesSent::most_waiting; ++i)
        CHECK(sent.press('1'));
    CHECK_FALSE(sent.press('1'));
}
