#include "net/http.hpp"

#include "base/test.hpp"
#include "net/raw_client.hpp"

#include <future>
#include <map>
#include <thread>

using namespace reachline;
using namespace reachline::net;

namespace {
constexpr std::string_view handshake = "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
                                       "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

enum Opcode : unsigned char {
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
};

/// One masked frame (RFC 6455, section 5.2) of less than 64 KB.
std::string frame(Opcode opcode, std::string_view text, bool is_last = true)
{
    std::string bytes;
    bytes += static_cast<char>(opcode | (is_last ? 0x80 : 0));
    if (text.size() < 126) {
        bytes += static_cast<char>(0x80 | text.size());
    } else {
        bytes += static_cast<char>(0x80 | 126);
        bytes += static_cast<char>(text.size() >> 8);
        bytes += static_cast<char>(text.size() & 0xff);
    }
    constexpr std::string_view mask = "mask";
    bytes += mask;
    for (std::size_t i = 0; i < text.size(); ++i)
        bytes += static_cast<char>(text[i] ^ mask[i % 4]);
    return bytes;
}

std::string close_frame(unsigned code)
{
    return frame(Close, std::string { static_cast<char>(code >> 8), static_cast<char>(code) });
}

struct Heard {
    int opcode = -1; ///< -1: the other side closed the connection
    std::string text {};

    unsigned close_code() const
    {
        return text.size() < 2
            ? 0
            : static_cast<unsigned char>(text[0]) * 256U + static_cast<unsigned char>(text[1]);
    }
};

Heard next_frame(RawClient& client)
{
    auto const head = client.read_exactly(2);
    if (head.size() < 2)
        return {};
    std::size_t size = static_cast<unsigned char>(head[1]);
    if (size == 126) {
        auto const more = client.read_exactly(2);
        size =
            static_cast<unsigned char>(more.at(0)) * 256U + static_cast<unsigned char>(more.at(1));
    } else if (size == 127) {
        size = 0;
        for (char const byte : client.read_exactly(8))
            size = size * 256 + static_cast<unsigned char>(byte);
    }
    return { head[0] & 0x0f, client.read_exactly(size) };
}

/// Opens sockets on a loop; what an edge would do with them is each test's own.
struct Room {
    using Events = std::function<WebSocketEvents(Request const&)>;

    explicit Room(Events events, WebSocketOptions options = {}, ListenerOptions listening = {})
    {
        auto opened = Listener::open(loop, std::move(listening),
            [events, options](Request const& request, Reply const& reply) {
                reply.upgrade(events(request), options);
            });
        REQUIRE(opened);
        listener = std::move(*opened);
        loop.start();
    }

    RawClient client(std::string_view more = {}) const
    {
        RawClient joining(listener->port());
        joining.send(std::string(handshake).append(more).append("\r\n"));
        REQUIRE(joining.read_until("\r\n\r\n").starts_with("HTTP/1.1 101 "));
        return joining;
    }

    Loop loop;
    std::unique_ptr<Listener> listener;
};

/// Sends back what it hears.
WebSocketEvents echo(Request const&)
{
    auto const socket = std::make_shared<std::shared_ptr<WebSocket>>();
    return { .on_open = [socket](auto const& opened) { *socket = opened; },
        .on_text = [socket](std::string_view text) { (*socket)->send(std::string(text)); },
        .on_close = [socket] { socket->reset(); } };
}
} // namespace

TEST("the handshake follows RFC 6455 and names no server")
{
    Room const room(echo);
    RawClient client(room.listener->port());

    client.send(std::string(handshake) + "\r\n");
    auto const answer = client.read_until("\r\n\r\n");

    CHECK(answer.starts_with("HTTP/1.1 101 Switching Protocols\r\n"));
    CHECK(
        answer.find("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n") != std::string::npos);
    CHECK(answer.find("Server") == std::string::npos);
    CHECK(answer.find("Sec-WebSocket-Protocol") == std::string::npos);
}

TEST("a subprotocol is named if the client offers it, and only then")
{
    Room const room(echo, { .subprotocol = "reachline.1" });
    RawClient offering(room.listener->port());
    RawClient silent(room.listener->port());

    offering.send(std::string(handshake) + "Sec-WebSocket-Protocol: other, reachline.1\r\n\r\n");
    silent.send(std::string(handshake) + "\r\n");

    CHECK(offering.read_until("\r\n\r\n").find("Sec-WebSocket-Protocol: reachline.1\r\n")
        != std::string::npos);
    CHECK(silent.read_until("\r\n\r\n").find("Sec-WebSocket-Protocol") == std::string::npos);
}

