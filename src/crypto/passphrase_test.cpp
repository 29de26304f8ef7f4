#include "crypto/passphrase.hpp"

#include "base/test.hpp"

#include <cstring>

using namespace reachline;
using namespace reachline::crypto;

namespace {

constexpr PassphraseCost cheap { .memory = 8192, .passes = 1 };

Bytes salt_of(char c)
{
    return Bytes(salt_size, static_cast<std::byte>(c));
}
KeyPair key_of(std::string_view passphrase, char salt = 'a')
{
    auto key = account_key(passphrase, salt_of(salt), cheap);
    REQUIRE(key);
    return std::move(*key);
}

} // namespace

TEST("the same passphrase and salt lead to the same key, and nothing else does")
{
    auto const key = key_of("four quiet herons wade");

    CHECK(is_key_of(key_of("four quiet herons wade"), key.public_key()));
    CHECK(is_key_of(key_of("  four quiet herons wade\n"), key.public_key()));
    CHECK_FALSE(is_key_of(key_of("four quiet herons fly"), key.public_key()));
    CHECK_FALSE(is_key_of(key_of("Four quiet herons wade"), key.public_key()));
    CHECK_FALSE(is_key_of(key_of("four quiet herons wade", 'b'), key.public_key()));
    CHECK_FALSE(is_key_of(key, Bytes {}));
}

TEST("the cost is part of the key, and a full one takes what it should")
{
    auto const cheap_key = key_of("four quiet herons wade");
    auto const full = account_key("four quiet herons wade", salt_of('a'));

    REQUIRE(full);
    CHECK_FALSE(is_key_of(*full, cheap_key.public_key()));
}

TEST("a passphrase that is short, monotonous, unreadable or the account's name is refused")
{
    CHECK(check_passphrase("four quiet herons", "maria"));
    CHECK(check_passphrase("ñandúes cría", "maria"));

    CHECK_FALSE(check_passphrase("", "maria"));
    CHECK_FALSE(check_passphrase("elevensigns", "maria"));
    CHECK_FALSE(check_passphrase("   elevensigns   ", "maria"));
    CHECK_FALSE(check_passphrase("aaaaaaaaaaaaaaaaaaa", "maria"));
    CHECK_FALSE(check_passphrase("abababababababababab", "maria"));
    CHECK_FALSE(check_passphrase("Maria of the Night", "maria of the night"));
    CHECK_FALSE(check_passphrase("four quiet \xff\xfe herons", "maria"));
    CHECK_FALSE(check_passphrase(std::string(2000, 'x') + "abcdefgh", "maria"));
}

TEST("characters are counted, not bytes")
{
    CHECK_FALSE(check_passphrase("ñandúéíóñá", "maria")); // ten characters in nineteen bytes
}

TEST("a salt of another size is refused, and two salts differ")
{
    SystemRandom random;

    CHECK_FALSE(account_key("four quiet herons wade", Bytes(8), cheap));
    CHECK(new_salt(random) != new_salt(random));
    CHECK(new_salt(random).size() == salt_size);
}
