#include "crypto/totp.hpp"

#include "base/test.hpp"

using namespace reachline;
using namespace reachline::crypto;

namespace {
auto const secret = bytes_of("12345678901234567890");
Time at(std::int64_t seconds)
{
    return time_of(seconds * 1000);
}
} // namespace

TEST("the digits are those of RFC 6238, appendix B")
{
    CHECK(totp_digits(secret, at(59)) == "287082");
    CHECK(totp_digits(secret, at(1'111'111'109)) == "081804");
    CHECK(totp_digits(secret, at(1'111'111'111)) == "050471");
    CHECK(totp_digits(secret, at(1'234'567'890)) == "005924");
    CHECK(totp_digits(secret, at(2'000'000'000)) == "279037");
}

TEST("digits are right in their own half minute, the one before and the one after")
{
    auto const now = at(1'234'567'890);
    auto const step = 1'234'567'890 / 30;
    auto const digits = totp_digits(secret, now);

    CHECK(totp_step(secret, digits, now).value() == step);
    CHECK(totp_step(secret, digits, now + seconds(30)).value() == step);
    CHECK(totp_step(secret, digits, now - seconds(30)).value() == step);
    CHECK_FALSE(totp_step(secret, digits, now + seconds(60)));
    CHECK_FALSE(totp_step(secret, digits, now - seconds(60)));
}

TEST("a later time step is a greater number, so that digits seen before can be refused")
{
    auto const now = at(1'234'567'890);

    CHECK(totp_step(secret, totp_digits(secret, now + seconds(30)), now).value()
        > totp_step(secret, totp_digits(secret, now), now).value());
}

TEST("only six digits are looked at")
{
    auto const now = at(59);

    CHECK(totp_step(secret, " 287 082 ", now));
    CHECK(totp_step(secret, "287083", now).error().fault == Fault::NotAllowed);
    CHECK_FALSE(totp_step(secret, "", now));
    CHECK_FALSE(totp_step(secret, "2", now));
    CHECK_FALSE(totp_step(secret, "94287082", now));
    CHECK_FALSE(totp_step(secret, "28708a", now));
    CHECK_FALSE(totp_step(secret, std::string_view("287082\0", 7), now));
    CHECK_FALSE(totp_step(Bytes(20), "287082", now));
}

TEST("an app reads the secret from the address")
{
    CHECK(base32_of(secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    CHECK(base32_of(bytes_of("a")) == "ME");
    CHECK(totp_uri(secret, "Hot line", "maría@night")
        == "otpauth://totp/Hot%20line:mar%c3%ada%40night?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
           "&issuer=Hot%20line&algorithm=SHA1&digits=6&period=30");
}

TEST("secrets are new each time")
{
    SystemRandom random;

    CHECK(new_totp_secret(random).size() == totp_secret_size);
    CHECK(new_totp_secret(random) != new_totp_secret(random));
}
