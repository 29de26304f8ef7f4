#include "crypto/recovery.hpp"

#include "base/test.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::crypto;

namespace {
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
bool is_same(RecoveryKey const& key, std::string_view typed)
{
    auto const read = RecoveryKey::read(typed);
    return read && std::ranges::equal(read->key(), key.key());
}
} // namespace

TEST("a printed recovery key is read back, for any key")
{
    SystemRandom random;
    for (int i = 0; i < 200; ++i) {
        auto const key = RecoveryKey::make(random);
        auto const printed = key.printed();
        REQUIRE(printed.size() == 47);
        REQUIRE(is_same(key, printed));
    }
}

TEST("small letters, look-alikes, spaces and dashes are read as meant")
{
    SeededRandom random(7);
    auto const key = RecoveryKey::make(random);
    auto typed = key.printed();
    std::string spaced;
    for (char const c : typed) {
        spaced += c == '0' ? 'O' : c == '1' ? 'l' : c == '-' ? ' ' : c;
        spaced += ' ';
    }
    std::ranges::transform(
        typed, typed.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });

    CHECK(is_same(key, typed));
    CHECK(is_same(key, spaced));
}

TEST("every single wrong character is found, and its group is named")
{
    SystemRandom random;
    auto const printed = RecoveryKey::make(random).printed();

    for (std::size_t place = 0; place < printed.size(); ++place)
        for (char const c : alphabet) {
            auto typed = printed;
            if (typed[place] == '-' || typed[place] == c)
                continue;
            typed[place] = c;
            REQUIRE_FALSE(RecoveryKey::read(typed));
        }
    auto third = printed;
    third[13] = third[13] == 'A' ? 'B' : 'A';
    CHECK(RecoveryKey::read(third).error().text.view()
        == "the third group of the recovery key is not right");
}

TEST("two exchanged characters or groups are found")
{
    SystemRandom random;
    for (int i = 0; i < 50; ++i) {
        auto const printed = RecoveryKey::make(random).printed();
        for (std::size_t place = 0; place + 1 < printed.size(); ++place) {
            auto typed = printed;
            std::swap(typed[place], typed[place + 1]);
            if (typed[place] != typed[place + 1] && typed[place] != '-' && typed[place + 1] != '-')
                REQUIRE_FALSE(RecoveryKey::read(typed));
        }
        auto typed = printed;
        std::swap_ranges(typed.begin(), typed.begin() + 5, typed.begin() + 6);
        REQUIRE_FALSE(RecoveryKey::read(typed));
    }
}

TEST("too few or too many groups, and letters that are never printed, are refused")
{
    SystemRandom random;
    auto const printed = RecoveryKey::make(random).printed();

    CHECK_FALSE(RecoveryKey::read(""));
    CHECK_FALSE(RecoveryKey::read(printed.substr(0, 41)));
    CHECK_FALSE(RecoveryKey::read(std::string(printed).append("-00000")));
    for (char const never : { 'U', '*', '$' }) {
        auto typed = printed;
        typed[0] = never;
        CHECK_FALSE(RecoveryKey::read(typed));
    }
}
