#pragma once

// BLAKE2b-256 (RFC 7693). Every part is hashed with its length before it, so that no two lists of
// parts run together into the same bytes: ("ab", "c") is not ("a", "bc").

#include "base/bytes.hpp"
#include "crypto/secret.hpp"

#include <array>
#include <initializer_list>

namespace reachline::crypto {

inline constexpr std::size_t digest_size = 32;

/// 32 bytes. A chain is blake2b({ the hash of the row before, this row }).
Bytes blake2b(std::initializer_list<ByteView> parts);

/// Only who holds the key can make it or guess against it. `size` is 16 to 64 bytes.
Bytes keyed_blake2b(
    KeyView key, std::initializer_list<ByteView> parts, std::size_t size = digest_size);

/// The same straight into `out`, for results that are themselves keys.
void keyed_blake2b_into(
    std::span<std::byte> out, KeyView key, std::initializer_list<ByteView> parts);

/// A whole number as eight bytes, lowest first, as it goes into hashes and seals.
std::array<std::byte, 8> little_endian(std::int64_t);
std::int64_t from_little_endian(std::span<std::byte const, 8>);

} // namespace reachline::crypto
