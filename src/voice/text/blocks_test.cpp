#include "voice/text/blocks.hpp"

#include "base/test.hpp"

#include <rapidcheck.h>

using namespace reachline;
using namespace reachline::voice::text;
using std::chrono::milliseconds;

TEST("what was written with its repetitions is read again")
{
    auto const payload = write_blocks(
        { { milliseconds(600), bytes_of("one") }, { milliseconds(300), {} } }, bytes_of("two"), 98);

    auto const blocks = read_blocks(payload, 98);

    REQUIRE(blocks);
    REQUIRE(blocks->older.size() == 2);
    CHECK(text_of(blocks->older[0]) == "one");
    CHECK(blocks->older[1].empty());
    CHECK(text_of(blocks->newest) == "two");
}

TEST("the bytes are those of the standard: kind, age and length of each repetition, then the kind "
     "of the new")
{
    // RFC 2198, 3: F=1 and 98, 14 bits of age (600), 10 bits of length (1); then F=0 and 98.
    auto const payload = write_blocks({ { milliseconds(600), bytes_of("A") } }, bytes_of("B"), 98);

    CHECK(hex_of(payload) == "e2096001624142");
}

TEST("a block of another kind, or longer than the packet, is no text")
{
    auto const good = write_blocks({ { milliseconds(300), bytes_of("one") } }, bytes_of("two"), 98);

    CHECK_FALSE(read_blocks(good, 99));
    CHECK_FALSE(read_blocks(ByteView(good).first(6), 98));
    CHECK_FALSE(read_blocks({}, 98));
    CHECK_FALSE(read_blocks(ByteView(good).first(4), 98));
}

TEST("any bytes are read without a fault")
{
    bool const held = rc::check("any bytes", [](std::string const& bytes) {
        auto const blocks = read_blocks(bytes_of(bytes), 98);
        if (!blocks)
            return;
        auto all = blocks->newest.size();
        for (auto const older : blocks->older)
            all += older.size();
        RC_ASSERT(all < bytes.size());
    });

    CHECK(held);
}
