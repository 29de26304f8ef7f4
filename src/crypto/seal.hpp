#pragma once

// Sealing: what is sealed can be neither read nor changed nor passed off as something else.
//
// Under a key: XChaCha20-Poly1305 (IETF). `about` says what the sealed value is and where it lies;
// it is not in the value, and a value opens only with the same `about`. The nonce is random, 192
// bits, so one key may seal as much as it likes. Whoever keeps it writes a version byte before it.
//   nonce 24 | ciphertext | tag 16
//
// To a public key, by somebody who cannot open it afterwards: an X25519 key pair made for this
// alone and forgotten, its shared secret with the reader hashed together with both public keys
// (BLAKE2b-256) into the key above; the shape of libsodium's sealed box and of HPKE's base mode.
//   version 1 | the sender's public key 32 | nonce 24 | ciphertext | tag 16

#include "base/private.hpp"
#include "base/random.hpp"
#include "crypto/secret.hpp"

#include <array>

namespace reachline::crypto {

using PublicKey = std::array<std::byte, key_size>;

inline constexpr std::size_t seal_overhead = 24 + 16;
inline constexpr std::size_t box_overhead = 1 + key_size + seal_overhead;

/// Seals `plain` behind `head`: a version, and what else is needed to find the key.
void append_sealed(Bytes& head, KeyView key, ByteView about, ByteView plain, Random&);

/// Into memory that the caller chose (locked, for keys); Broken when anything does not fit.
Done open_into(std::span<std::byte> plain, KeyView key, ByteView about, ByteView sealed);

/// An X25519 key pair; the private half stays in locked memory.
class KeyPair {
public:
    static KeyPair make(Random&);
    /// The pair that belongs to this private key.
    static KeyPair of(Secret private_key);

    PublicKey const& public_key() const { return public_key_; }
    KeyView private_key() const { return private_key_.view(); }

private:
    KeyPair(Secret private_key, PublicKey const& public_key)
        : private_key_(std::move(private_key))
        , public_key_(public_key)
    {
    }
    Secret private_key_;
    PublicKey public_key_;
};

/// Many values sealed to one reader with one key exchange (about 80 µs), while it is open.
/// Whoever holds it can open what it sealed, so it is closed as soon as the work is written.
class Envelope {
public:
    static Result<Envelope> to(PublicKey const& reader, Random&);
    Bytes put(ByteView about, ByteView plain, Random&) const;

private:
    Envelope(PublicKey const& sender, Secret key)
        : sender_(sender)
        , key_(std::move(key))
    {
    }
    PublicKey sender_;
    Secret key_;
};

Result<Bytes> seal_to(PublicKey const& reader, ByteView about, ByteView plain, Random&);
Done open_into(std::span<std::byte> plain, KeyPair const& reader, ByteView about, ByteView sealed);

Result<PublicKey> public_key_of(ByteView bytes);
bool equal_in_constant_time(ByteView, ByteView);

/// The only one besides a Reading that sees inside a PrivateText: to write it down, sealed, and to
/// take it up again.
class Sealer {
public:
    static void append(Bytes& head, KeyView key, ByteView about, PrivateText const& text, Random&);
    static Result<PrivateText> open(KeyView key, ByteView about, ByteView sealed);
    static PrivateText wrap(std::string text) { return PrivateText(std::move(text)); }
    static void wipe(PrivateText&);
    /// Whether it says exactly this, without showing it; in a time that depends on the sizes only.
    static bool says(PrivateText const&, std::string_view);
};

} // namespace reachline::crypto
