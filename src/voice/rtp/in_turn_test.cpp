#include "voice/rtp/in_turn.hpp"

#include "base/test.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <vector>

using namespace reachline;
using namespace reachline::voice::rtp;
using Turn = InTurn::Turn;

namespace {

constexpr int first_number = 65'530; // wraps round early

std::uint16_t number(int i)
{
    return static_cast<std::uint16_t>(first_number + i);
}

/// Notes what is expanded, in the order in which it is.
struct Decoder {
    InTurn in_turn {};
    std::vector<int> expanded {};
    int gaps = 0;

    Turn come(int i)
    {
        auto const turn = in_turn.came(number(i), static_cast<std::uint32_t>(i) * 160, {});
        if (turn == Turn::Now)
            expanded.push_back(i);
        drain();
        return turn;
    }
    void drain()
    {
        while (auto const packet = in_turn.next()) {
            expanded.push_back(static_cast<int>(packet->timestamp / 160));
            gaps += packet->given_up;
        }
    }
};

} // namespace

TEST("packets that overtook others are expanded after them, where numbers wrap round too")
{
    Decoder decoder;

    for (int const i : { 0, 1, 3, 4, 2, 6, 5, 8, 9, 7, 10 })
        decoder.come(i);

    CHECK(decoder.expanded == std::vector { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 });
    CHECK(decoder.gaps == 0);
}

TEST("what is missing is waited for until it is given up, and then it is past")
{
    Decoder decoder;
    decoder.come(0);
    CHECK(decoder.come(3) == Turn::Later);
    CHECK(decoder.come(4) == Turn::Later);
    REQUIRE(decoder.in_turn.first_held());
    CHECK(decoder.in_turn.first_held()->timestamp == 480);
    CHECK(decoder.expanded == std::vector { 0 });

    decoder.in_turn.give_up_missing();
    decoder.drain();

    CHECK(decoder.expanded == std::vector { 0, 3, 4 });
    CHECK(decoder.gaps == 2);
    CHECK(decoder.in_turn.first_held() == nullptr);
    CHECK(decoder.come(1) == Turn::Past);
    CHECK(decoder.come(4) == Turn::Past);
    CHECK(decoder.come(5) == Turn::Now);
}

TEST("no more than the most are held, and what is held goes on in order")
{
    Decoder decoder;
    decoder.come(0);
    constexpr int last = static_cast<int>(InTurn::most_held) + 1;
    for (int i = 2; i <= last; ++i)
        CHECK(decoder.come(i) == Turn::Later);

    decoder.come(last + 1);

    CHECK(decoder.expanded.size() == InTurn::most_held + 2);
    CHECK(std::ranges::is_sorted(decoder.expanded));
}

TEST("in whatever order packets come, each is expanded once at most and none before an earlier one")
{
    bool const held = rc::check("any order", [] {
        Decoder decoder;
        auto const order = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 60));
        for (int const i : order) {
            decoder.come(i);
            if (*rc::gen::inRange(0, 5) == 0) {
                decoder.in_turn.give_up_missing();
                decoder.drain();
            }
        }

        RC_ASSERT(std::ranges::adjacent_find(decoder.expanded, std::ranges::greater_equal())
            == decoder.expanded.end());
    });

    CHECK(held);
}
