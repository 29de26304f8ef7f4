#pragma once

// HTTP/1.1 and WebSocket as the edges see them: values in, values out, no type of the network
// library. A handler runs on the loop's thread and must not block; it answers through its Reply,
// at once or later, from any thread.
//
// Sources: RFC 9110, RFC 9112, RFC 6455. TLS and HTTP/2 are the business of the proxy in front.

#include "base/clock.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reachline::net {

struct Header {
    std::string name; ///< lower case
    std::string value;
};

/// One whole request. Bodies over the listener's limit never get here: they are answered 413.
struct Request {
    std::string method;
    /// Raw, without the query; begins with '/', its escapes are whole and none of them is a NUL.
    /// What `..` means is left to the edge.
    std::string path;
    std::string query; ///< raw, without '?'
    std::vector<Header> headers;
    std::string body;
    /// A keyed fingerprint of the sender's address (IPv4 /32, IPv6 /64) under a key that lives in
    /// memory for a day at most: for fairness between sources, never written anywhere.
    std::uint64_t source = 0;

    /// The value of a header (the first of that name), or empty. `name` in lower case.
    std::string_view header(std::string_view name) const;
    /// The value of one cookie, or empty.
    std::string_view cookie(std::string_view name) const;
};

/// Every answer also gets Content-Length, X-Content-Type-Options: nosniff, Referrer-Policy:
/// no-referrer and Cache-Control: no-store, the last three unless the edge set its own. A header
/// that could break out of its line turns the answer into a 500.
struct Response {
    int status = 200;
    std::vector<Header> headers {};
    std::string body {};
};

/// An open WebSocket. Thread-safe; sends are queued (bounded: a peer too slow to read is closed).
class WebSocket {
public:
    virtual ~WebSocket() = default;
    virtual void send(std::shared_ptr<std::string const> text) = 0;
    void send(std::string text) { send(std::make_shared<std::string const>(std::move(text))); }
    virtual void close() = 0;
};

/// What an edge wants to hear of a WebSocket; called on the loop's thread, in order.
struct WebSocketEvents {
    std::function<void(std::shared_ptr<WebSocket> const&)> on_open {};
    std::function<void(std::string_view text)> on_text {};
    std::function<void()> on_close {}; ///< exactly once after on_open
};

struct WebSocketOptions {
    std::size_t message_limit = 64 * 1024;
    std::size_t queue_limit = 256; ///< messages waiting to be sent
    std::size_t queue_bytes_limit = 1024 * 1024; ///< and their bytes
    std::string subprotocol {}; ///< named in the handshake if the client offers it
    milliseconds ping_every { 20'000 };
    /// Nothing heard, not even an answer to a ping: longer than `ping_every`. With the second that
    /// lies between two looks, a dead peer is closed within 45 s.
    milliseconds dead_after { 43'000 };
};

/// The one answer to a request. Copyable; the first send wins, later ones are ignored; if every
/// copy dies unanswered, the client gets 500.
class Reply {
public:
    class Sink {
    public:
        virtual ~Sink() = default;
        virtual void send(Response) = 0;
        virtual void upgrade(WebSocketEvents, WebSocketOptions) = 0;
    };
    explicit Reply(std::shared_ptr<Sink> sink)
        : sink_(std::move(sink))
    {
    }
    void send(Response response) const { sink_->send(std::move(response)); }
    /// Turns the request into a WebSocket; answers 426 by itself if it is not an upgrade request.
    void upgrade(WebSocketEvents events, WebSocketOptions options = {}) const
    {
        sink_->upgrade(std::move(events), std::move(options));
    }

private:
    std::shared_ptr<Sink> sink_;
};

using Handler = std::function<void(Request const&, Reply)>;

/// The network thread: every listener and timer of one process runs on it.
class Loop {
public:
    Loop();
    ~Loop(); ///< stops and joins
    Loop(Loop const&) = delete;

    void start(); ///< runs the loop on a thread of its own
    /// Closes all listeners, lets running answers finish for a second, then closes every connection
    /// and joins. Posts and timers that come later are dropped. Not from the loop's own thread.
    void stop();
    void post(std::function<void()>); ///< from any thread
    void after(milliseconds, std::function<void()>); ///< from any thread, runs on the loop's

    struct Inside;

private:
    friend class Listener;
    std::shared_ptr<Inside>
        inside_; ///< shared with connections, whose replies may outlive the loop
};

struct ListenerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; ///< 0: any free one, for tests
    std::size_t body_limit = 256 * 1024;
    std::size_t header_limit = 16 * 1024;
    std::size_t connection_limit = 20'000;
    milliseconds request_timeout { 15'000 }; ///< from first byte to whole request, then 408
    milliseconds idle_timeout { 75'000 }; ///< between requests
    milliseconds answer_timeout { 30'000 }; ///< a handler that stays silent; then 503
    milliseconds send_timeout { 30'000 }; ///< a client that takes no byte of the answer
    /// Behind a proxy on this machine, the address for `source` is the last of X-Forwarded-For.
    bool behind_proxy = false;
    /// The page for what never reaches the handler (400, 408, 413, 417, 431, 501, 503, 505); empty:
    /// the bare reason phrase.
    std::function<Response(int status)> refusal {};
};

/// One port with its own routes, templates and cookies (surfaces stay apart, design D8). When it
/// dies its connections are closed and its handler is never called again. Its loop lives longer.
class Listener {
public:
    /// Busy if the port is taken, Invalid for an address that is none.
    static Result<std::unique_ptr<Listener>> open(Loop&, ListenerOptions, Handler);
    virtual ~Listener() = default;
    virtual std::uint16_t port() const = 0;
};

/// The fields of an application/x-www-form-urlencoded body, decoded, in order (WHATWG URL 5.1).
/// Invalid for a broken escape, a NUL, or text that is not UTF-8. Also reads a query.
Result<std::vector<std::pair<std::string, std::string>>> form_fields(std::string_view body);

/// "%2F" is a slash and "+" a space, as browsers write them in forms and queries. Invalid for a
/// broken escape, a NUL, or what is not UTF-8.
Result<std::string> percent_decoded(std::string_view text);

std::string_view reason_phrase(int status);

} // namespace reachline::net
