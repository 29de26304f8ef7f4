#include "crypto/receipt.hpp"

#include "base/text.hpp"
#include "crypto/hash.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace reachline::crypto {

namespace {

constexpr std::uint64_t receipts = 10'000'000'000'000'000;
constexpr std::int64_t peppers = std::int64_t { 1 } << pepper_bits;

Tag tag_of(std::string_view digits, std::int64_t pepper)
{
    auto const peppered = little_endian(pepper);
    return blake2b({ bytes_of("reachline receipt"), bytes_of(digits), peppered });
}

Receipt receipt_of(std::string digits, Random& random)
{
    auto const pepper = static_cast<std::int64_t>(random.below(peppers));
    auto tag = tag_of(digits, pepper);
    return { std::move(digits), std::move(tag) };
}

} // namespace

Receipt make_receipt(Random& random)
{
    return receipt_of(fmt::format("{:016}", random.below(receipts)), random);
}

Receipt receipt_for_token(std::string_view token, Random& random)
{
    auto const digest = blake2b({ bytes_of("reachline receipt of a token"), bytes_of(token) });
    // 256 bits taken modulo 10^16, a byte at a time: the unfairness is 2^-200.
    std::uint64_t number = 0;
    for (auto const byte : digest)
        number = (number * 256 + std::to_integer<std::uint64_t>(byte)) % receipts;
    return receipt_of(fmt::format("{:016}", number), random);
}

std::vector<Tag> candidate_tags(std::string_view digits)
{
    std::vector<Tag> tags;
    tags.reserve(peppers);
    for (std::int64_t pepper = 0; pepper < peppers; ++pepper)
        tags.push_back(tag_of(digits, pepper));
    std::sort(tags.begin(), tags.end());
    return tags;
}

std::string grouped(std::string_view digits)
{
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && i % 4 == 0)
            text += ' ';
        text += digits[i];
    }
    return text;
}

Result<std::string> parse_receipt(std::string_view typed)
{
    auto digits = digits_of(typed);
    if (digits.size() != receipt_digits)
        return fail(Fault::Invalid, "the number has sixteen digits");
    return digits;
}

} // namespace reachline::crypto
