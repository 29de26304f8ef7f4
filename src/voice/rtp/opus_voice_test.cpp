#include "voice/rtp/opus_voice.hpp"

#include "base/random.hpp"
#include "base/test.hpp"
#include "voice/rtp/stream.hpp"

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <utility>

using namespace reachline;
using namespace reachline::voice;
using namespace reachline::voice::rtp;

namespace {

Codec const opus { .coding = Coding::Opus, .voice = 111, .keys = {} };

Frame tone(int beat)
{
    Frame frame;
    for (std::size_t i = 0; i < frame.size(); ++i) {
        auto const at = static_cast<double>(beat) * samples_per_frame + static_cast<double>(i);
        frame[i] = static_cast<Sample>(
            8000 * std::sin(2 * std::numbers::pi * 440 * at / samples_per_second));
    }
    return frame;
}
/// As a voice is: a pitch that wanders with its overtones, louder and softer four times a second.
Frame syllables(int beat)
{
    Frame frame;
    for (std::size_t i = 0; i < frame.size(); ++i) {
        auto const time = (static_cast<double>(beat) * samples_per_frame + static_cast<double>(i))
            / samples_per_second;
        double const turn =
            2 * std::numbers::pi * (140 * time + 3 * std::sin(2 * std::numbers::pi * 1.3 * time));
        double sum = 0;
        for (int overtone = 1; overtone <= 12; ++overtone)
            sum += std::sin(overtone * turn) / overtone;
        double const loud = 0.55 + 0.45 * std::sin(2 * std::numbers::pi * 4 * time);
        frame[i] = static_cast<Sample>(6000 * loud * sum);
    }
    return frame;
}
/// 1: the same sound, 0: nothing to do with each other.
double alike(std::span<Sample const> one, std::span<Sample const> other)
{
    double both = 0, a = 1, b = 1;
    for (std::size_t i = 0; i < samples_per_frame; ++i) {
        both += static_cast<double>(one[i]) * other[i];
        a += static_cast<double>(one[i]) * one[i];
        b += static_cast<double>(other[i]) * other[i];
    }
    return both / std::sqrt(a * b);
}
double loudness(Frame const& frame)
{
    double sum = 0;
    for (auto const sample : frame)
        sum += static_cast<double>(sample) * sample;
    return std::sqrt(sum / static_cast<double>(frame.size()));
}
Moment at_beat(int beat)
{
    return Moment { std::chrono::hours { 1 } } + std::chrono::milliseconds { beat * 20 };
}

} // namespace

TEST("a voice comes back as loud as it went, over a clock six times as fast")
{
    SeededRandom chance(2);
    Stream near(chance), far(chance);
    near.agree(opus);
    far.agree(opus);

    double heard = 0;
    for (int beat = 0; beat < 100; ++beat) {
        Stream::Out out;
        auto const packet = near.compose(tone(beat), out);
        CHECK(packet.size() < header_size + samples_per_frame);
        CHECK_FALSE(far.receive(packet, at_beat(beat)));
        auto const taken = far.take();
        if (beat > 50)
            heard = std::max(heard, loudness(taken.frame));
    }

    CHECK(heard > 4000);
    CHECK(heard < 8000);
    CHECK(far.quality(at_beat(100)).lost_percent == 0);
    CHECK(far.quality(at_beat(100)).jitter_ms < 1);
}

TEST("a frame that never came is heard from its copy in the next, as it would have been")
{
    auto const says = *OpusVoice::open(), hears_all = *OpusVoice::open(),
               hears = *OpusVoice::open();
    std::array<std::byte, longest_opus> bytes {};
    std::array<Sample, longest_opus_frame> whole {}, samples {};
    double likeness = 0;
    int lost = 0;
    Bytes before;

    for (int beat = 0; beat < 300; ++beat) {
        auto const size = says->compress(syllables(beat), bytes);
        auto const packet = ByteView(bytes).first(size);
        bool const is_copy_wanted = beat > 50 && beat % 10 == 6;
        if (is_copy_wanted) {
            REQUIRE(hears->expand_lost_before(packet, samples) == samples_per_frame);
            likeness += alike(whole, samples);
            ++lost;
        }
        CHECK(hears_all->expand(packet, whole) == samples_per_frame);
        if (beat <= 50 || beat % 10 != 5)
            CHECK(hears->expand(packet, samples) == samples_per_frame);
    }

    CHECK(lost == 25);
    CHECK(likeness / lost > 0.7);
}

