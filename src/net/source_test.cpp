#include "net/source.hpp"

#include "base/test.hpp"

using namespace reachline::net;
using std::chrono::hours;

namespace {
SourceKey::Moment const noon {};

std::uint64_t print_of(SourceKey& key, std::string_view address, SourceKey::Moment at = noon)
{
    auto const parsed = Address::of(address);
    REQUIRE(parsed);
    return key.fingerprint(*parsed, at);
}
} // namespace

TEST("one source is told from another: IPv4 by its whole address, IPv6 by its /64")
{
    SourceKey key;

    auto const one = print_of(key, "192.0.2.1");

    CHECK(print_of(key, "192.0.2.1") == one);
    CHECK(print_of(key, "::ffff:192.0.2.1") == one);
    CHECK(print_of(key, "192.0.2.2") != one);
    CHECK(print_of(key, "2001:db8:1:2::1") == print_of(key, "2001:db8:1:2:ffff::9"));
    CHECK(print_of(key, "2001:db8:1:3::1") != print_of(key, "2001:db8:1:2::1"));
}

TEST("nobody recognises tomorrow, or on another server, who came today")
{
    SourceKey key;
    SourceKey other;

    auto const today = print_of(key, "192.0.2.1");

    CHECK(print_of(key, "192.0.2.1", noon + hours(23)) == today);
    CHECK(print_of(key, "192.0.2.1", noon + hours(24)) != today);
    CHECK(print_of(other, "192.0.2.1") != today);
}

TEST("only the last hop of X-Forwarded-For is believed")
{
    SourceKey key;

    auto const forwarded = last_forwarded("10.0.0.1, 192.0.2.7");

    CHECK(key.fingerprint(forwarded.value(), noon) == print_of(key, "192.0.2.7"));
    CHECK_FALSE(last_forwarded(""));
    CHECK_FALSE(last_forwarded("192.0.2.7, unknown"));
}

TEST("a loopback address is known in each of its spellings")
{
    CHECK(Address::of("127.0.0.1")->is_loopback());
    CHECK(Address::of("::1")->is_loopback());
    CHECK(Address::of("::ffff:127.0.0.1")->is_loopback());
    CHECK_FALSE(Address::of("192.0.2.1")->is_loopback());
    CHECK_FALSE(Address::of("2001:db8::1")->is_loopback());
    CHECK_FALSE(Address::of("not an address"));
}
