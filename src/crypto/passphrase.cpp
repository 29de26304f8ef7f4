#include "crypto/passphrase.hpp"

#include "base/text.hpp"
#include "crypto/sodium.hpp"

#include <sodium.h>

#include <algorithm>
#include <set>

namespace reachline::crypto {

namespace {

constexpr std::size_t fewest_different_letters = 5;
static_assert(salt_size == crypto_pwhash_argon2id_SALTBYTES);

std::size_t characters_of(std::string_view text)
{
    auto const starts_one = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_one));
}

} // namespace

Done check_passphrase(std::string_view passphrase, std::string_view account_name)
{
    auto const text = trimmed(passphrase);
    if (!is_utf8(text))
        return fail(Fault::Invalid, "this passphrase is not readable text");
    if (text.size() > longest_passphrase)
        return fail(Fault::Invalid, "this passphrase is too long; 1,024 bytes are the most");
    if (characters_of(text) < shortest_passphrase)
        return fail(Fault::Invalid,
            "a passphrase needs at least 12 characters; four or five words are good");
    if (std::set<char>(text.begin(), text.end()).size() < fewest_different_letters)
        return fail(
            Fault::Invalid, "this passphrase repeats itself; take four or five different words");
    if (lower_ascii(text) == lower_ascii(trimmed(account_name)))
        return fail(Fault::Invalid, "the passphrase must not be the account's name");
    return {};
}

Bytes new_salt(Random& random)
{
    Bytes salt(salt_size);
    random.fill(salt);
    return salt;
}

Result<KeyPair> account_key(std::string_view passphrase, ByteView salt, PassphraseCost cost)
{
    start_sodium();
    auto const text = trimmed(passphrase);
    if (salt.size() != salt_size)
        return fail(Fault::Invalid, "a salt has 16 bytes");
    if (text.size() > longest_passphrase)
        return fail(Fault::Invalid, "this passphrase is too long; 1,024 bytes are the most");
    Secret seed;
    if (crypto_pwhash(reinterpret_cast<unsigned char*>(seed.bytes().data()), key_size, text.data(),
            text.size(), reinterpret_cast<unsigned char const*>(salt.data()), cost.passes,
            cost.memory, crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return fail(Fault::Busy, "there is not enough memory to check the passphrase just now");
    return KeyPair::of(std::move(seed));
}

bool is_key_of(KeyPair const& pair, ByteView stored_public_key)
{
    return equal_in_constant_time(pair.public_key(), stored_public_key);
}

} // namespace reachline::crypto
