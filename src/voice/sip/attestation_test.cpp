#include "voice/sip/attestation.hpp"

#include "base/test.hpp"

#include <string>

using namespace reachline::voice::sip;

namespace {

/// A token whose claims are {"attest":"A",…}; its signature is made up, and nothing here reads it.
std::string token(std::string_view claims)
{
    return "eyJhbGciOiJFUzI1NiJ9." + std::string(claims)
        + ".c2lnbmVk;info=<https://example.org/c>;alg=ES256;ppt=shaken";
}
auto const full = token("eyJhdHRlc3QiOiJBIiwib3JpZyI6e319");
auto const gateway = token("eyJhdHRlc3QiOiJDIn0");

} // namespace

TEST("the letter of a signed identity is read, and its absence is none")
{
    CHECK(attestation_of({ .identities = { full }, .letter = {}, .addresses = {} })
        == Attestation::Full);
    CHECK(attestation_of({ .identities = { gateway }, .letter = {}, .addresses = {} })
        == Attestation::Gateway);
    CHECK(attestation_of({}) == Attestation::None);
}

TEST("an identity that is none is passed over")
{
    for (auto const* const wrong :
        { "", "a.b", "a.!!.c", "a.e30.c", "a.eyJhdHRlc3QiOjF9.c", "a.eyJhdHRlc3QiOiJaIn0.c" })
        CHECK(attestation_of({ .identities = { wrong }, .letter = {}, .addresses = {} })
            == Attestation::None);
    CHECK(attestation_of({ .identities = { "nonsense", full }, .letter = {}, .addresses = {} })
        == Attestation::Full);
}

TEST("what the carrier found counts before what the caller's side claimed")
{
    auto const of = [](std::string_view address, std::string_view letter = "") {
        return attestation_of(
            { .identities = { full }, .letter = letter, .addresses = { address } });
    };

    CHECK(of("<sip:+15550100;verstat=TN-Validation-Passed-B@192.0.2.1>") == Attestation::Partial);
    CHECK(of("<sip:+15550100;verstat=TN-Validation-Failed@192.0.2.1>") == Attestation::None);
    CHECK(of("<sip:+15550100;verstat=No-TN-Validation@192.0.2.1>") == Attestation::None);
    CHECK(of("<tel:+15550100;verstat=TN-Validation-Passed>") == Attestation::Gateway);
    CHECK(of("<tel:+15550100;verstat=TN-Validation-Passed>", "A") == Attestation::Full);
    CHECK(of("<tel:+15550100;verstat=TN-Validation-Failed>", "A") == Attestation::None);
    CHECK(of("<sip:+15550100@192.0.2.1>", "b") == Attestation::Partial);
}
