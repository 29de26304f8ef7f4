#pragma once

// How far a caller's number is vouched for, as the trunk hands it on (STIR/SHAKEN: RFC 8224, RFC
// 8588).
//
// A carrier that begins a call signs what it knows: the caller and their right to the number (A),
// the caller alone (B), or only where the call came in (C). We show it to the advocate and decide
// nothing by it: the signature is checked by the carrier that serves us, not here, and a number
// that nobody vouches for is as often a person on an old line as a forger.

#include <string_view>
#include <vector>

namespace reachline::voice::sip {

enum class Attestation { None, Gateway, Partial, Full };

struct Vouching {
    /// Values of Identity: a signed token of which the claim "attest" is read.
    std::vector<std::string_view> identities;
    /// The letter alone, as a header of the carrier that checked it (Attestation-Info of 3GPP
    /// TS 24.229, or P-Attestation-Indicator).
    std::string_view letter;
    /// P-Asserted-Identity and From, whose parameter "verstat" tells how the check went.
    std::vector<std::string_view> addresses;
};

/// What the carrier found counts before what the caller's side claimed: a failed check is None.
Attestation attestation_of(Vouching const&);

} // namespace reachline::voice::sip
