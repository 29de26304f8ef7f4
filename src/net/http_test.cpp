#include "net/http.hpp"

#include "base/test.hpp"
#include "net/raw_client.hpp"

#include <deque>
#include <future>
#include <thread>

using namespace reachline;
using namespace reachline::net;

namespace {
Response echo(Request const& request)
{
    return { .headers = { { "X-Seen", request.method + " " + request.path + " " + request.query } },
        .body = request.body };
}

void answer_echo(Request const& request, Reply const& reply)
{
    reply.send(echo(request));
}

/// A loop with one listener on a free port.
struct Server {
    explicit Server(Handler handler = answer_echo, ListenerOptions options = {})
    {
        auto opened = Listener::open(loop, std::move(options), std::move(handler));
        REQUIRE(opened);
        listener = std::move(*opened);
        loop.start();
    }

    RawClient client() const { return RawClient(listener->port()); }
    std::string ask(std::string_view bytes) const
    {
        auto asking = client();
        asking.send(bytes);
        return asking.response();
    }
    int status_of(std::string_view bytes) const
    {
        auto const answer = ask(bytes);
        REQUIRE(answer.starts_with("HTTP/1.1 "));
        return std::stoi(answer.substr(9, 3));
    }

    Loop loop;
    std::unique_ptr<Listener> listener;
};

bool holds(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}
} // namespace

TEST("an answer is whole, and keeps nothing on a shared computer")
{
    Server const server;

    auto const answer = server.ask("GET /help?lang=es HTTP/1.1\r\nHost: a\r\n\r\n");

    CHECK(answer
        == "HTTP/1.1 200 OK\r\n"
           "X-Seen: GET /help lang=es\r\n"
           "Cache-Control: no-store\r\n"
           "X-Content-Type-Options: nosniff\r\n"
           "Referrer-Policy: no-referrer\r\n"
           "Content-Length: 0\r\n"
           "Connection: keep-alive\r\n\r\n");
}

TEST("an edge may set its own caching, and can not break out of a header")
{
    Server const server([](Request const& request, Reply const& reply) {
        if (request.path == "/style.css")
            reply.send({ .headers = { { "cache-control", "max-age=60" }, { "Server", "x" } } });
        else
            reply.send({ .headers = { { "Location", "/a\r\nSet-Cookie: b" } } });
    });

    auto const style = server.ask("GET /style.css HTTP/1.1\r\nHost: a\r\n\r\n");
    auto const broken = server.ask("GET /go HTTP/1.1\r\nHost: a\r\n\r\n");

    CHECK(holds(style, "cache-control: max-age=60\r\n"));
    CHECK_FALSE(holds(style, "no-store"));
    CHECK_FALSE(holds(style, "Server"));
    CHECK(broken.starts_with("HTTP/1.1 500 "));
    CHECK_FALSE(holds(broken, "Set-Cookie"));
}

TEST("a request in single bytes is read like a whole one")
{
    Server const server;
    auto client = server.client();

    for (char const byte :
        std::string_view("POST /tip HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"))
        client.send({ &byte, 1 });
    auto const answer = client.response();

    CHECK(answer.ends_with("\r\n\r\nhello"));
}

TEST("requests sent together are answered in their order, one at a time")
{
    std::deque<Reply> waiting;
    Loop* loop = nullptr;
    Server server([&](Request const& request, Reply const& reply) {
        waiting.push_back(reply);
        CHECK(waiting.size() == 1);
        loop->post([&, body = request.body] {
            waiting.front().send({ .body = body });
            waiting.pop_front();
        });
    });
    loop = &server.loop;
    auto client = server.client();

    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none"
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\ntwo");

    CHECK(client.response().ends_with("\r\n\r\none"));
    CHECK(client.response().ends_with("\r\n\r\ntwo"));
}

