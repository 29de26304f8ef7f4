#include "voice/text/letters.hpp"

#include "base/test.hpp"
#include "base/text.hpp"

#include <rapidcheck.h>

using namespace reachline;
using namespace reachline::voice::text;

namespace {

std::string heard(std::string_view bytes)
{
    Letters letters;
    std::string text;
    letters.hear(bytes_of(bytes), text);
    return text;
}

} // namespace

TEST("each way to end a line ends one, and a letter taken back is told")
{
    CHECK(heard("a\r\nb\rc\nd\xE2\x80\xA8"
                "e\xE2\x80\xA9"
                "f\xC2\x85g\b")
        == "a\nb\nc\nd\ne\nf\ng\b");
    CHECK(heard("a\r\rb") == "a\n\nb");
}

TEST("a letter that is split over two packets is one letter")
{
    Letters letters;
    std::string text;

    for (auto const piece : { "se\xC3",
             "\xB1"
             "al \xF0\x9F",
             "\x86\x98" })
        letters.hear(bytes_of(piece), text);

    CHECK(text
        == "se\xC3\xB1"
           "al \xF0\x9F\x86\x98");
}

TEST("what is no letter is one mark, and what follows it is read")
{
    auto const mark = std::string(missing);

    CHECK(heard("a\xFF"
                "b")
        == "a" + mark + "b");
    CHECK(heard("a\xC3(b") == "a" + mark + "(b");
    CHECK(heard("\xC0\xAF") == mark + mark);
    CHECK(heard("\xED\xA0\x80x") == mark + mark + mark + "x");
    CHECK(heard("\xE2\x82\xE2\x82\xAC") == mark + "\xE2\x82\xAC");
}

TEST("a loss within a letter marks the place and spoils nothing behind it")
{
    Letters letters;
    std::string text;

    letters.hear(bytes_of("a\xC3"), text);
    letters.lost(text);
    letters.hear(bytes_of("b"), text);

    CHECK(text == "a" + std::string(missing) + "b");
}

TEST("what says nothing, rings, colours or turns words round is left out")
{
    CHECK(heard("\xEF\xBB\xBF"
                "a\x07"
                "b\x01"
                "c\x7F")
        == "abc");
    CHECK(heard("a\xC2\x9B"
                "1;31m"
                "b\x1B"
                "a"
                "c\xC2\x98"
                "secret\xC2\x9C"
                "d")
        == "abcd");
    CHECK(heard("a\xE2\x80\xAE"
                "b\xE2\x81\xA6"
                "c\xEF\xBF\xBE")
        == "abc");
    CHECK(heard("a\tb") == "a b");
}

TEST("a sequence that never ends swallows no conversation")
{
    CHECK(heard("\xC2\x98" + std::string(255, 'x') + "help") == "help");
    CHECK(heard("\xC2\x9B" + std::string(16, '1') + "help") == "help");
}

TEST("whatever comes, what comes out is valid UTF-8 without a control but two")
{
    bool const held = rc::check("any bytes", [](std::vector<std::string> const& pieces) {
        Letters letters;
        std::string text;
        for (auto const& piece : pieces)
            letters.hear(bytes_of(piece), text);

        RC_ASSERT(is_utf8(text));
        for (auto const each : text)
            RC_ASSERT(static_cast<unsigned char>(each) >= 0x20 || each == '\n' || each == '\b');
    });

    CHECK(held);
}
