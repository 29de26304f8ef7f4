#include "voice/rtp/media_port.hpp"

#include "base/random.hpp"
#include "base/test.hpp"

#include <set>
#include <vector>

using namespace reachline;
using namespace reachline::voice::rtp;
using std::chrono::seconds;

namespace {

// An address of the loopback that nothing else here uses.
Address const here = *Address::parse("127.7.0.1", 0);
constexpr PortRange four_pairs { .first = 21'000, .last = 21'007 };

Moment at(int second)
{
    return Moment { std::chrono::hours { 1 } } + seconds { second };
}

} // namespace

TEST("a pair that a call has left goes to no other call for half a minute")
{
    SeededRandom chance(4);
    MediaPorts ports(four_pairs);
    auto left = *ports.open(here, chance, at(0));
    auto const its = left.address().port();
    ports.close(std::move(left), at(0));

    for (int i = 0; i < 200; ++i)
        CHECK(ports.open(here, chance, at(29))->address().port() != its);

    std::set<std::uint16_t> later;
    for (int i = 0; i < 200; ++i)
        later.insert(ports.open(here, chance, at(30))->address().port());
    CHECK(later.contains(its));
}

TEST("no call is refused because a pair rests: the one that rested longest is given")
{
    SeededRandom chance(4);
    MediaPorts ports(four_pairs);
    std::vector<MediaPort> open;
    for (int i = 0; i < 4; ++i)
        open.push_back(*ports.open(here, chance, at(0)));
    CHECK_FALSE(ports.open(here, chance, at(0)));
    auto const first_left = open[2].address().port(), then_left = open[0].address().port();
    ports.close(std::move(open[2]), at(1));
    ports.close(std::move(open[0]), at(2));

    auto const one = ports.open(here, chance, at(3)), two = ports.open(here, chance, at(3));

    REQUIRE(one);
    REQUIRE(two);
    CHECK(one->address().port() == first_left);
    CHECK(two->address().port() == then_left);
    CHECK_FALSE(ports.open(here, chance, at(3)));
}
