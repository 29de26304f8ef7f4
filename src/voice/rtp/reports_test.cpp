#include "voice/rtp/reports.hpp"

#include "base/test.hpp"

#include <rapidcheck.h>

using namespace reachline;
using namespace reachline::voice::rtp;
using std::chrono::milliseconds;

namespace {

Moment at_ms(int ms)
{
    return Moment { std::chrono::hours { 5 } } + milliseconds { ms };
}

Header packet(int i, std::uint32_t source = 9)
{
    return { .sequence = static_cast<std::uint16_t>(65'500 + i),
        .timestamp = static_cast<std::uint32_t>(i) * 160,
        .source = source };
}

void take(Reception& reception, Header const& header, Moment arrival)
{
    if (reception.count(header, arrival))
        reception.time(header, arrival);
}

} // namespace

TEST("lost packets are counted also where the number wraps round")
{
    Reception reception;

    for (int i = 0; i < 100; ++i)
        if (i % 10 != 5)
            take(reception, packet(i), at_ms(i * 20));

    CHECK(reception.expected() == 100);
    CHECK(reception.lost() == 10);
    CHECK(reception.jitter_ms() < 0.5);
}

TEST("jitter is told in milliseconds")
{
    Reception reception;

    for (int i = 0; i < 500; ++i)
        take(reception, packet(i), at_ms(i * 20 + (i % 2) * 10));

    CHECK(reception.jitter_ms() == doctest::Approx(10).epsilon(0.1));
}

TEST("what a network doubles does not make up for what it loses")
{
    Reception reception;

    for (int i = 0; i < 100; ++i)
        for (int twice = 0; twice < 2; ++twice)
            if (i % 4 != 1)
                CHECK(reception.count(packet(i), at_ms(i * 20)) == (twice == 0));

    CHECK(reception.lost() == 25);
    CHECK(reception.lost_percent(at_ms(2000)) == 25);
}

TEST("loss is told of the last ten seconds, and what came too late counts to it")
{
    Reception reception;
    for (int i = 0; i < 1000; ++i)
        if (i % 5 != 2)
            reception.count(packet(i), at_ms(i * 20));
    CHECK(reception.lost_percent(at_ms(19'999)) == doctest::Approx(20));

    for (int i = 1000; i < 1500; ++i) {
        reception.count(packet(i), at_ms(i * 20));
        if (i % 10 == 0)
            reception.was_late(at_ms(i * 20));
    }

    CHECK(reception.lost_percent(at_ms(29'999)) == doctest::Approx(10));
    CHECK(reception.lost_percent(at_ms(60'000)) == 0);
    CHECK(reception.lost() == 200);
}

TEST("a sender that counts anew is another, one that only jumps over a silence is not")
{
    Reception reception;
    reception.count(packet(0), at_ms(0));

    CHECK_FALSE(reception.is_another(packet(500)));
    CHECK_FALSE(reception.is_another(packet(-50)));
    CHECK(reception.is_another(packet(-5000)));
    CHECK(reception.is_another(packet(5000)));
    CHECK(reception.is_another(packet(1, 10)));
}

TEST("what one side reports the other reads: loss, jitter and the way there and back")
{
    Reception ours, theirs;
    for (int i = 0; i < 100; ++i)
        if (i % 4 != 1)
            take(theirs, packet(i, 1), at_ms(i * 20));
    auto const our_report = report({ .source = 1, .packets = 100 }, ours, at_ms(2000), "a");
    REQUIRE_FALSE(read_report(our_report, 2, theirs, at_ms(2030)));

    auto const their_report = report({ .source = 2 }, theirs, at_ms(2530), "b");
    auto const heard = read_report(their_report, 1, ours, at_ms(2560));

    REQUIRE(heard);
    CHECK(heard->lost_percent == doctest::Approx(25).epsilon(0.05));
    REQUIRE(heard->round_trip_ms);
    CHECK(*heard->round_trip_ms == doctest::Approx(60).epsilon(0.05));
}

TEST("a report about somebody else says nothing about us")
{
    Reception ours, theirs;
    take(theirs, packet(0, 77), at_ms(0));

    CHECK_FALSE(read_report(report({ .source = 2 }, theirs, at_ms(20), "b"), 1, ours, at_ms(30)));
}

TEST("any bytes are read as a report without a fault")
{
    bool const held = rc::check("any bytes", [] {
        Reception theirs;
        take(theirs, packet(0, 1), at_ms(0));
        auto bytes = report({ .source = 2 }, theirs, at_ms(20), "name");
        for (int i = *rc::gen::inRange(0, 8); i > 0; --i)
            bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] =
                static_cast<std::byte>(*rc::gen::inRange(0, 256));
        bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size() + 1));

        Reception ours;
        auto const heard = read_report(bytes, 1, ours, at_ms(40));

        if (heard)
            RC_ASSERT(heard->lost_percent <= 100);
    });

    CHECK(held);
}
