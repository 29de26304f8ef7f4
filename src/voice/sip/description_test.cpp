#include "voice/sip/description.hpp"

#include "base/test.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

using namespace reachline;
using namespace reachline::voice;
using namespace reachline::voice::sip;

namespace {

constexpr std::string_view a_trunk =
    "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\n"
    "t=0 0\r\nm=audio 4000 RTP/AVP 18 8 0 96\r\n"
    "a=rtpmap:18 G729/8000\r\na=rtpmap:96 telephone-event/8000\r\n"
    "a=sendrecv\r\nm=video 4002 RTP/AVP 31\r\nc=IN IP4 192.0.2.9\r\n";

Description read(std::string_view text)
{
    auto description = read_description(text);
    REQUIRE(description);
    return *description;
}

Ours ours()
{
    return { .address = *rtp::Address::parse("198.51.100.1", 20000), .session = 7, .version = 2 };
}

} // namespace

TEST("a trunk's offer is read: its place, the law it likes best, its number for keys")
{
    auto const description = read(a_trunk);

    CHECK(description.address == *rtp::Address::parse("192.0.2.1", 4000));
    CHECK(agreed(description) == rtp::Codec { .coding = rtp::Coding::A, .voice = 8, .keys = 96 });
}

TEST("the answer takes the voice and refuses the video in the same place")
{
    auto const description = read(a_trunk);

    auto const text = answer(ours(), description, *agreed(description));

    CHECK(text
        == "v=0\r\no=- 7 2 IN IP4 198.51.100.1\r\ns=-\r\nc=IN IP4 198.51.100.1\r\nt=0 0\r\n"
           "m=audio 20000 RTP/AVP 8 96\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:96 "
           "telephone-event/8000\r\n"
           "a=fmtp:96 0-15\r\na=ptime:20\r\na=sendrecv\r\nm=video 0 RTP/AVP 31\r\n");
}

TEST("G.722 is spoken with a telephone that has nothing else, and only then")
{
    auto const with = [](std::string_view types) {
        return agreed(read(fmt::format("v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 4 RTP/AVP {}\r\n"
                                       "a=rtpmap:101 telephone-event/8000\r\n",
            types)));
    };

    CHECK(with("9 101") == rtp::Codec { .coding = rtp::Coding::G722, .voice = 9, .keys = 101 });
    CHECK(with("9 8 101") == rtp::Codec { .coding = rtp::Coding::A, .voice = 8, .keys = 101 });
    CHECK(with("0 9 101") == rtp::Codec { .coding = rtp::Coding::Mu, .voice = 0, .keys = 101 });
}

TEST("our offer is one that we would take")
{
    auto const description = read(offer(ours()));

    CHECK(agreed(description) == rtp::Codec { .coding = rtp::Coding::Mu, .voice = 0, .keys = 101 });
    CHECK(description.direction == Direction::Both);
}

TEST("a hold is heard in each way that it is said, and answered by its other half")
{
    std::string held(a_trunk);
    held.replace(held.find("sendrecv"), 8, "sendonly");
    std::string old_way(a_trunk);
    old_way.replace(old_way.find("c=IN IP4 192.0.2.1"), 18, "c=IN IP4 0.0.0.0");

    CHECK(read(held).direction == Direction::SendOnly);
    CHECK(read(old_way).direction == Direction::SendOnly);
    CHECK(answered(Direction::SendOnly) == Direction::ReceiveOnly);
    CHECK(answered(Direction::Neither) == Direction::Neither);
}

TEST("a description without a voice, a number or a law that we know is not agreed to")
{
    CHECK_FALSE(read_description("v=0\r\nc=IN IP4 192.0.2.1\r\nm=video 4 RTP/AVP 31\r\n"));
    CHECK_FALSE(read_description("v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 0 RTP/AVP 0\r\n"));
    CHECK_FALSE(read_description("v=0\r\nc=IN IP4 trunk.example.org\r\nm=audio 4 RTP/AVP 0\r\n"));
    CHECK_FALSE(read_description("v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 99999 RTP/AVP 0\r\n"));
    CHECK_FALSE(read_description(""));
    CHECK_FALSE(agreed(read("v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 4 RTP/AVP 18 3\r\n")));
}