TEST("a stream takes the copy where one packet is missing, and drops what comes late or twice")
{
    SeededRandom chance(2);
    Stream near(chance), far(chance);
    near.agree(opus);
    far.agree(opus);

    int holes = 0;
    for (int beat = 0; beat < 200; ++beat) {
        Stream::Out out;
        auto const packet = near.compose(syllables(beat), out);
        if (beat % 10 != 5)
            (void)far.receive(packet, at_beat(beat));
        (void)far.receive(beat % 10 != 5 ? packet : ByteView {}, at_beat(beat)); // twice
        auto const taken = far.take();
        holes += beat > 10 && !taken.is_voice ? 1 : 0;
    }

    CHECK(holes == 0);
    CHECK(far.quality(at_beat(200)).delay_ms <= 60);
}

TEST("packets that were overtaken are heard as if they had come in order, by Opus and by G.722")
{
    for (auto const& codec : { opus, Codec { .coding = Coding::G722, .voice = 9, .keys = {} } }) {
        SeededRandom chance(2);
        Stream near(chance), in_order(chance), overtaken(chance);
        for (auto* const stream : { &near, &in_order, &overtaken })
            stream->agree(codec);

        Bytes waits;
        bool is_same = true;
        for (int beat = 0; beat < 140; ++beat) { // before the one that never waits waits less
            Stream::Out out;
            auto const packet = near.compose(syllables(beat), out);
            (void)in_order.receive(packet, at_beat(beat));
            if (beat % 7 == 3) {
                waits = Bytes(packet.begin(), packet.end());
            } else {
                (void)overtaken.receive(packet, at_beat(beat));
                if (!waits.empty())
                    (void)overtaken.receive(std::exchange(waits, {}), at_beat(beat));
            }
            is_same = is_same && in_order.take().frame == overtaken.take().frame;
        }

        CHECK(is_same);
        CHECK(overtaken.quality(at_beat(140)).lost_percent == 0);
    }
}

TEST("where every tenth packet is lost most of it is heard from the copies")
{
    SeededRandom chance(2);
    Stream near(chance), whole(chance), lossy(chance);
    for (auto* const stream : { &near, &whole, &lossy })
        stream->agree(opus);

    double likeness = 0;
    int lost = 0;
    for (int beat = 0; beat < 300; ++beat) {
        Stream::Out out;
        auto const packet = near.compose(syllables(beat), out);
        (void)whole.receive(packet, at_beat(beat));
        if (beat % 10 != 5)
            (void)lossy.receive(packet, at_beat(beat));
        auto const heard = lossy.take().frame, said = whole.take().frame;
        if (beat > 50 && beat % 10 == 7) { // the lost one, two beats later
            likeness += alike(said, heard);
            ++lost;
        }
    }

    CHECK(likeness / lost > 0.7);
    CHECK(lossy.quality(at_beat(300)).lost_percent == doctest::Approx(10).epsilon(0.05));
}

TEST("after a hole that has no copy the voice is whole sooner when the hole was made up")
{
    auto const says = *OpusVoice::open(), whole = *OpusVoice::open(), made_up = *OpusVoice::open(),
               skipped = *OpusVoice::open();
    std::array<std::byte, longest_opus> bytes {};
    std::array<Sample, longest_opus_frame> as_said {}, samples {};
    double likeness = 0, likeness_skipped = 0;

    for (int beat = 0; beat < 400; ++beat) {
        auto const packet = ByteView(bytes).first(says->compress(syllables(beat), bytes));
        whole->expand(packet, as_said);
        if (beat > 50 && beat % 20 == 5) {
            CHECK(made_up->make_up(samples_per_frame, samples) == samples_per_frame);
            continue;
        }
        made_up->expand(packet, samples);
        likeness += beat > 50 && beat % 20 == 6 ? alike(as_said, samples) : 0;
        skipped->expand(packet, samples);
        likeness_skipped += beat > 50 && beat % 20 == 6 ? alike(as_said, samples) : 0;
    }

    CHECK(likeness / 17 > 0.85);
    CHECK(likeness_skipped / 17 < 0.75);
}

TEST("bytes that are no Opus are no voice")
{
    auto const voice = *OpusVoice::open();
    std::array<Sample, longest_opus_frame> samples {};
    SeededRandom chance(9);

    CHECK(voice->expand({}, samples) == 0);
    for (std::size_t size = 1; size < 300; ++size) {
        Bytes bytes(size);
        chance.fill(bytes);
        CHECK(voice->expand(bytes, samples) <= longest_opus_frame);
        CHECK(voice->expand_lost_before(bytes, samples) <= longest_opus_frame);
    }
}
