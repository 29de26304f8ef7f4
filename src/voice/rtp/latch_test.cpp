#include "voice/rtp/latch.hpp"

#include "base/test.hpp"

using namespace reachline::voice::rtp;

namespace {

Address at(std::string_view ip, std::uint16_t port)
{
    auto const address = Address::parse(ip, port);
    REQUIRE(address);
    return *address;
}

} // namespace

TEST("packets from the described place are believed and lock the leg")
{
    Latch latch;
    latch.describe(at("192.0.2.1", 4000), at("192.0.2.1", 5060));

    CHECK(latch.admits(at("192.0.2.1", 4000)));
    CHECK_FALSE(latch.admits(at("192.0.2.1", 4002)));
}

TEST("a port that a NAT changed is followed once and no further")
{
    Latch latch;
    latch.describe(at("192.0.2.1", 4000), at("192.0.2.1", 5060));

    CHECK(latch.admits(at("192.0.2.1", 61000)));
    CHECK(latch.target() == at("192.0.2.1", 61000));
    CHECK_FALSE(latch.admits(at("192.0.2.1", 61002)));
}

TEST("who still talks to the call before is left for the described place, for good")
{
    Latch latch;
    latch.describe(at("192.0.2.1", 4000), at("192.0.2.1", 5060));
    REQUIRE(latch.admits(at("192.0.2.1", 3998)));

    CHECK(latch.admits(at("192.0.2.1", 4000)));
    CHECK(latch.target() == at("192.0.2.1", 4000));
    CHECK_FALSE(latch.admits(at("192.0.2.1", 3998)));
}

TEST("a private address is followed to where the call was set up from, and nowhere else")
{
    Latch latch;
    latch.describe(at("192.168.1.5", 4000), at("198.51.100.7", 5060));

    CHECK_FALSE(latch.admits(at("203.0.113.9", 4000)));
    CHECK(latch.admits(at("198.51.100.7", 61000)));
    CHECK_FALSE(latch.admits(at("203.0.113.9", 4000)));
}

TEST("a stranger who is first gains nothing")
{
    Latch latch;
    latch.describe(at("192.0.2.1", 4000), at("192.0.2.1", 5060));

    CHECK_FALSE(latch.admits(at("203.0.113.9", 4000)));
    CHECK_FALSE(latch.is_locked());
    CHECK(latch.admits(at("192.0.2.1", 4000)));
}

TEST("a new description opens the latch once more, the same one does not")
{
    Latch latch;
    latch.describe(at("192.0.2.1", 4000), at("192.0.2.1", 5060));
    REQUIRE(latch.admits(at("192.0.2.1", 61000)));

    latch.describe(at("192.0.2.1", 4000), at("192.0.2.1", 5060));
    CHECK_FALSE(latch.admits(at("192.0.2.1", 62000)));

    latch.describe(at("192.0.2.1", 4100), at("192.0.2.1", 5060));
    CHECK(latch.admits(at("192.0.2.1", 62000)));
}

TEST("who was described before does not speak on behind whoever is described now")
{
    Latch latch;
    latch.describe(at("192.0.2.1", 4000), at("192.0.2.1", 5060));
    REQUIRE(latch.admits(at("192.0.2.1", 4000)));
    latch.describe(at("192.0.2.1", 4100), at("192.0.2.1", 5060));

    CHECK_FALSE(latch.admits(at("192.0.2.1", 4000)));
    CHECK(latch.admits(at("192.0.2.1", 61000)));

    latch.describe(at("192.0.2.1", 4000), at("192.0.2.1", 5060));
    CHECK(latch.admits(at("192.0.2.1", 4000)));
}

TEST("addresses of both families are read as numbers alone")
{
    CHECK(at("2001:db8::1", 5060).ip() == "2001:db8::1");
    CHECK(at("10.1.2.3", 9).is_private());
    CHECK_FALSE(at("11.1.2.3", 9).is_private());
    CHECK(at("fd00::1", 9).is_private());
    CHECK(at("0.0.0.0", 9).is_unspecified());
    CHECK_FALSE(Address::parse("trunk.example.org", 5060));
}
