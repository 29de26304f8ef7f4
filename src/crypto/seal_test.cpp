#include "crypto/seal.hpp"

#include "base/test.hpp"
#include "crypto/hash.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::crypto;

namespace {

Secret secret_of(std::string_view hex)
{
    auto const bytes = from_hex(hex).value();
    return Secret::copy_of(KeyView { bytes.data(), key_size });
}
Bytes opened(Secret const& key, std::string_view about, ByteView sealed, std::size_t size)
{
    Bytes plain(size);
    return open_into(plain, key.view(), bytes_of(about), sealed) ? plain : Bytes {};
}

} // namespace

TEST("what is sealed opens with its key and its place, and with no other")
{
    SystemRandom random;
    auto const key = Secret::random(random);
    auto const other = Secret::random(random);
    Bytes sealed;
    append_sealed(sealed, key.view(), bytes_of("here"), bytes_of("words"), random);

    CHECK(text_of(opened(key, "here", sealed, 5)) == "words");
    CHECK(opened(key, "there", sealed, 5).empty());
    CHECK(opened(key, "", sealed, 5).empty());
    CHECK(opened(other, "here", sealed, 5).empty());
    CHECK(opened(key, "here", sealed, 4).empty());
}

TEST("a flipped bit at any place of a sealed box is found")
{
    SystemRandom random;
    auto const reader = KeyPair::make(random);
    auto const sealed =
        seal_to(reader.public_key(), bytes_of("here"), bytes_of("words"), random).value();
    Bytes plain(5);
    REQUIRE(open_into(plain, reader, bytes_of("here"), sealed));
    CHECK(text_of(plain) == "words");

    for (std::size_t place = 0; place < sealed.size(); ++place)
        for (int bit = 0; bit < 8; ++bit) {
            auto flipped = sealed;
            flipped[place] ^= std::byte { 1 } << bit;
            // X25519 leaves out the top bit of a public key; it is hashed, so it counts here.
            CHECK_FALSE(open_into(plain, reader, bytes_of("here"), flipped));
        }
    for (std::size_t size = 0; size < sealed.size(); ++size)
        CHECK_FALSE(open_into(plain, reader, bytes_of("here"), ByteView(sealed).first(size)));
}

TEST("a sealed box opens for its reader and its place alone, and not for its sender")
{
    SystemRandom random;
    auto const reader = KeyPair::make(random);
    auto const other = KeyPair::make(random);
    auto const envelope = Envelope::to(reader.public_key(), random).value();
    auto const one = envelope.put(bytes_of("one"), bytes_of("11"), random);
    auto const two = envelope.put(bytes_of("two"), bytes_of("22"), random);
    Bytes plain(2);

    CHECK(open_into(plain, reader, bytes_of("one"), one));
    CHECK(open_into(plain, reader, bytes_of("two"), two));
    CHECK_FALSE(open_into(plain, reader, bytes_of("two"), one));
    CHECK_FALSE(open_into(plain, other, bytes_of("one"), one));
}

TEST("a public key of low order is refused: everybody could open what is sealed to it")
{
    SystemRandom random;
    PublicKey one {};
    one[0] = std::byte { 1 };

    CHECK(Envelope::to(PublicKey {}, random).error().fault == Fault::Invalid);
    CHECK(Envelope::to(one, random).error().fault == Fault::Invalid);
    CHECK_FALSE(public_key_of(Bytes(31)));
}

TEST("a key pair is the one of RFC 7748, section 6.1")
{
    auto const alice =
        KeyPair::of(secret_of("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
    auto const expected =
        from_hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");

    CHECK(Bytes(alice.public_key().begin(), alice.public_key().end()) == expected.value());
}

TEST("a private text is sealed and opened without being seen")
{
    SystemRandom random;
    auto const key = Secret::random(random);
    auto text = Sealer::wrap("a name");
    Bytes sealed { std::byte { 9 } };
    Sealer::append(sealed, key.view(), bytes_of("here"), text, random);

    auto const back = Sealer::open(key.view(), bytes_of("here"), ByteView(sealed).subspan(1));
    Sealer::wipe(text);

    CHECK(sealed[0] == std::byte { 9 });
    CHECK(Sealer::says(back.value(), "a name"));
    CHECK_FALSE(Sealer::says(back.value(), "a nome"));
    CHECK(text.empty());
    CHECK_FALSE(Sealer::open(key.view(), bytes_of("here"), ByteView(sealed).first(20)));
}

TEST("hashes are BLAKE2b-256 of the parts, each with its length before it")
{
    // Reckoned with Python's hashlib.
    CHECK(hex_of(blake2b({ bytes_of("ab"), bytes_of("c") }))
        == "20263e794775e4edf2b306c0f306af9e50175c831c857604b481e847f790bf95");
    Secret key;
    for (std::size_t i = 0; i < key_size; ++i)
        key.bytes()[i] = static_cast<std::byte>(i);
    CHECK(hex_of(keyed_blake2b(key.view(), { bytes_of("+12025550123") }, 16))
        == "753eb223fe233cdf438cc28488ccbd5f");

    CHECK(blake2b({ bytes_of("ab"), bytes_of("c") }) != blake2b({ bytes_of("a"), bytes_of("bc") }));
    CHECK(blake2b({ bytes_of("abc") }) != blake2b({ bytes_of("abc"), bytes_of("") }));
}

TEST("whole numbers keep their sign through eight bytes")
{
    for (std::int64_t const number :
        { std::int64_t { 0 }, std::int64_t { -1 }, std::int64_t { 1 } << 52, INT64_MIN, INT64_MAX })
        CHECK(from_little_endian(little_endian(number)) == number);
    CHECK(little_endian(258)[0] == std::byte { 2 });
}
