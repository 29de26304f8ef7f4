#include "crypto/seal.hpp"

#include "base/ensure.hpp"
#include "crypto/hash.hpp"
#include "crypto/sodium.hpp"

#include <sodium.h>

#include <algorithm>

namespace reachline::crypto {

namespace {

constexpr std::byte version { 1 };
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(seal_overhead == nonce_size + tag_size);
static_assert(key_size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(key_size == crypto_scalarmult_SCALARBYTES && key_size == crypto_scalarmult_BYTES);

unsigned char const* raw(ByteView bytes)
{
    return reinterpret_cast<unsigned char const*>(bytes.data());
}
unsigned char* into(std::span<std::byte> bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

// One answer whatever is wrong, so that nobody learns which byte to try next.
tl::unexpected<Error> does_not_open()
{
    return fail(Fault::Broken, "a sealed value is damaged or does not belong here");
}

/// A key for the length of a call. Locked memory of its own would cost more than the key exchange.
struct Passing {
    std::array<std::byte, key_size> bytes {};
    Passing() = default;
    Passing(Passing const&) = delete;
    ~Passing() { wipe(std::span<std::byte>(bytes)); }
};

PublicKey public_half(KeyView private_key)
{
    start_sodium();
    PublicKey public_key;
    ensure(crypto_scalarmult_base(into(public_key), raw(private_key)) == 0);
    return public_key;
}

/// What both ends of a sealed box come to. A public key of low order would make it predictable.
Done shared_key(KeySpan out, KeyView own, PublicKey const& other, PublicKey const& sender,
    PublicKey const& reader)
{
    Passing shared;
    if (crypto_scalarmult(into(shared.bytes), raw(own), raw(other)) != 0)
        return fail(Fault::Invalid, "this is not a usable public key");
    keyed_blake2b_into(out, shared.bytes, { bytes_of("reachline sealed box"), sender, reader });
    return {};
}

} // namespace

void append_sealed(Bytes& head, KeyView key, ByteView about, ByteView plain, Random& random)
{
    start_sodium();
    auto const start = head.size();
    head.resize(start + seal_overhead + plain.size());
    auto const out = std::span(head).subspan(start);
    auto const nonce = out.first(nonce_size);
    random.fill(nonce);
    crypto_aead_xchacha20poly1305_ietf_encrypt(into(out.subspan(nonce_size)), nullptr, raw(plain),
        plain.size(), raw(about), about.size(), nullptr, raw(nonce), raw(key));
}

Done open_into(std::span<std::byte> plain, KeyView key, ByteView about, ByteView sealed)
{
    start_sodium();
    if (sealed.size() != seal_overhead + plain.size())
        return does_not_open();
    auto const nonce = sealed.first(nonce_size);
    auto const ciphertext = sealed.subspan(nonce_size);
    // An empty text still needs an address that libsodium may look at.
    unsigned char nothing = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.empty() ? &nothing : into(plain), nullptr,
            nullptr, raw(ciphertext), ciphertext.size(), raw(about), about.size(), raw(nonce),
            raw(key))
        != 0)
        return does_not_open();
    return {};
}

KeyPair KeyPair::make(Random& random)
{
    return of(Secret::random(random));
}

KeyPair KeyPair::of(Secret private_key)
{
    auto const public_key = public_half(private_key.view());
    return KeyPair(std::move(private_key), public_key);
}

Result<Envelope> Envelope::to(PublicKey const& reader, Random& random)
{
    Passing own;
    random.fill(own.bytes);
    auto const sender = public_half(own.bytes);
    Secret key;
    TRY(shared_key(key.bytes(), own.bytes, reader, sender, reader));
    return Envelope(sender, std::move(key));
}

Bytes Envelope::put(ByteView about, ByteView plain, Random& random) const
{
    Bytes sealed;
    sealed.reserve(box_overhead + plain.size());
    sealed.push_back(version);
    sealed.insert(sealed.end(), sender_.begin(), sender_.end());
    append_sealed(sealed, key_.view(), about, plain, random);
    return sealed;
}

Result<Bytes> seal_to(PublicKey const& reader, ByteView about, ByteView plain, Random& random)
{
    auto const envelope = TRY(Envelope::to(reader, random));
    return envelope.put(about, plain, random);
}

Done open_into(std::span<std::byte> plain, KeyPair const& reader, ByteView about, ByteView sealed)
{
    if (sealed.size() != box_overhead + plain.size() || sealed[0] != version)
        return does_not_open();
    auto const sender = TRY(public_key_of(sealed.subspan(1, key_size)));
    Passing key;
    if (!shared_key(key.bytes, reader.private_key(), sender, sender, reader.public_key()))
        return does_not_open();
    return open_into(plain, key.bytes, about, sealed.subspan(1 + key_size));
}

Result<PublicKey> public_key_of(ByteView bytes)
{
    PublicKey key;
    if (bytes.size() != key.size())
        return fail(Fault::Invalid, "a public key has 32 bytes");
    std::copy(bytes.begin(), bytes.end(), key.begin());
    return key;
}

bool equal_in_constant_time(ByteView a, ByteView b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void Sealer::append(
    Bytes& head, KeyView key, ByteView about, PrivateText const& text, Random& random)
{
    append_sealed(head, key, about, bytes_of(text.value_), random);
}

Result<PrivateText> Sealer::open(KeyView key, ByteView about, ByteView sealed)
{
    if (sealed.size() < seal_overhead)
        return does_not_open();
    PrivateText text { std::string(sealed.size() - seal_overhead, '\0') };
    TRY(open_into(std::as_writable_bytes(std::span(text.value_)), key, about, sealed));
    return text;
}

bool Sealer::says(PrivateText const& text, std::string_view words)
{
    return crypto::equal_in_constant_time(bytes_of(text.value_), bytes_of(words));
}

void Sealer::wipe(PrivateText& text)
{
    crypto::wipe(text.value_);
}

} // namespace reachline::crypto
