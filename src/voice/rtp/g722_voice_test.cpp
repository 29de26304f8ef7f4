#include "voice/rtp/g722_voice.hpp"

#include "base/random.hpp"
#include "base/test.hpp"
#include "voice/rtp/stream.hpp"

#include <cmath>
#include <numbers>

using namespace reachline;
using namespace reachline::voice;
using namespace reachline::voice::rtp;

namespace {

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
    return std::sqrt(sum / static_cast<double>(frame.size()));
}

struct Pair {
    SeededRandom chance { 3 };
    Stream near { chance }, far { chance };
    Pair()
    {
        near.agree({ .coding = Coding::G722, .voice = 9, .keys = {} });
        far.agree({ .coding = Coding::G722, .voice = 9, .keys = {} });
    }
    /// The loudest that far hears in its last beats of `beats`, when `deliver` says which packets
    /// come and how often.
    template <class Deliver>
    std::pair<double, double> run(int beats, Deliver deliver)
    {
        double least = 1e9, most = 0;
        for (int beat = 0; beat < beats; ++beat) {
            Stream::Out out;
            auto const packet = near.compose(tone(beat), out);
            CHECK(packet.size() == header_size + samples_per_frame);
            for (int copy = 0; copy < deliver(beat); ++copy)
                far.receive(packet, Moment { std::chrono::milliseconds { beat * 20 } });
            auto const loud = loudness(far.take().frame);
            if (beat < beats / 2)
                continue;
            least = std::min(least, loud);
            most = std::max(most, loud);
        }
        return { least, most };
    }
};

} // namespace

TEST("a voice comes back by G.722 as loud as it went")
{
    auto const [least, most] = Pair().run(100, [](int) { return 1; });

    CHECK(least > 5000);
    CHECK(most < 6400); // 8000 / sqrt 2 is 5657
}

TEST("packets that come twice are read once, and lost ones leave no scream behind")
{
    auto const [least, most] = Pair().run(400, [](int beat) { return beat % 10 == 3 ? 0 : 2; });

    CHECK(least > 1000);
    CHECK(most < 9000);
}

TEST("bytes of chance are a noise and no fault")
{
    SeededRandom chance(9);
    auto const voice = *G722Voice::open();
    std::array<Sample, 4 * samples_per_frame> samples;

    for (int i = 0; i < 200; ++i) {
        Bytes bytes(1 + chance.below(samples.size()));
        chance.fill(bytes);
        voice->expand(bytes, std::span(samples).first(bytes.size()));
    }
    voice->expand({}, {});
}