TEST("what is no upgrade gets 426, what speaks too early 400")
{
    Room const room(echo);
    RawClient plain(room.listener->port());
    RawClient early(room.listener->port());

    plain.send("GET /chat HTTP/1.1\r\nHost: a\r\n\r\n");
    early.send(std::string(handshake) + "\r\n" + frame(Text, "hello"));
    auto const answer = plain.response();

    CHECK(answer.starts_with("HTTP/1.1 426 Upgrade Required\r\n"));
    CHECK(answer.find("Upgrade: websocket\r\n") != std::string::npos);
    CHECK(early.response().starts_with("HTTP/1.1 400 "));
}

TEST("words come back as they were sent, whole, in parts or around a ping")
{
    Room const room(echo);
    auto client = room.client();
    std::string const long_text(40'000, 'a');

    client.send(frame(Text,
        "are you there? \xc2\xbf"
        "est\xc3\xa1s?"));
    client.send(frame(Text, "in ", false) + frame(Ping, "still?") + frame(Continuation, "parts"));
    client.send(frame(Text, long_text));
    for (char const byte : frame(Text, "byte by byte"))
        client.send({ &byte, 1 });

    CHECK(next_frame(client).text
        == "are you there? \xc2\xbf"
           "est\xc3\xa1s?");
    auto const pong = next_frame(client);
    CHECK(pong.opcode == Pong);
    CHECK(pong.text == "still?");
    CHECK(next_frame(client).text == "in parts");
    CHECK(next_frame(client).text == long_text);
    CHECK(next_frame(client).text == "byte by byte");
}

TEST("a goodbye is answered with a goodbye, and heard once")
{
    std::promise<void> closed;
    Room const room([&](Request const&) {
        return WebSocketEvents { .on_close = [&] { closed.set_value(); } };
    });
    auto client = room.client();

    client.send(close_frame(1000));
    auto const goodbye = next_frame(client);

    CHECK(goodbye.opcode == Close);
    CHECK(goodbye.close_code() == 1000);
    CHECK(client.rest().empty());
    told(closed);
}

TEST("the edge's own goodbye waits for the words before it")
{
    std::promise<void> closed;
    Room const room([&](Request const&) {
        return WebSocketEvents { .on_open =
                                     [](auto const& socket) {
                                         socket->send(std::string("take care"));
                                         socket->close();
                                         socket->send(std::string("too late"));
                                     },
            .on_close = [&] { closed.set_value(); } };
    });
    auto client = room.client();

    auto const words = next_frame(client);
    auto const goodbye = next_frame(client);
    client.send(close_frame(1000));

    CHECK(words.text == "take care");
    CHECK(goodbye.opcode == Close);
    CHECK(client.rest().empty());
    told(closed);
}

TEST("what breaks the protocol ends that connection with the right code and no other")
{
    Room const room(echo, { .message_limit = 1000 });
    auto good = room.client();
    auto const code_for = [&](std::string_view bytes) {
        auto client = room.client();
        client.send(bytes);
        return next_frame(client).close_code();
    };

    CHECK(code_for(frame(Text, std::string(1001, 'a'))) == 1009);
    CHECK(code_for(frame(Text, std::string(600, 'a'), false)
              + frame(Continuation, std::string(600, 'a')))
        == 1009);
    CHECK(code_for(frame(Text, "\xff\xfe")) == 1007);
    CHECK(code_for(frame(Binary, "x")) == 1003);
    CHECK(code_for(std::string("\x81\x02hi", 4)) == 1002); // not masked
    CHECK(code_for(frame(Continuation, "of nothing")) == 1002);
    CHECK(code_for(frame(static_cast<Opcode>(5), "reserved")) == 1002);
    good.send(frame(Text, "still here"));
    CHECK(next_frame(good).text == "still here");
}

TEST("a peer too slow to read is closed, and its edge is told after the send returned")
{
    constexpr std::size_t limit = 50;
    std::promise<std::size_t> sent;
    std::promise<bool> closed;
    bool is_sending = false;
    Room const room(
        [&](Request const&) {
            return WebSocketEvents { .on_open =
                                         [&](auto const& socket) {
                                             is_sending = true;
                                             for (std::size_t i = 0; i <= limit; ++i)
                                                 socket->send(std::string(100, 'a'));
                                             is_sending = false;
                                         },
                .on_close = [&] { closed.set_value(is_sending); } };
        },
        { .queue_limit = limit });

    auto client = room.client();

    CHECK_FALSE(told(closed));
    CHECK(client.rest().size() <= limit * 102);
}

TEST("the bytes that wait for a peer are limited too")
{
    std::promise<void> closed;
    Room const room(
        [&](Request const&) {
            return WebSocketEvents {
                .on_open = [](auto const& socket) { socket->send(std::string(2000, 'a')); },
                .on_close = [&] { closed.set_value(); },
            };
        },
        { .queue_bytes_limit = 1999 });

    auto client = room.client();

    told(closed);
    CHECK(client.rest().empty());
}

TEST("a dead peer is closed, and its edge is told")
{
    std::promise<void> closed;
    Room const room(
        [&](Request const&) { return WebSocketEvents { .on_close = [&] { closed.set_value(); } }; },
        { .ping_every = milliseconds(20), .dead_after = milliseconds(60) });
    auto client = room.client();

    auto const ping = next_frame(client);
    told(closed);

    CHECK(ping.opcode == Ping);
}

TEST("a peer that only answers pings lives on")
{
    Room const room(echo, { .ping_every = milliseconds(20), .dead_after = milliseconds(600) });
    auto client = room.client();

    for (int pings = 0; pings < 35; ++pings) {
        auto const ping = next_frame(client);
        REQUIRE(ping.opcode == Ping);
        client.send(frame(Pong, ping.text));
    }
    client.send(frame(Text, "still here"));
    auto answer = next_frame(client);
    while (answer.opcode == Ping)
        answer = next_frame(client);

    CHECK(answer.text == "still here");
}

TEST("an edge that throws loses that socket only")
{
    std::promise<void> closed;
    Room const room([&](Request const& request) {
        auto events = echo(request);
        events.on_text = [](std::string_view) { throw std::runtime_error("a test"); };
        events.on_close = [&] { closed.set_value(); };
        return request.header("x-name") == "bad" ? events : echo(request);
    });
    auto bad = room.client("X-Name: bad\r\n");
    auto good = room.client();

    bad.send(frame(Text, "hello"));
    told(closed);
    good.send(frame(Text, "hello"));

    CHECK(next_frame(bad).opcode == -1);
    CHECK(next_frame(good).text == "hello");
}

TEST("two hundred sockets hear one word, sent from another thread, in order")
{
    constexpr std::size_t crowd = 200;
    std::vector<std::shared_ptr<WebSocket>> sockets;
    std::promise<void> all_here;
    Room const room([&](Request const&) {
        return WebSocketEvents { .on_open = [&](auto const& socket) {
            sockets.push_back(socket);
            if (sockets.size() == crowd)
                all_here.set_value();
        } };
    });
    std::vector<RawClient> clients;
    for (std::size_t i = 0; i < crowd; ++i)
        clients.push_back(room.client());
    told(all_here);

    std::thread([&] {
        auto const first = std::make_shared<std::string const>("first");
        auto const second = std::make_shared<std::string const>("second");
        for (auto const& socket : sockets) {
            socket->send(first);
            socket->send(second);
        }
    }).join();

    std::size_t right = 0;
    for (auto& client : clients)
        right += next_frame(client).text == "first" && next_frame(client).text == "second" ? 1 : 0;
    CHECK(right == crowd);
}

TEST("when the loop stops, peers are told that we are going away")
{
    std::promise<void> opened;
    std::promise<void> closed;
    Room room([&](Request const&) {
        return WebSocketEvents { .on_open = [&](auto const&) { opened.set_value(); },
            .on_close = [&] { closed.set_value(); } };
    });
    auto client = room.client();
    told(opened);

    std::jthread const stopping([&] { room.loop.stop(); });
    auto const goodbye = next_frame(client);
    client.send(close_frame(1001));

    CHECK(goodbye.opcode == Close);
    CHECK(goodbye.close_code() == 1001);
    CHECK(client.rest().empty());
    told(closed);
}

TEST("a listener that dies closes its sockets first and calls its edge no more")
{
    bool is_closed = false;
    std::shared_ptr<WebSocket> kept;
    std::promise<void> opened;
    Room room([&](Request const&) {
        return WebSocketEvents { .on_open =
                                     [&](auto const& socket) {
                                         kept = socket;
                                         opened.set_value();
                                     },
            .on_close = [&] { is_closed = true; } };
    });
    auto client = room.client();
    told(opened);

    room.listener.reset();
    bool const was_closed = is_closed;
    kept->send(std::string("to nobody"));

    CHECK(was_closed);
    CHECK(client.rest().empty());
}
