#include "voice/text/typing.hpp"

#include "base/test.hpp"
#include "voice/text/letters.hpp"

using namespace reachline;
using namespace reachline::voice::text;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

struct Typist {
    Typing typing;
    Moment now = Moment {} + seconds(100);

    void types(std::string_view letters) { typing.hear(letters, now); }
    std::vector<std::string> whole(milliseconds later = {})
    {
        now += later;
        std::vector<std::string> texts;
        for (auto const& message : typing.take(now))
            if (message.is_whole)
                texts.push_back(message.text);
        return texts;
    }
};
using Texts = std::vector<std::string>;

} // namespace

TEST("a message ends with its line, or three seconds after its last letter")
{
    Typist typist;

    typist.types("help me\nthey are ");
    CHECK(typist.whole() == Texts { "help me" });
    CHECK(typist.whole(milliseconds(2'900)).empty());
    typist.types("here");
    CHECK(typist.whole(milliseconds(2'900)).empty());
    CHECK(typist.whole(milliseconds(200)) == Texts { "they are here" });
    CHECK(typist.whole(seconds(10)).empty());
}

TEST("a letter that is taken back is gone with what is drawn over it")
{
    Typist typist;

    typist.types("hex\blp e\xCC\x81\b\xF0\x9F\x86\x98\b!\n");

    CHECK(typist.whole() == Texts { "help !" });
}

TEST("what was given away is not taken back, and the advocate sees that it was meant to be")
{
    Typist typist;
    typist.types("\b\bI am safe\n");
    CHECK(typist.whole() == Texts { "I am safe" });

    typist.types("\b\b\b\bnot safe\n");

    CHECK(typist.whole() == Texts { "\xE2\x8C\xAB\xE2\x8C\xAB\xE2\x8C\xAB\xE2\x8C\xABnot safe" });
}

TEST("a long text comes in messages, none of which cuts a letter")
{
    Typist typist;
    std::string text;
    for (int i = 0; i < 900; ++i)
        text += "\xC3\xA9";

    typist.types(text + "\n");
    auto const messages = typist.whole();

    REQUIRE(messages.size() == 2);
    CHECK(messages[0].size() <= Typing::longest);
    CHECK(messages[0] + messages[1] == text);
    CHECK(messages[0].size() % 2 == 0);
}

TEST("what is being typed is told as it comes, not for each letter")
{
    Typist typist;
    typist.types("h");
    auto const first = typist.typing.take(typist.now);
    typist.types("e");
    auto const too_soon = typist.typing.take(typist.now + milliseconds(100));
    auto const second = typist.typing.take(typist.now + milliseconds(300));
    auto const same = typist.typing.take(typist.now + milliseconds(900));

    REQUIRE(first.size() == 1);
    CHECK(first[0].text == "h");
    CHECK_FALSE(first[0].is_whole);
    CHECK(too_soon.empty());
    REQUIRE(second.size() == 1);
    CHECK(second[0].text == "he");
    CHECK(second[0].number == first[0].number);
    CHECK(same.empty());
}

TEST("empty lines are no messages")
{
    Typist typist;

    typist.types("\n  \n\n");

    CHECK(typist.whole(seconds(5)).empty());
}

TEST("a message is told again until it is kept")
{
    Typist typist;
    typist.types("one\ntwo\n");
    CHECK(typist.whole() == Texts { "one", "two" });
    CHECK(typist.whole().empty());

    typist.typing.kept(1);
    typist.typing.tell_again();

    CHECK(typist.whole() == Texts { "two" });
    typist.typing.kept(2);
    typist.typing.tell_again();
    CHECK(typist.whole().empty());
}

TEST("what nobody takes is bounded, and its end says that more was left out")
{
    Typist typist;
    for (int i = 0; i < 200; ++i)
        typist.types("line\n");

    auto const messages = typist.whole();

    CHECK(messages.size() == Typing::most_kept_here);
    CHECK(messages.back().ends_with(missing));
    typist.typing.kept(64);
    typist.types("more\n");
    CHECK(typist.whole() == Texts { "more" });
}

TEST("what was being typed when the call ended is a message")
{
    Typist typist;
    typist.types("they co");

    typist.typing.finish();

    CHECK(typist.whole() == Texts { "they co" });
}
