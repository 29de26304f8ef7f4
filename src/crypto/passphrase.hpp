#pragma once

// How a passphrase becomes the key of an account.
//
// Argon2id (RFC 9106) makes a seed of the passphrase and the account's salt, and the seed is an
// X25519 key pair. The account keeps the salt and the public key only: a right passphrase is one
// that leads to that public key again, so there is no second hash to guess against.

#include "crypto/seal.hpp"

#include <string>
#include <string_view>

namespace reachline::crypto {

inline constexpr std::size_t shortest_passphrase = 12; ///< characters
inline constexpr std::size_t longest_passphrase = 1024; ///< bytes
inline constexpr std::size_t salt_size = 16;

/// What one try costs: here 64 MB and about 120 ms, for us and for who guesses. Tests take less.
struct PassphraseCost {
    std::size_t memory = std::size_t { 64 } << 20;
    unsigned passes = 2;
};

/// Whether somebody may choose this passphrase; Invalid says what to do better.
Done check_passphrase(std::string_view passphrase, std::string_view account_name);

Bytes new_salt(Random&);

/// Takes its cost in time and memory: call it in a worker, never in a command. White space at the
/// ends does not count. Busy when the memory is not there just now.
Result<KeyPair> account_key(std::string_view passphrase, ByteView salt, PassphraseCost = {});

/// Whether this key pair is the account's.
bool is_key_of(KeyPair const&, ByteView stored_public_key);

} // namespace reachline::crypto
