#include "voice/web_leg/certificate.hpp"

#include "base/test.hpp"

using namespace reachline;
using namespace reachline::voice::web_leg;

TEST("each leg has a certificate of its own, on an elliptic curve")
{
    auto const first = make_certificate(), second = make_certificate();

    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->fingerprint != second->fingerprint);
    CHECK(first->key_pem.size() < 300); // a key of P-256; one of RSA is many times longer
}

TEST("a fingerprint is read as it is written")
{
    auto const certificate = make_certificate();
    REQUIRE(certificate);

    auto const read = read_fingerprint(voice::web_leg::text_of(certificate->fingerprint));

    REQUIRE(read);
    CHECK(*read == certificate->fingerprint);
}

TEST("a fingerprint of another hash, too short or ill-formed is refused")
{
    CHECK_FALSE(read_fingerprint("sha-1 AB:CD"));
    CHECK_FALSE(read_fingerprint("sha-256 AB:CD"));
    CHECK_FALSE(read_fingerprint("sha-256 " + std::string(95, 'A')));
    CHECK_FALSE(read_fingerprint(""));
}
