#include "voice/rtp/stream.hpp"

#include "base/test.hpp"

#include <cstdlib>

using namespace reachline;
using namespace reachline::voice;
using namespace reachline::voice::rtp;

namespace {

Moment at_beat(int beat)
{
    return Moment { std::chrono::hours { 1 } } + std::chrono::milliseconds { beat * 20 };
}

Frame level(int value)
{
    Frame frame;
    frame.fill(static_cast<Sample>(value));
    return frame;
}

struct Pair {
    SeededRandom chance { 5 };
    Stream near { chance }, far { chance };

    explicit Pair(Codec const& codec = { .coding = Coding::A, .voice = 8, .keys = 96 })
    {
        near.agree(codec);
        far.agree(codec);
    }
    /// One beat: near speaks, far hears; the key that far heard.
    std::optional<char> beat(int number, Frame const& voice)
    {
        Stream::Out out;
        return far.receive(near.compose(voice, out), at_beat(number));
    }
};

} // namespace

TEST("what one stream says the other hears, by either law")
{
    for (auto const& codec : { Codec { .coding = Coding::Mu, .voice = 0, .keys = {} },
             Codec { .coding = Coding::A, .voice = 8, .keys = {} } }) {
        Pair pair(codec);
        Frame heard = silence;

        for (int i = 0; i < 10; ++i) {
            pair.beat(i, level(5000));
            heard = pair.far.take().frame;
        }

        CHECK(std::abs(heard.front() - 5000) < 200);
    }
}

TEST("keys pressed on one side are heard on the other, between words")
{
    Pair pair;
    std::string keys;
    REQUIRE(pair.near.press('4'));
    REQUIRE(pair.near.press('#'));

    for (int i = 0; i < 40; ++i)
        if (auto const key = pair.beat(i, level(1000)))
            keys += *key;

    CHECK(keys == "4#");
    CHECK(pair.far.take().is_voice);
}

TEST("a side that knows no events of keys hears them as tones, and is heard by its own")
{
    Pair pair({ .coding = Coding::Mu, .voice = 0, .keys = {} });
    std::string keys;
    REQUIRE(pair.near.press('4'));
    REQUIRE(pair.near.press('#'));

    for (int i = 0; i < 60; ++i) {
        CHECK_FALSE(pair.beat(i, level(10)));
        if (auto const key = pair.far.key_in(pair.far.take().frame))
            keys += *key;
    }

    CHECK(keys == "4#");
}

TEST("an echo of our own tones is no key of the other side")
{
    Pair pair({ .coding = Coding::Mu, .voice = 0, .keys = {} });
    SeededRandom chance(8);
    Stream phone(chance);
    phone.agree(pair.near.codec());
    REQUIRE(phone.press('4'));
    REQUIRE(pair.far.press('4'));
    Stream::Out out, ours;

    for (int i = 0; i < 14; ++i) {
        pair.far.compose(level(10), ours);
        pair.far.receive(phone.compose(level(10), out), at_beat(i));
        CHECK_FALSE(pair.far.key_in(pair.far.take().frame));
    }
}

TEST("who tells of keys by events or by signalling presses none by a sound, and one key is told "
     "once")
{
    for (bool const by_events : { true, false }) {
        Pair pair({ .coding = Coding::Mu, .voice = 0, .keys = {} });
        if (by_events)
            pair.far.agree({ .coding = Coding::Mu, .voice = 0, .keys = std::uint8_t { 101 } });
        std::string keys;
        for (auto const key : std::string("417"))
            REQUIRE(pair.near.press(key));

        for (int i = 0; i < 60; ++i) {
            pair.beat(i, level(10));
            if (auto const key = pair.far.key_in(pair.far.take().frame)) {
                keys += *key;
                CHECK_FALSE(pair.far.is_new_key(*key));
            }
        }

        CHECK(keys == (by_events ? "" : "4"));
        CHECK(pair.far.is_new_key('4'));
    }
}

TEST("a packet in a way that was not agreed is not heard and not counted")
{
    Pair pair;
    SeededRandom chance(6);
    Stream other(chance);
    other.agree({ .coding = Coding::Mu, .voice = 0, .keys = {} });
    Stream::Out out;

    pair.far.receive(other.compose(level(9000), out), at_beat(0));

    CHECK(pair.far.received() == 0);
    CHECK_FALSE(pair.far.take().is_voice);
}

TEST("loss is told to both sides")
{
    Pair pair;
    for (int i = 0; i < 100; ++i) {
        Stream::Out out;
        auto const packet = pair.near.compose(level(1000), out);
        if (i % 5 != 2)
            pair.far.receive(packet, at_beat(i));
    }

    pair.near.receive_report(pair.far.report(at_beat(101)), at_beat(102));

    CHECK(pair.far.quality(at_beat(102)).lost_percent == doctest::Approx(20).epsilon(0.1));
    REQUIRE(pair.near.quality(at_beat(102)).lost_there_percent);
    CHECK(*pair.near.quality(at_beat(102)).lost_there_percent == doctest::Approx(20).epsilon(0.1));
}

TEST("delay is half the round trip and the wait here, and an old report says nothing any more")
{
    Pair pair;
    for (int i = 0; i < 100; ++i) {
        pair.beat(i, level(1000));
        Stream::Out out;
        pair.near.receive(pair.far.compose(level(1000), out), at_beat(i));
        pair.near.take();
    }
    pair.far.receive_report(pair.near.report(at_beat(100)), at_beat(103));

    pair.near.receive_report(pair.far.report(at_beat(103)), at_beat(106));

    auto const quality = pair.near.quality(at_beat(107));
    REQUIRE(quality.round_trip_ms);
    CHECK(*quality.round_trip_ms == doctest::Approx(120).epsilon(0.02));
    CHECK(quality.delay_ms > 60 + 20);
    CHECK(quality.delay_ms < 60 + 60);
    auto const later = pair.near.quality(at_beat(1107));
    CHECK_FALSE(later.round_trip_ms);
    CHECK_FALSE(later.lost_there_percent);
}

TEST("a key pressed on a steady line is no jitter")
{
    Pair pair;
    for (int i = 0; i < 100; ++i) {
        if (i == 50)
            REQUIRE(pair.near.press('5'));
        pair.beat(i, level(1000));
    }

    CHECK(pair.far.quality(at_beat(102)).jitter_ms < 0.5);
    CHECK(pair.far.quality(at_beat(102)).lost_percent == 0);
}

TEST("another sender on a leg is heard at once, also where packets must be in turn")
{
    Pair pair({ .coding = Coding::G722, .voice = 9, .keys = {} });
    for (int i = 0; i < 20; ++i)
        pair.beat(i, level(0));
    pair.far.take();
    SeededRandom chance(77);
    Stream anew(chance);
    anew.agree(pair.near.codec());
    int voices = 0;

    for (int i = 20; i < 60; ++i) {
        Stream::Out out;
        pair.far.receive(anew.compose(level(0), out), at_beat(i));
        voices += pair.far.take().is_voice ? 1 : 0;
    }

    CHECK(voices == 40);
    CHECK(pair.far.quality(at_beat(62)).lost_percent == 0);
}
