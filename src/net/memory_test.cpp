#include "net/http.hpp"

#include "base/scrub.hpp"
#include "base/test.hpp"
#include "base/test_memory.hpp"
#include "net/raw_client.hpp"

using namespace reachline;
using namespace reachline::net;

#if !defined(__SANITIZE_ADDRESS__) // its own free() wipes nothing

namespace {
/// What is left when the connection has gone quiet; it is looked at again and again, since the
/// loop scrubs its stack in its own time.
int left_of(MarkedWord const& word)
{
    int left = 1;
    for (int looks = 0; looks < 50 && left > 0; ++looks) {
        scrub_stack();
        left = times_in_memory(word);
    }
    return left;
}

std::string posted(std::string const& text)
{
    return "POST /tip HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(text.size())
        + "\r\n\r\n" + text;
}

/// A text frame whose mask is four zeros, so that the word is on the wire as it is.
std::string framed(std::string const& text)
{
    return std::string("\x81", 1) + static_cast<char>(0x80 | text.size()) + std::string(4, '\0')
        + text;
}

[[gnu::noinline]] void say(RawClient& client, std::string const& bytes, std::string_view until)
{
    client.send(bytes);
    REQUIRE(client.read_until(until).ends_with(until));
}
} // namespace

TEST("words that passed through an open connection do not stay in its memory")
{
    Loop loop;
    std::shared_ptr<WebSocket> socket;
    auto const listener = Listener::open(loop, { .answer_timeout = milliseconds(500) },
        [&](Request const& request, Reply const& reply) {
            if (request.path == "/tip")
                return reply.send({ .body = request.body + "heard" });
            reply.upgrade({ .on_open = [&](auto const& opened) { socket = opened; },
                .on_text =
                    [&](std::string_view text) { socket->send(std::string(text) + "heard"); } });
        });
    REQUIRE(listener);
    loop.start();
    MarkedWord const tip(1);
    MarkedWord const chat(2);
    RawClient tipster((*listener)->port());
    RawClient chatter((*listener)->port());
    say(chatter,
        "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        "\r\n\r\n");

    say(tipster, posted(tip.plain()), "heard");
    say(chatter, framed(chat.plain()), "heard");

    CHECK(left_of(tip) == 0);
    CHECK(left_of(chat) == 0);
}

#endif
