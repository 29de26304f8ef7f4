#include "voice/rtp/jitter_buffer.hpp"

#include "base/random.hpp"
#include "base/test.hpp"

#include <cmath>
#include <cstdlib>
#include <map>
#include <numbers>
#include <vector>

using namespace reachline;
using namespace reachline::voice;
using namespace reachline::voice::rtp;

namespace {

/// A tone of 200 Hz, so that a missing piece and a click show.
Frame tone(std::uint32_t timestamp)
{
    Frame frame;
    for (std::size_t i = 0; i < frame.size(); ++i)
        frame[i] = static_cast<Sample>(8000
            * std::sin(2 * std::numbers::pi * 200 * static_cast<double>(timestamp + i)
                / static_cast<double>(samples_per_second)));
    return frame;
}

void put(JitterBuffer& buffer, std::uint32_t timestamp, Frame const& frame)
{
    buffer.came(timestamp, frame.size());
    buffer.put(timestamp, frame);
}

int steepest(std::vector<Frame> const& frames)
{
    int steepest = 0;
    int before = frames.front().front();
    for (auto const& frame : frames)
        for (auto const sample : frame) {
            steepest = std::max(steepest, std::abs(sample - before));
            before = sample;
        }
    return steepest;
}

/// Plays packets that come after a delay each, given in frames, and gives what was heard.
struct Run {
    JitterBuffer buffer;
    std::vector<Frame> heard;
    std::uint32_t start = 4'294'960'000U; // wraps round early

    void play(int beats, auto delay_of, double sender_speed = 1.0)
    {
        std::multimap<int, std::uint32_t> arriving;
        int const packets = static_cast<int>(beats * sender_speed);
        for (int i = 0; i < packets; ++i)
            if (int const delay = delay_of(i); delay >= 0)
                arriving.emplace(static_cast<int>(i / sender_speed) + delay,
                    start + static_cast<std::uint32_t>(i) * samples_per_frame);
        for (int beat = 0; beat < beats; ++beat) {
            auto const [first, last] = arriving.equal_range(beat);
            for (auto packet = first; packet != last; ++packet)
                put(buffer, packet->second, tone(packet->second - start));
            heard.push_back(buffer.take().frame);
        }
    }
};

constexpr int steepest_of_a_tone = 1300; // 8000 * 2π * 200 / 8000, and a little

} // namespace

TEST("packets in time are heard as they were said, after the first delay")
{
    Run run;

    run.play(100, [](int) { return 0; });

    CHECK(run.heard[0] == silence);
    CHECK(run.heard[2] == tone(0));
    CHECK(run.heard[50] == tone(48 * samples_per_frame));
    CHECK(run.buffer.counts().concealed == 0);
}

TEST("packets in the wrong order are heard in the right one")
{
    Run run;

    run.play(100, [](int i) { return i % 2 == 0 ? 1 : 0; });

    CHECK(run.buffer.counts().concealed == 0);
    CHECK(run.heard[50] == tone((50 - 3) * samples_per_frame));
}

TEST("a packet that came twice is heard once")
{
    JitterBuffer buffer;
    for (std::uint32_t i = 0; i < 3; ++i)
        for (int twice = 0; twice < 2; ++twice)
            put(buffer, i * samples_per_frame, tone(i * samples_per_frame));

    std::vector<Frame> heard;
    for (int beat = 0; beat < 5; ++beat)
        heard.push_back(buffer.take().frame);

    CHECK(heard[2] == tone(0));
    CHECK(heard[4] == tone(2 * samples_per_frame));
    CHECK_FALSE(buffer.delay_samples() > 0);
}

TEST("a lost packet is concealed without a click and fades into the next")
{
    Run run;

    run.play(200, [](int i) { return i % 20 == 7 ? -1 : 0; });

    CHECK(run.buffer.counts().concealed == 10);
    CHECK(steepest(run.heard) < steepest_of_a_tone * 2);
}

TEST("a voice that stops fades to silence within 80 ms and is then told to be none")
{
    JitterBuffer buffer;
    for (std::uint32_t i = 0; i < 10; ++i) {
        put(buffer, i * samples_per_frame, tone(i * samples_per_frame));
        buffer.take();
    }
    for (int beat = 0; beat < 7; ++beat)
        buffer.take();

    auto const after = buffer.take();

    CHECK(after.frame == silence);
    CHECK_FALSE(after.is_voice);
}