TEST("an encrypted profile is no plain voice, so it is not answered as one")
{
    CHECK_FALSE(read_description("v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 4000 RTP/SAVP 0\r\n"));
}

TEST("a damaged description is read without a fault")
{
    bool const held = rc::check("damage", [] {
        std::string text(a_trunk);
        for (int i = *rc::gen::inRange(0, 10); i > 0 && !text.empty(); --i) {
            auto const at = *rc::gen::inRange<std::size_t>(0, text.size());
            if (*rc::gen::arbitrary<bool>())
                text[at] = *rc::gen::arbitrary<char>();
            else
                text.erase(at, *rc::gen::inRange<std::size_t>(1, 30));
        }

        auto const description = read_description(text);

        if (description && agreed(*description))
            RC_ASSERT(!answer(ours(), *description, *agreed(*description)).empty());
    });

    CHECK(held);
}

namespace {

constexpr std::string_view with_text =
    "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
    "m=text 5000 RTP/AVP 100 98\r\na=rtpmap:98 t140/1000\r\na=fmtp:98 cps=20\r\n"
    "a=rtpmap:100 red/1000\r\na=fmtp:100 98/98/98\r\nm=audio 4000 RTP/AVP 0\r\n";

std::string changed(std::string_view text, std::string_view what, std::string_view to)
{
    std::string result(text);
    result.replace(result.find(what), what.size(), to);
    return result;
}

} // namespace

TEST("text beside the voice is read, and answered in its place with our port")
{
    auto const description = read(with_text);
    REQUIRE(description.text);
    CHECK(description.text->address == *rtp::Address::parse("192.0.2.1", 5000));
    CHECK(description.text->coding
        == text::Coding { .letters = 98, .redundant = 100, .letters_per_second = 20 });
    CHECK(description.audio == 1);

    auto mine = ours();
    mine.text = Ours::Text { .address = *rtp::Address::parse("198.51.100.1", 20002),
        .coding = description.text->coding };
    auto const said = answer(mine, description, *agreed(description));

    CHECK(
        said.find("t=0 0\r\nm=text 20002 RTP/AVP 100 98\r\na=rtpmap:100 red/1000\r\na=fmtp:100 "
                  "98/98/98\r\na=rtpmap:98 t140/1000\r\na=sendrecv\r\nm=audio 20000 RTP/AVP 0\r\n")
        != std::string::npos);
    CHECK(answer(ours(), description, *agreed(description)).find("\r\nm=text 0 RTP/AVP 100\r\n")
        != std::string::npos);
    CHECK(
        offer(mine, &description).find("m=text 20002") < offer(mine, &description).find("m=audio"));
}

TEST("text without repetition is text, and repetition of something else is not used")
{
    auto const plain = read(changed(with_text, "RTP/AVP 100 98", "RTP/AVP 98"));
    auto const other = read(changed(with_text, "98/98/98", "97/97/97"));

    CHECK_FALSE(plain.text->coding.redundant);
    CHECK_FALSE(other.text->coding.redundant);
}

TEST("text is none where it is refused, unknown, or in the clear beside an encrypted voice")
{
    auto const secured = changed(with_text, "m=audio 4000 RTP/AVP 0", "m=audio 4000 RTP/SAVP 0")
        + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n";

    CHECK_FALSE(read(changed(with_text, "m=text 5000", "m=text 0")).text);
    CHECK_FALSE(read(changed(with_text, "t140/1000", "t140/8000")).text);
    CHECK_FALSE(read(changed(with_text, "m=text 5000 RTP/AVP", "m=text 5000 RTP/SAVP")).text);
    CHECK_FALSE(read(secured).text);
    CHECK_FALSE(read_description(with_text, Profile::Browser));
}

TEST("our offer of text is one that we would take")
{
    auto mine = ours();
    mine.text = Ours::Text { .address = *rtp::Address::parse("198.51.100.1", 20002),
        .coding = { .letters = 98, .redundant = 99 } };

    auto const description = read(offer(mine));

    REQUIRE(description.text);
    CHECK(description.text->coding == mine.text->coding);
    CHECK(description.text->direction == Direction::Both);
}
