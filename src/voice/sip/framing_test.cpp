#include "voice/sip/framing.hpp"

#include "base/test.hpp"
#include "voice/sip/check.hpp"

#include <string>

using namespace reachline;
using namespace reachline::voice::sip;

namespace {

std::string message(std::string_view more, std::string_view body = "")
{
    return "OPTIONS sip:line@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.7;branch=z9hG4bKa\r\n"
        + std::string(more) + "\r\n" + std::string(body);
}

} // namespace

TEST("a message of a stream is as long as it says, whatever follows it")
{
    auto const first = message("Content-Length: 4\r\n", "body");

    CHECK(frame(first).length == first.size());
    CHECK(frame(first + "INVITE").length == first.size());
    CHECK(frame(message("l : 4\r\n", "body") + "x").length == message("l : 4\r\n", "body").size());
}

TEST("a message that has not come whole waits for its rest, at every byte")
{
    auto const whole = message("Content-Length: 4\r\n", "body");

    for (std::size_t size = 1; size < whole.size(); ++size)
        CHECK(frame(whole.substr(0, size)).is_unfinished);
}

TEST("a line break between messages is no message")
{
    CHECK(frame("\r").is_unfinished);
    CHECK(frame("\r\n\r\n").is_between_messages);
    CHECK(frame("\r\nOPTIONS").length == 2);
}

TEST("what says no length, two of them or too much is not framed, and is never lawful")
{
    for (auto const* const more : { "", "Content-Length: 4\r\nl: 4\r\n",
             "Content-Length: 99999\r\n", "Content-Length: -1\r\n", "Content-Length: 4x\r\n" }) {
        auto const stream = message(more, "body") + message("Content-Length: 0\r\n");

        auto const framed = frame(stream);

        CHECK_FALSE(framed.is_unfinished);
        CHECK(framed.length == stream.size());
        CHECK_FALSE(check(stream, Carrier::Stream).passes());
    }
    CHECK(frame(std::string(longest_message + 1, 'a')).length == longest_message + 1);
}
