#pragma once

// A key and a certificate for one leg alone: ECDSA on P-256, named by nothing, known by its
// fingerprint only. Made anew for each, so two legs cannot be told to be of one hotline by it.

#include "base/bytes.hpp"
#include "base/result.hpp"

#include <array>
#include <string>

struct ssl_ctx_st;

namespace reachline::voice::web_leg {

using Fingerprint = std::array<std::byte, 32>; ///< SHA-256 of a certificate

struct Certificate {
    std::string certificate_pem, key_pem;
    Fingerprint fingerprint;
};
Result<Certificate> make_certificate();

/// "sha-256 AB:CD:…" as descriptions say it.
std::string text_of(Fingerprint const&);
Result<Fingerprint> read_fingerprint(std::string_view);

/// Makes handshakes of this context end with an alert unless the other side shows the certificate
/// with this fingerprint. `expected` must outlive the context.
void require_fingerprint(ssl_ctx_st*, Fingerprint const& expected);

} // namespace reachline::voice::web_leg