TEST("a body in chunks is read whole")
{
    Server const server;

    auto const answer =
        server.ask("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "4\r\nsafe\r\nB;note=1\r\n to write\r\n\r\n0\r\n\r\n");
    auto const cut = server.ask("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                "4\r\nsafe\r\n5\r\n here\r\n0\r\n\r\n");

    CHECK(answer.ends_with("\r\n\r\nsafe to write\r\n"));
    CHECK(cut.ends_with("\r\n\r\nsafe here"));
}

TEST("a malformed request is refused with a clear status, and the next one is served")
{
    Server const server;
    std::string const host = "Host: a\r\n";
    auto const status = [&](std::string const& text) { return server.status_of(text); };

    CHECK(status("GET / HTTP/1.1\nHost: a\n\n") == 400);
    CHECK(status("GET / HTTP/1.1\r\n" + host + "X: a\r\n b\r\n\r\n") == 400);
    CHECK(status("GET / HTTP/1.1\r\n" + host + "X : a\r\n\r\n") == 400);
    CHECK(status("GET / HTTP/1.1\r\n\r\n") == 400);
    CHECK(status("GET / HTTP/1.1\r\n" + host + host + "\r\n") == 400);
    CHECK(status("GET  / HTTP/1.1\r\n" + host + "\r\n") == 400);
    CHECK(status("POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na")
        == 400);
    CHECK(status("POST / HTTP/1.1\r\n" + host + "Content-Length: 1, 1\r\n\r\na") == 400);
    CHECK(status("POST / HTTP/1.1\r\n" + host + "Content-Length: +1\r\n\r\na") == 400);
    CHECK(status("POST / HTTP/1.1\r\n" + host
              + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
        == 400);
    CHECK(status("POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n") == 501);
    CHECK(status("POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n") == 400);
    CHECK(status("POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n1\r\naXX0\r\n")
        == 400);
    CHECK(status("GET / HTTP/2.0\r\n" + host + "\r\n") == 505);
    CHECK(status("\x16\x03\x01 hello TLS") == 400);
    CHECK(status("GET /a%zz HTTP/1.1\r\n" + host + "\r\n") == 400);
    CHECK(status("GET /a%00 HTTP/1.1\r\n" + host + "\r\n") == 400);
    CHECK(status("GET * HTTP/1.1\r\n" + host + "\r\n") == 400);
    CHECK(status("POST / HTTP/1.1\r\n" + host + "Expect: a miracle\r\nContent-Length: 1\r\n\r\n")
        == 417);
    CHECK(status("GET / HTTP/1.1\r\n" + host + "\r\n") == 200);
}

TEST("a refused request closes its connection, so that nothing after it is believed")
{
    Server const server;
    auto client = server.client();

    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 40\r\n\r\n"
                "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    client.shut_sending();
    auto const all = client.rest();

    CHECK(all.starts_with("HTTP/1.1 400 Bad Request\r\n"));
    CHECK(holds(all, "Connection: close\r\n"));
    CHECK_FALSE(holds(all, "smuggled"));
}

TEST("a target in absolute form is read like its path")
{
    Server const server;

    auto const answer =
        server.ask("GET http://a.example/x?y=1 HTTP/1.1\r\nHost: a.example\r\n\r\n");
    auto const bare = server.ask("GET http://a.example?y HTTP/1.1\r\nHost: a.example\r\n\r\n");

    CHECK(holds(answer, "X-Seen: GET /x y=1\r\n"));
    CHECK(holds(bare, "X-Seen: GET / y\r\n"));
}

TEST("a head over its limit gets 431, a body over its limit 413, also to one still sending")
{
    Server const server;
    std::string const long_value(20'000, 'a');
    std::string const big_body(300 * 1024, 'b');

    auto const head = server.ask("GET / HTTP/1.1\r\nHost: a\r\nX: " + long_value + "\r\n\r\n");
    auto const body = server.ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: "
        + std::to_string(big_body.size()) + "\r\n\r\n" + big_body);
    auto const chunk = server.ask("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                  "4b000\r\n"
        + big_body);
    auto const fits = server.ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 262144\r\n\r\n"
        + big_body.substr(0, 262'144));

    CHECK(head.starts_with("HTTP/1.1 431 "));
    CHECK(body.starts_with("HTTP/1.1 413 Content Too Large\r\n"));
    CHECK(chunk.starts_with("HTTP/1.1 413 "));
    CHECK(fits.starts_with("HTTP/1.1 200 "));
    CHECK(fits.size() > 262'144);
}

TEST("an endless chunk extension or trailer is refused")
{
    Server const server;
    std::string const start = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    auto const extension = server.ask(start + "1;" + std::string(40'000, 'x'));
    auto const trailer = server.ask(start + "0\r\nX: " + std::string(40'000, 'x'));

    CHECK(extension.starts_with("HTTP/1.1 4"));
    CHECK(trailer.starts_with("HTTP/1.1 4"));
}

TEST("a trailer does not become a header")
{
    Server const server([](Request const& request, Reply const& reply) {
        reply.send({ .body = std::string(request.header("x-forwarded-for")) });
    });

    auto const answer =
        server.ask("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "1\r\na\r\n0\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n");

    CHECK_FALSE(holds(answer, "1.2.3.4"));
}

TEST("a slow client gets 408, and one that says nothing is closed")
{
    Server const server(
        answer_echo, { .request_timeout = milliseconds(30), .idle_timeout = milliseconds(30) });
    auto slow = server.client();
    auto silent = server.client();

    slow.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhal");

    CHECK(slow.response().starts_with("HTTP/1.1 408 "));
    CHECK(silent.rest().empty());
}

TEST("a client that takes nothing of a long answer is closed")
{
    constexpr std::size_t long_answer = 32 * 1024 * 1024;
    Server const server(
        [](Request const& request, Reply const& reply) {
            reply.send({ .body = std::string(request.path == "/long" ? long_answer : 0, 'a') });
        },
        { .connection_limit = 1, .send_timeout = milliseconds(30) });
    auto client = server.client();

    client.send("GET /long HTTP/1.1\r\nHost: a\r\n\r\n");
    client.read_until("\r\n\r\n");
    auto const until = std::chrono::steady_clock::now() + test_patience;
    while (server.status_of("GET / HTTP/1.1\r\nHost: a\r\n\r\n") == 503)
        REQUIRE(std::chrono::steady_clock::now() < until);

    CHECK(client.rest().size() < long_answer);
}

TEST("a client that closes its half still gets its answer, one that leaves does no harm")
{
    Server const server;
    auto half = server.client();

    half.send("GET /half HTTP/1.1\r\nHost: a\r\n\r\n");
    half.shut_sending();
    for (int i = 0; i < 20; ++i)
        server.client().send("GET /gone HTTP/1.1\r\nHo");

    CHECK(holds(half.rest(), "X-Seen: GET /half"));
    CHECK(server.status_of("GET / HTTP/1.1\r\nHost: a\r\n\r\n") == 200);
}

TEST("connections past the limit are told to come later")
{
    Server const server(answer_echo, { .connection_limit = 2 });
    auto first = server.client();
    auto second = server.client();
    first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    first.response();
    second.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    second.response();

    auto const third = server.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

    CHECK(third.starts_with("HTTP/1.1 503 "));
    CHECK(first.response().starts_with("HTTP/1.1 200 "));
}

TEST("HTTP/1.0 and Connection: close end the connection, keep-alive keeps it")
{
    Server const server;
    auto old = server.client();
    auto old_kept = server.client();
    auto closing = server.client();

    old.send("GET / HTTP/1.0\r\n\r\n");
    closing.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    old_kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    old_kept.response();
    old_kept.send("GET /again HTTP/1.0\r\n\r\n");

    CHECK(old.rest().starts_with("HTTP/1.1 200 "));
    CHECK(holds(closing.rest(), "Connection: close\r\n"));
    CHECK(holds(old_kept.rest(), "/again"));
}

TEST("HEAD gets the length and no body; 204 gets neither")
{
    Server const server([](Request const& request, Reply const& reply) {
        reply.send({ .status = request.path == "/none" ? 204 : 200, .body = "hello" });
    });
    auto client = server.client();

    client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    auto const head = client.response(false);
    client.send("GET /none HTTP/1.1\r\nHost: a\r\n\r\n");
    auto const none = client.response(false);
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    auto const whole = client.response();

    CHECK(holds(head, "Content-Length: 5\r\n"));
    CHECK(none.starts_with("HTTP/1.1 204 No Content\r\n"));
    CHECK_FALSE(holds(none, "Content-Length"));
    CHECK(whole.ends_with("\r\n\r\nhello"));
}

TEST("a client that asks before it sends a body is told to go on")
{
    Server const server;
    auto client = server.client();

    client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    auto const go_on = client.read_until("\r\n\r\n");
    client.send("ok");
    auto const answer = client.response();
    auto const too_much = server.ask("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                                     "Content-Length: 9999999\r\n\r\n");

    CHECK(go_on == "HTTP/1.1 100 Continue\r\n\r\n");
    CHECK(answer.ends_with("\r\n\r\nok"));
    CHECK(too_much.starts_with("HTTP/1.1 413 "));
}

TEST("a handler that throws, forgets or stays silent is answered for, and the server goes on")
{
    std::optional<Reply> kept;
    Server const server(
        [&](Request const& request, Reply const& reply) {
            if (request.path == "/throw")
                throw std::runtime_error("a handler of a test");
            if (request.path == "/keep")
                kept = reply;
            if (request.path == "/")
                reply.send({});
        },
        { .answer_timeout = milliseconds(30) });

    CHECK(server.status_of("GET /throw HTTP/1.1\r\nHost: a\r\n\r\n") == 500);
    CHECK(server.status_of("GET /forget HTTP/1.1\r\nHost: a\r\n\r\n") == 500);
    CHECK(server.status_of("GET /keep HTTP/1.1\r\nHost: a\r\n\r\n") == 503);
    kept->send({ .body = "too late" });
    CHECK(server.status_of("GET / HTTP/1.1\r\nHost: a\r\n\r\n") == 200);
}

TEST("a reply from another thread arrives; of two replies the first wins")
{
    std::vector<std::jthread> threads;
    Server const server([&](Request const&, Reply const& reply) {
        threads.emplace_back([reply] {
            reply.send({ .body = "first" });
            reply.send({ .body = "second" });
        });
    });

    auto const answer = server.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

    CHECK(answer.ends_with("\r\n\r\nfirst"));
}

TEST("what never reaches the handler can have the edge's own page")
{
    Server const server(
        answer_echo, { .body_limit = 3, .refusal = [](int status) {
                          return Response { .status = status, .body = "We could not read that." };
                      } });

    auto const answer = server.ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nfour");

    CHECK(answer.starts_with("HTTP/1.1 413 "));
    CHECK(answer.ends_with("We could not read that."));
}

TEST("behind a proxy the source is whom the proxy saw; without one, nobody is believed")
{
    auto const print = [](Request const& request, Reply const& reply) {
        reply.send({ .body = std::to_string(request.source) });
    };
    Server const behind(print, { .behind_proxy = true });
    Server const open(print);
    auto const from = [](Server const& server, std::string const& address) {
        auto const answer = server.ask("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 10.9.8.7\r\n"
                                       "X-Forwarded-For: 10.1.1.1, "
            + address + "\r\n\r\n");
        return answer.substr(answer.find("\r\n\r\n"));
    };

    CHECK(from(behind, "192.0.2.1") == from(behind, "192.0.2.1"));
    CHECK(from(behind, "192.0.2.1") != from(behind, "192.0.2.2"));
    CHECK(from(open, "192.0.2.1") == from(open, "192.0.2.2"));
}

TEST("an unknown method is the edge's to refuse")
{
    Server const server;

    CHECK(holds(server.ask("BREW /tea HTTP/1.1\r\nHost: a\r\n\r\n"), "X-Seen: BREW /tea"));
}

TEST("a port that is taken, and an address that is none, are said")
{
    Server const server;
    Loop other;

    auto const taken = Listener::open(other, { .port = server.listener->port() }, answer_echo);
    auto const nowhere = Listener::open(other, { .address = "nowhere" }, answer_echo);

    CHECK(taken.error().fault == Fault::Busy);
    CHECK(nowhere.error().fault == Fault::Invalid);
}

TEST("the loop stops with a reply still out, after finishing what can be finished")
{
    std::promise<Reply> asked;
    auto server = std::make_unique<Server>(
        [&](Request const&, Reply const& reply) { asked.set_value(reply); });
    auto client = server->client();
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    auto const reply = told(asked);

    std::jthread const core([reply] { reply.send({ .body = "done" }); });
    server->loop.stop();
    server.reset();
    reply.send({ .body = "nobody is there" });

    CHECK(client.rest().ends_with("\r\n\r\ndone"));
}

TEST("timers run on the loop, in their order, and not after it stopped")
{
    Loop loop;
    std::promise<std::string> ran;
    std::string order;

    loop.after(milliseconds(20), [&] { ran.set_value(order + "b"); });
    loop.after(milliseconds(1), [&] { order += "a"; });
    loop.after(hours(1), [&] { order += "never"; });
    loop.start();
    auto const result = told(ran);
    loop.stop();

    CHECK(result == "ab");
}
