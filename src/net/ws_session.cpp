// One WebSocket connection, spoken by Beast. Costly to compile, hence alone in its source.

#include "net/surface.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <cstring>

namespace reachline::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using boost::system::error_code;

namespace {
// A peer that was told goodbye gets this long to say it too.
constexpr seconds farewell { 2 };

/// Beast writes its name and version into the handshake and cannot be told not to. Whoever looks
/// for a known hole should not be helped, so the line is taken out of the first write.
class QuietSocket : public Socket {
public:
    explicit QuietSocket(Socket socket)
        : Socket(std::move(socket))
    {
    }

    /// Beast keeps one read buffer for the life of the connection. What it offers to be filled is
    /// what it has no more use for: the words of the messages before, which must not stay.
    template <class Buffers, class Handler>
    void async_read_some(Buffers const& buffers, Handler&& handler)
    {
        for (asio::mutable_buffer const buffer : beast::buffers_range_ref(buffers))
            explicit_bzero(buffer.data(), buffer.size());
        Socket::async_read_some(buffers, std::forward<Handler>(handler));
    }

    template <class Buffers, class Handler>
    void async_write_some(Buffers const& buffers, Handler&& handler)
    {
        if (std::exchange(is_open_, true)) {
            Socket::async_write_some(buffers, std::forward<Handler>(handler));
            return;
        }
        auto const size = beast::buffer_bytes(buffers);
        handshake_ = without_server(beast::buffers_to_string(buffers));
        asio::async_write(static_cast<Socket&>(*this), asio::buffer(handshake_),
            [this, size, handler = std::forward<Handler>(handler)](
                error_code const& error, std::size_t) mutable {
                handshake_ = {};
                handler(error, error ? 0 : size);
            });
    }

    /// The other side has sent its close frame, so nothing more will come from it.
    void note_goodbye() { heard_goodbye_ = true; }

    /// Ends the connection as kindly as it can be: who may still be sending is read out first,
    /// since closing on unread bytes resets the connection and takes our last frame with it.
    template <class Handler>
    void tear_down(beast::role_type role, Handler&& handler)
    {
        ending_since_ = std::chrono::steady_clock::now();
        if (heard_goodbye_)
            asio::post(get_executor(),
                [handler = std::forward<Handler>(handler)]() mutable { handler(error_code {}); });
        else
            websocket::async_teardown(
                role, static_cast<Socket&>(*this), std::forward<Handler>(handler));
    }
    Moment ending_since() const { return ending_since_; }

private:
    static std::string without_server(std::string head)
    {
        auto const start = head.find("\r\nServer: ");
        if (start != std::string::npos)
            head.erase(start, head.find("\r\n", start + 2) - start);
        return head;
    }

    bool is_open_ = false;
    bool heard_goodbye_ = false;
    Moment ending_since_ = Moment::max();
    std::string handshake_;
};

template <class Handler>
void async_teardown(beast::role_type role, QuietSocket& socket, Handler&& handler)
{
    socket.tear_down(role, std::forward<Handler>(handler));
}

http::request<http::empty_body> handshake_of(Request const& request)
{
    http::request<http::empty_body> head;
    head.method(http::verb::get);
    head.target(request.path);
    head.version(11);
    for (std::string_view const name : { "host", "connection", "upgrade", "sec-websocket-key",
             "sec-websocket-version", "sec-websocket-protocol" })
        if (auto const value = request.header(name); !value.empty())
            head.set(boost::string_view(name.data(), name.size()),
                boost::string_view(value.data(), value.size()));
    head.set(http::field::upgrade, "websocket");
    head.set(http::field::host, "-");
    return head;
}

bool offers(http::request<http::empty_body> const& head, std::string const& subprotocol)
{
    return !subprotocol.empty()
        && http::token_list(head[http::field::sec_websocket_protocol]).exists(subprotocol);
}

class WsSession final : public Connection, public WebSocket {
public:
    WsSession(Socket socket, std::shared_ptr<Surface> surface, WebSocketEvents events,
        WebSocketOptions options)
        : Connection(std::move(surface))
        , stream_(QuietSocket(std::move(socket)))
        , events_(std::move(events))
        , options_(std::move(options))
        , pinged_at_(std::chrono::steady_clock::now())
    {
        surface_->keep_wait(std::min(options_.ping_every, options_.dead_after));
    }

