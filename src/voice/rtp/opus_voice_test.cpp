#include "voice/rtp/opus_voice.hpp"

#include "base/random.hpp"
#include "base/test.hpp"
#include "voice/rtp/stream.hpp"

#include <cmath>
#include <cstdlib>
#include <numbers>

using namespace reachline;
using namespace reachline::voice;
using namespace reachline::voice::rtp;

namespace {

Codec const opus { .law = Law::Mu, .voice = 111, .keys = {}, .is_opus = true };

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
double loudness(Frame const& frame)
{
    double sum = 0;
    for (auto const sample : frame)
        sum += static_cast<double>(sample) * sample;
    return std::sqrt(sum / frame.size());
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
    CHECK(far.quality().lost_percent == 0);
    CHECK(far.quality().jitter_ms < 1);
}

TEST("a packet that never came is heard from its copy in the next")
{
    SeededRandom chance(2);
    Stream near(chance), far(chance);
    near.agree(opus);
    far.agree(opus);

    std::size_t quiet = 0;
    for (int beat = 0; beat < 200; ++beat) {
        Stream::Out out;
        auto const packet = near.compose(tone(beat), out);
        if (beat % 10 != 5)
            (void)far.receive(packet, at_beat(beat));
        auto const taken = far.take();
        if (beat > 50 && loudness(taken.frame) < 2500)
            ++quiet;
    }

    CHECK(quiet == 0);
    CHECK(far.quality().lost_percent > 5);
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
