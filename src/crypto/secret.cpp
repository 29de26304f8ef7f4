#include "crypto/secret.hpp"

#include "base/ensure.hpp"
#include "crypto/sodium.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>

namespace reachline::crypto {

void start_sodium()
{
    static bool const started = sodium_init() >= 0;
    ensure(started);
}

namespace {
std::byte* locked_memory(std::size_t size)
{
    start_sodium();
    auto* const memory = static_cast<std::byte*>(sodium_malloc(size));
    ensure(memory != nullptr);
    std::memset(memory, 0, size);
    return memory;
}
} // namespace

void Secret::Free::operator()(std::byte* bytes) const
{
    sodium_free(bytes);
}

Secret::Secret()
    : bytes_(locked_memory(key_size))
{
}

Secret Secret::random(Random& random)
{
    Secret secret;
    random.fill(secret.bytes());
    return secret;
}

Secret Secret::copy_of(KeyView key)
{
    Secret secret;
    std::copy(key.begin(), key.end(), secret.bytes().begin());
    return secret;
}

void Secret::wipe()
{
    crypto::wipe(bytes());
}

SecretPool::SecretPool(std::size_t slots)
    : block_(locked_memory(slots * key_size))
{
    free_.reserve(slots);
    for (auto slot = slots; slot > 0; --slot)
        free_.push_back(static_cast<Slot>(slot - 1));
}

SecretPool::~SecretPool()
{
    sodium_free(block_);
}

SecretPool::Slot SecretPool::take()
{
    ensure(!free_.empty());
    auto const slot = free_.back();
    free_.pop_back();
    return slot;
}

void SecretPool::give_back(Slot slot)
{
    wipe(at(slot));
    free_.push_back(slot);
}

void wipe(std::span<std::byte> bytes)
{
    sodium_memzero(bytes.data(), bytes.size());
}

void wipe(std::string& text)
{
    // Growing to the capacity never moves the text, so nothing stays behind in an older block.
    text.resize(text.capacity());
    sodium_memzero(text.data(), text.size());
    text.clear();
}

void wipe(Bytes& bytes)
{
    bytes.resize(bytes.capacity());
    sodium_memzero(bytes.data(), bytes.size());
    bytes.clear();
}

} // namespace reachline::crypto
