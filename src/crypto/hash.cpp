#include "crypto/hash.hpp"

#include "base/ensure.hpp"
#include "crypto/sodium.hpp"

#include <sodium.h>

namespace reachline::crypto {

namespace {

unsigned char const* raw(ByteView bytes)
{
    return reinterpret_cast<unsigned char const*>(bytes.data());
}

void hash_into(std::span<std::byte> out, ByteView key, std::initializer_list<ByteView> parts)
{
    start_sodium();
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.empty() ? nullptr : raw(key), key.size(), out.size());
    for (auto const part : parts) {
        auto const size = little_endian(static_cast<std::int64_t>(part.size()));
        crypto_generichash_update(&state, raw(size), size.size());
        crypto_generichash_update(&state, raw(part), part.size());
    }
    crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(out.data()), out.size());
    sodium_memzero(&state, sizeof state);
}

} // namespace

Bytes blake2b(std::initializer_list<ByteView> parts)
{
    Bytes digest(digest_size);
    hash_into(digest, {}, parts);
    return digest;
}

Bytes keyed_blake2b(KeyView key, std::initializer_list<ByteView> parts, std::size_t size)
{
    Bytes digest(size);
    keyed_blake2b_into(digest, key, parts);
    return digest;
}

void keyed_blake2b_into(
    std::span<std::byte> out, KeyView key, std::initializer_list<ByteView> parts)
{
    ensure(
        out.size() >= crypto_generichash_BYTES_MIN && out.size() <= crypto_generichash_BYTES_MAX);
    hash_into(out, key, parts);
}

std::array<std::byte, 8> little_endian(std::int64_t number)
{
    std::array<std::byte, 8> bytes;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::byte>(static_cast<std::uint64_t>(number) >> (8 * i));
    return bytes;
}

std::int64_t from_little_endian(std::span<std::byte const, 8> bytes)
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        number |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
    return static_cast<std::int64_t>(number);
}

} // namespace reachline::crypto
