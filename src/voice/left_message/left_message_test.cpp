#include "voice/left_message/left_message.hpp"

#include "base/test.hpp"
#include "voice/rtp/g711.hpp"

using namespace reachline::voice;

namespace {

Frame spoken(Sample loudness)
{
    Frame frame;
    for (std::size_t i = 0; i < frame.size(); ++i)
        frame[i] = static_cast<Sample>(i % 8 < 4 ? loudness : -loudness);
    return frame;
}
void hear_tone(LeftMessage& message)
{
    while (message.tone()) { }
}

} // namespace

TEST("a tone is heard first, and then no more")
{
    LeftMessage message(60);

    int beats = 0;
    int loudest = 0;
    while (auto const frame = message.tone()) {
        ++beats;
        for (auto const sample : *frame)
            loudest = std::max<int>(loudest, sample);
    }

    CHECK(beats * frame_milliseconds >= 700);
    CHECK(beats * frame_milliseconds < 1000);
    CHECK(loudest > 5000);
    CHECK_FALSE(message.tone());
}

TEST("each second is given away when it is full, as it was spoken")
{
    LeftMessage message(60);
    hear_tone(message);

    std::vector<LeftMessage::Part> parts;
    for (int beat = 0; beat < 125; ++beat)
        if (auto part = message.hear(spoken(8000)))
            parts.push_back(std::move(*part));
    auto const rest = message.finish();

    REQUIRE(parts.size() == 2);
    CHECK(parts[0].size() == samples_per_second);
    CHECK(rest.size() == samples_per_second / 2);
    CHECK(message.seconds() == 3);
    auto const back = rtp::expanded(rtp::Law::Mu, parts[0][0]);
    CHECK(std::abs(back - 8000) < 300);
}

TEST("five seconds of silence end it, and a whisper does not")
{
    LeftMessage silent(60), whispered(60);

    for (int beat = 0; beat < 249; ++beat)
        (void)silent.hear(silence);
    CHECK_FALSE(silent.is_over());
    (void)silent.hear(silence);
    for (int beat = 0; beat < 500; ++beat)
        (void)whispered.hear(beat % 200 == 0 ? spoken(150) : silence);

    CHECK(silent.is_over());
    CHECK_FALSE(whispered.is_over());
}

TEST("its longest time ends it, and nothing is taken afterwards")
{
    LeftMessage message(2);

    for (int beat = 0; beat < 200; ++beat)
        (void)message.hear(spoken(8000));

    CHECK(message.is_over());
    CHECK(message.seconds() == 2);
    CHECK(message.finish().empty());
}
