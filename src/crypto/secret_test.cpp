#include "crypto/secret.hpp"

#include "base/test.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::crypto;

TEST("a wiped text leaves nothing of what it held, also beyond its end")
{
    std::string text = "the address is twelve elm street";
    auto const* const where = text.data();
    auto const room = text.capacity();
    text.resize(3); // what stood behind is still there, until it is wiped

    wipe(text);

    CHECK(text.empty());
    REQUIRE(text.data() == where);
    text.resize(room);
    CHECK(text == std::string(room, '\0'));
}

TEST("a secret moves without leaving a copy, and wipes to zeros")
{
    SystemRandom random;
    auto secret = Secret::random(random);
    auto copy = Secret::copy_of(secret.view());
    CHECK(std::ranges::equal(secret.view(), copy.view()));

    auto moved = std::move(secret);
    copy.wipe();

    CHECK_FALSE(std::ranges::equal(moved.view(), copy.view()));
    CHECK(std::ranges::all_of(copy.view(), [](std::byte byte) { return byte == std::byte { 0 }; }));
}

TEST("a pool gives each key its own place and takes it back wiped")
{
    SecretPool pool(2);
    auto const one = pool.take();
    auto const other = pool.take();
    pool.at(one)[0] = std::byte { 1 };
    pool.at(other)[0] = std::byte { 2 };
    CHECK(pool.is_full());
    CHECK(pool.at(one)[0] == std::byte { 1 });

    pool.give_back(one);

    CHECK_FALSE(pool.is_full());
    CHECK(pool.at(one)[0] == std::byte { 0 });
    CHECK(pool.at(other)[0] == std::byte { 2 });
}
