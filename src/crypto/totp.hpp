#pragma once

// The six digits of an authenticator app: the second factor at sign-in (RFC 6238 as the apps read
// it: SHA-1, 6 digits, 30 seconds). Reckoned by liboath (decision page 0012).

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace reachline::crypto {

inline constexpr std::size_t totp_secret_size = 20;

Bytes new_totp_secret(Random&);

/// The time step that these digits belong to, when it is this one, the last or the next. Keep it,
/// and refuse digits whose step is not greater than the last one kept: they were seen before.
/// NotAllowed when they are wrong; white space in them does not count.
Result<std::int64_t> totp_step(ByteView secret, std::string_view digits, Time now);

/// What the app shows now. For demonstrations and tests; a server has no other use for it.
std::string totp_digits(ByteView secret, Time now);

/// What the app's camera reads: otpauth://totp/Issuer:Account?secret=…
std::string totp_uri(ByteView secret, std::string_view issuer, std::string_view account);

/// The secret for typing it in (RFC 4648, no padding).
std::string base32_of(ByteView);

} // namespace reachline::crypto