    void greet(Request const&);

    using WebSocket::send;
    void send(std::shared_ptr<std::string const> text) override;
    void close() override;

    void check(Moment now) override;
    void retire() override { say_goodbye(websocket::close_code::going_away); }
    void drop() override;

private:
    enum class State { Greeting, Open, Leaving, Closed };

    std::shared_ptr<WsSession> self()
    {
        return std::static_pointer_cast<WsSession>(shared_from_this());
    }
    void on_loop(void (WsSession::*verb)());
    void opened();
    void read();
    void heard(error_code const&);
    void note_life() { unanswered_since_ = Moment::max(); }
    void enqueue(std::shared_ptr<std::string const>);
    void give_up();
    void write();
    void wrote(error_code const&);
    void leave_politely() { say_goodbye(websocket::close_code::normal); }
    void say_goodbye(websocket::close_code);
    void send_close();
    void ping(Moment now);
    std::size_t queued() const { return waiting_.size() + (sending_.size() - sent_); }

    websocket::stream<QuietSocket, false> stream_;
    WebSocketEvents events_;
    WebSocketOptions const options_;
    State state_ = State::Greeting;
    beast::flat_buffer in_;
    std::vector<std::shared_ptr<std::string const>> waiting_;
    std::vector<std::shared_ptr<std::string const>> sending_; ///< from `sent_` on
    std::size_t sent_ = 0;
    std::size_t queued_bytes_ = 0;
    bool is_writing_ = false;
    bool is_pinging_ = false;
    websocket::close_code goodbye_ = websocket::close_code::none;
    Moment pinged_at_;
    Moment unanswered_since_ = Moment::max(); ///< the first ping after which nothing was heard
    Moment leave_by_ {};
};

void WsSession::greet(Request const& request)
{
    auto const head = handshake_of(request);
    bool const named = offers(head, options_.subprotocol);
    stream_.auto_fragment(false);
    stream_.read_message_max(options_.message_limit);
    stream_.set_option(
        websocket::stream_base::decorator([this, named](websocket::response_type& response) {
            if (named)
                response.set(http::field::sec_websocket_protocol, options_.subprotocol);
        }));
    // Anything heard, an answer to a ping too, shows that the other side lives.
    stream_.control_callback([this](websocket::frame_type kind, beast::string_view) {
        note_life();
        if (kind == websocket::frame_type::close)
            stream_.next_layer().note_goodbye();
    });
    stream_.async_accept(head, [self = self()](error_code const& error) {
        if (error || self->state_ != State::Greeting)
            return self->drop();
        self->opened();
    });
}

void WsSession::opened()
{
    state_ = State::Open;
    stream_.text(true);
    if (events_.on_open && !survives([&] { events_.on_open(self()); }))
        return drop();
    read();
}

void WsSession::read()
{
    if (state_ == State::Closed)
        return;
    stream_.async_read(
        in_, [self = self()](error_code const& error, std::size_t) { self->heard(error); });
}

void WsSession::heard(error_code const& error)
{
    if (error || state_ == State::Closed)
        return drop();
    note_life();
    if (!stream_.got_text())
        say_goodbye(websocket::close_code::unknown_data);
    if (state_ == State::Open && events_.on_text) {
        std::string_view const text(static_cast<char const*>(in_.cdata().data()), in_.size());
        if (!survives([&] { events_.on_text(text); }))
            return drop();
    }
    // Given back, so it is wiped by free(), and ten thousand idle chats stay small.
    in_ = beast::flat_buffer();
    read();
}

void WsSession::send(std::shared_ptr<std::string const> text)
{
    if (surface_->loop->is_this_thread())
        return enqueue(std::move(text));
    surface_->loop->post(
        [self = self(), text = std::move(text)]() mutable { self->enqueue(std::move(text)); });
}

void WsSession::enqueue(std::shared_ptr<std::string const> text)
{
    if (state_ != State::Open)
        return;
    queued_bytes_ += text->size();
    waiting_.push_back(std::move(text));
    if (queued() > options_.queue_limit || queued_bytes_ > options_.queue_bytes_limit)
        return give_up();
    if (!is_writing_)
        write();
}

/// The edge may be in the middle of its list of sockets, so it hears of the end a moment later.
void WsSession::give_up()
{
    state_ = State::Leaving;
    leave_by_ = std::chrono::steady_clock::now();
    waiting_.clear();
    asio::post(surface_->loop->context, [self = self()] { self->drop(); });
}

void WsSession::write()
{
    if (sent_ == sending_.size()) {
        sending_ = std::exchange(waiting_, {});
        sent_ = 0;
    }
    if (sending_.empty())
        return send_close();
    is_writing_ = true;
    stream_.async_write(asio::buffer(*sending_[sent_]),
        [self = self()](error_code const& error, std::size_t) { self->wrote(error); });
}

void WsSession::wrote(error_code const& error)
{
    is_writing_ = false;
    if (error || state_ == State::Closed)
        return drop();
    queued_bytes_ -= sending_[sent_]->size();
    sending_[sent_++].reset();
    write();
}

void WsSession::close()
{
    if (surface_->loop->is_this_thread())
        return leave_politely();
    surface_->loop->post([self = self()] { self->leave_politely(); });
}

void WsSession::say_goodbye(websocket::close_code code)
{
    if (state_ == State::Greeting)
        return drop();
    if (state_ != State::Open)
        return;
    state_ = State::Leaving;
    goodbye_ = code;
    leave_by_ = std::chrono::steady_clock::now() + farewell;
    if (!is_writing_)
        write();
}

/// Nothing waits to be sent: if the goodbye was asked for, now is its time.
void WsSession::send_close()
{
    if (state_ != State::Leaving)
        return;
    // Beast reads the answer to it by itself, without telling the control callback.
    stream_.next_layer().note_goodbye();
    stream_.async_close(goodbye_, [self = self()](error_code const&) { self->drop(); });
}

void WsSession::check(Moment now)
{
    // Only silence after a ping counts: a server that was held up itself drops nobody for it.
    bool const is_dead = unanswered_since_ <= now - (options_.dead_after - options_.ping_every);
    bool const is_gone = state_ == State::Leaving && now >= leave_by_;
    if (is_dead || is_gone || stream_.next_layer().ending_since() <= now - farewell)
        return drop();
    if (state_ == State::Greeting && now - pinged_at_ >= options_.dead_after)
        return drop();
    if (state_ == State::Open && !is_pinging_ && now - pinged_at_ >= options_.ping_every)
        ping(now);
}

void WsSession::ping(Moment now)
{
    pinged_at_ = now;
    unanswered_since_ = std::min(unanswered_since_, now);
    is_pinging_ = true;
    stream_.async_ping({}, [self = self()](error_code const&) { self->is_pinging_ = false; });
}

void WsSession::drop()
{
    if (state_ == State::Closed)
        return;
    bool const was_open = state_ != State::Greeting;
    state_ = State::Closed;
    leave();
    error_code ignored;
    static_cast<Socket&>(stream_.next_layer()).close(ignored);
    // The edge's functions may hold this very socket: they must not outlive it here.
    auto const events = std::exchange(events_, {});
    if (was_open && events.on_close)
        survives([&] { events.on_close(); });
}
} // namespace

void serve_websocket(Socket socket, std::shared_ptr<Surface> surface, Request const& request,
    WebSocketEvents events, WebSocketOptions options)
{
    std::make_shared<WsSession>(
        std::move(socket), std::move(surface), std::move(events), std::move(options))
        ->greet(request);
}

} // namespace reachline::net
