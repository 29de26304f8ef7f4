#include "crypto/receipt.hpp"

#include "base/test.hpp"
#include "crypto/token.hpp"

#include <algorithm>
#include <set>

using namespace reachline;
using namespace reachline::crypto;

namespace {
bool among(std::vector<Tag> const& tags, Tag const& tag)
{
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}
} // namespace

TEST("a receipt is found among its candidates, and another is not")
{
    SystemRandom random;
    auto const receipt = make_receipt(random);
    auto const other = make_receipt(random);

    auto const candidates = candidate_tags(receipt.digits);

    CHECK(candidates.size() == std::size_t { 1 } << pepper_bits);
    std::set<std::string> different;
    for (auto const& tag : candidates)
        different.insert(hex_of(tag));
    CHECK(different.size() == candidates.size());
    CHECK(among(candidates, receipt.tag));
    CHECK_FALSE(among(candidates, other.tag));
}

TEST("a receipt has sixteen digits, small numbers too, and is never the same")
{
    SystemRandom random;
    std::set<std::string> seen;
    for (int i = 0; i < 10'000; ++i) {
        auto const digits = make_receipt(random).digits;
        REQUIRE(digits.size() == receipt_digits);
        REQUIRE(parse_receipt(digits).value() == digits);
        seen.insert(digits);
    }

    CHECK(seen.size() == 10'000);
    CHECK(
        std::any_of(seen.begin(), seen.end(), [](auto const& digits) { return digits[0] == '0'; }));
}

TEST("the pepper is new each time, so equal digits do not show in the database")
{
    SystemRandom random;
    auto const token = new_token(random);
    auto const first = receipt_for_token(token, random);
    std::set<std::string> tags;
    for (int i = 0; i < 20; ++i) {
        auto const again = receipt_for_token(token, random);
        CHECK(again.digits == first.digits);
        tags.insert(hex_of(again.tag));
    }

    CHECK(tags.size() > 10);
    CHECK(among(candidate_tags(first.digits), first.tag));
    CHECK(receipt_for_token(new_token(random), random).digits != first.digits);
}

TEST("text that is no receipt costs as much to look up and matches nothing")
{
    SystemRandom random;
    auto const receipt = make_receipt(random);

    CHECK(candidate_tags("").size() == candidate_tags(receipt.digits).size());
    CHECK_FALSE(among(candidate_tags(receipt.digits.substr(1)), receipt.tag));
    CHECK_FALSE(among(candidate_tags(receipt.digits + "0"), receipt.tag));
}

TEST("a receipt reads like a number to call, and is read back however it is written")
{
    CHECK(grouped("0123456789012345") == "0123 4567 8901 2345");
    CHECK(parse_receipt("0123 4567 8901 2345").value() == "0123456789012345");
    CHECK(parse_receipt("(0123) 4567-8901.2345").value() == "0123456789012345");
    CHECK_FALSE(parse_receipt("0123 4567 8901 234"));
    CHECK_FALSE(parse_receipt("0123 4567 8901 23456"));
    CHECK_FALSE(parse_receipt(""));
}

TEST("a token is 256 random bits, and its hash says nothing of it")
{
    SystemRandom random;
    auto const token = new_token(random);

    CHECK(token.size() == token_digits);
    CHECK(new_token(random) != token);
    CHECK(hash_of_token(token) == hash_of_token(token));
    CHECK(hash_of_token(token) != hash_of_token(new_token(random)));
    CHECK(hash_of_token("").size() == 32);
}