TEST("a voice after a silence in which nothing was sent is whole from its first word")
{
    JitterBuffer buffer;
    for (std::uint32_t i = 0; i < 10; ++i) {
        put(buffer, i * samples_per_frame, tone(i * samples_per_frame));
        buffer.take();
    }
    for (int beat = 0; beat < 100; ++beat)
        buffer.take();

    constexpr std::uint32_t later = 110 * JitterBuffer::frame;
    std::vector<Frame> heard;
    for (std::uint32_t i = 0; i < 10; ++i) {
        put(buffer, later + i * JitterBuffer::frame, tone(i * JitterBuffer::frame));
        heard.push_back(buffer.take().frame);
    }

    CHECK(heard[1] == silence);
    CHECK(heard[2] == tone(0));
    CHECK(heard[9] == tone(7 * samples_per_frame));
}

TEST("after a while of jitter hardly a packet comes too late any more")
{
    Run run;
    SeededRandom dice(7);

    run.play(500, [&](int) { return static_cast<int>(dice.below(6)); });
    auto const learnt = run.buffer.counts().late;
    run.start += 500 * samples_per_frame;
    run.play(500, [&](int) { return static_cast<int>(dice.below(6)); });

    CHECK(run.buffer.counts().late - learnt <= 5);
    CHECK(run.buffer.delay_samples() <= JitterBuffer::longest_delay);
}

TEST("where packets come out of order by far, the delay grows for them and few are made up")
{
    // A normal spread of 40 ms, in beats: the sum of twelve dice less six is one of width one.
    SeededRandom dice(7);
    auto const spread = [&] {
        double sum = -6;
        for (int i = 0; i < 12; ++i)
            sum += static_cast<double>(dice.below(1000)) / 1000;
        return 40 * sum;
    };
    Run run;
    auto const delay = [&](int) { return static_cast<int>(std::max(0.0, 150 + spread()) / 20); };
    run.play(500, delay);
    auto const learnt = run.buffer.counts();
    run.start += 500 * samples_per_frame;

    run.play(5000, delay);

    auto const& counts = run.buffer.counts();
    // Less than 2 %. It was 4 when the delay grew only once there was nothing in hand.
    CHECK(counts.concealed - learnt.concealed <= 105);
    CHECK(run.buffer.mean_wait_samples() <= 8 * samples_per_frame);
    CHECK(run.buffer.delay_samples() <= JitterBuffer::longest_delay);
}

TEST("where packets are only lost nothing is waited for")
{
    Run run;
    SeededRandom dice(7);

    run.play(3000, [&](int) { return dice.below(10) == 0 ? -1 : 0; });

    CHECK(run.buffer.counts().late == 0);
    CHECK(run.buffer.mean_wait_samples() <= 3 * samples_per_frame);
}

TEST("what waits for those before it is put when it is due, and not later")
{
    JitterBuffer buffer;
    for (std::uint32_t i : { 0U, 1U, 3U })
        CHECK(buffer.came(i * JitterBuffer::frame, JitterBuffer::frame));
    put(buffer, 0, tone(0));
    put(buffer, JitterBuffer::frame, tone(JitterBuffer::frame));
    std::vector<bool> due;
    for (int beat = 0; beat < 5; ++beat) {
        due.push_back(buffer.is_due(2 * JitterBuffer::frame));
        buffer.take();
    }

    CHECK(due == std::vector { false, false, false, false, true });
    CHECK_FALSE(buffer.came(2 * JitterBuffer::frame, JitterBuffer::frame));
    CHECK(buffer.counts().late == 1);
}

TEST("when a bad network is good again the delay goes back to what is needed")
{
    Run run;
    SeededRandom dice(7);
    run.play(500, [&](int) { return static_cast<int>(dice.below(7)); });
    run.start += 500 * samples_per_frame;

    run.heard.clear();
    run.play(3000, [](int) { return 0; });

    CHECK(run.buffer.delay_samples() <= 3 * samples_per_frame);
    run.heard.erase(run.heard.begin(), run.heard.begin() + 10);
    CHECK(steepest(run.heard) < steepest_of_a_tone * 2);
}

TEST("a sender whose clock is a thousandth faster or slower stays within bounds over an hour")
{
    for (double const speed : { 1.001, 0.999 }) {
        Run run;

        run.play(
            180'000, [](int) { return 0; }, speed);

        CHECK(run.buffer.delay_samples() <= 4 * samples_per_frame);
        CHECK(run.buffer.counts().restarted == 0);
        CHECK(run.buffer.counts().concealed <= 200);
        CHECK(run.buffer.counts().shortened <= 200);
    }
}

TEST("a clock that jumps far is followed and not waited for")
{
    JitterBuffer buffer;
    put(buffer, 0, tone(0));
    buffer.take();

    put(buffer, 3'000'000'000U, tone(0));

    buffer.take();
    buffer.take();
    CHECK(buffer.take().frame == tone(0));
}
