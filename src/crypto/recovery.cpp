#include "crypto/recovery.hpp"

#include "crypto/hash.hpp"

#include <array>

namespace reachline::crypto {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t groups = 8;
constexpr std::size_t in_group = 4;
constexpr std::size_t characters = groups * in_group; // 32, five bits each
using Values = std::array<unsigned char, characters>;

struct WipedValues {
    Values values {};
    ~WipedValues() { wipe(std::as_writable_bytes(std::span(values))); }
};

/// In the field of 32 elements (x^5 = x^2 + 1).
unsigned twice(unsigned value)
{
    return (value << 1) ^ (value & 16 ? 0x25u : 0u);
}

/// Each place counts with another power of two, so one wrong character or two exchanged ones always
/// show; the group's number is mixed in, so exchanged groups do too.
unsigned check_of(std::span<unsigned char const, in_group> group, std::size_t number)
{
    unsigned check = 0;
    for (auto const value : group)
        check = twice(check ^ value);
    return check ^ static_cast<unsigned>(number);
}

void spread(KeyView words, Values& values)
{
    for (std::size_t i = 0; i < characters; ++i) {
        unsigned value = 0;
        for (std::size_t bit = 5 * i; bit < 5 * i + 5; ++bit)
            value = value << 1 | (std::to_integer<unsigned>(words[bit / 8]) >> (7 - bit % 8) & 1);
        values[i] = static_cast<unsigned char>(value);
    }
}

void gather(Values const& values, KeySpan words)
{
    for (std::size_t bit = 0; bit < 5 * characters; ++bit)
        if (values[bit / 5] >> (4 - bit % 5) & 1)
            words[bit / 8] |= std::byte { 0x80 } >> (bit % 8);
}

std::span<unsigned char const, in_group> group_of(Values const& values, std::size_t number)
{
    return std::span(values).subspan(number * in_group).first<in_group>();
}

int value_of(char c)
{
    if (c >= 'a' && c <= 'z')
        c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    auto const at = alphabet.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

tl::unexpected<Error> wrong_group(std::size_t number)
{
    static constexpr std::array<Literal, groups> texts {
        Literal("the first group of the recovery key is not right"),
        Literal("the second group of the recovery key is not right"),
        Literal("the third group of the recovery key is not right"),
        Literal("the fourth group of the recovery key is not right"),
        Literal("the fifth group of the recovery key is not right"),
        Literal("the sixth group of the recovery key is not right"),
        Literal("the seventh group of the recovery key is not right"),
        Literal("the last group of the recovery key is not right"),
    };
    return fail(Fault::Invalid, texts[number]);
}

} // namespace

RecoveryKey::RecoveryKey(Secret words)
    : words_(std::move(words))
{
    keyed_blake2b_into(key_.bytes(), words_.view(), { bytes_of("reachline recovery key") });
}

RecoveryKey RecoveryKey::make(Random& random)
{
    Secret words;
    random.fill(words.bytes().first<5 * characters / 8>());
    return RecoveryKey(std::move(words));
}

std::string RecoveryKey::printed() const
{
    WipedValues wiped;
    spread(words_.view(), wiped.values);
    std::string text;
    text.reserve(groups * (in_group + 2));
    for (std::size_t number = 0; number < groups; ++number) {
        auto const group = group_of(wiped.values, number);
        if (number > 0)
            text += '-';
        for (auto const value : group)
            text += alphabet[value];
        text += alphabet[check_of(group, number)];
    }
    return text;
}

Result<RecoveryKey> RecoveryKey::read(std::string_view typed)
{
    WipedValues wiped;
    std::size_t read = 0;
    for (char const c : typed) {
        if (c == ' ' || c == '-' || c == '.' || c == '\t' || c == '\n' || c == '\r')
            continue;
        auto const number = read / (in_group + 1);
        auto const place = read % (in_group + 1);
        auto const value = value_of(c);
        if (number == groups)
            return fail(
                Fault::Invalid, "the recovery key has eight groups of five; these are more");
        if (value < 0)
            return wrong_group(number);
        if (place < in_group)
            wiped.values[number * in_group + place] = static_cast<unsigned char>(value);
        else if (check_of(group_of(wiped.values, number), number) != static_cast<unsigned>(value))
            return wrong_group(number);
        ++read;
    }
    if (read != groups * (in_group + 1))
        return fail(Fault::Invalid, "the recovery key has eight groups of five; these are fewer");
    Secret words;
    gather(wiped.values, words.bytes());
    return RecoveryKey(std::move(words));
}

} // namespace reachline::crypto
