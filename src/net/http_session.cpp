// One HTTP/1.1 connection. Beast's parser is fed by hand instead of through Beast's own reads and
// writes: the same session compiles in a quarter of the time.

#include "net/request_head.hpp"
#include "net/response_text.hpp"
#include "net/surface.hpp"

#include "base/text.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstring>

namespace reachline::net {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {
constexpr std::size_t read_size = 8 * 1024;
// How long, and how much, we go on listening to a client that was refused while it still sends:
// closing at once would reset the connection and take our answer with it.
constexpr seconds linger_time { 2 };
constexpr std::size_t linger_bytes = 4 * 1024 * 1024;
constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

int status_of(error_code const& error)
{
    if (error == http::error::body_limit)
        return 413;
    if (error == http::error::header_limit)
        return 431;
    return 400;
}

/// A connection lives longer than the words that passed through it: nothing of them stays in its
/// buffers. (What is given back is wiped by free().)
void wipe_front(std::string& text, std::size_t size)
{
    auto const rest = text.size() - size;
    std::memmove(text.data(), text.data() + size, rest);
    explicit_bzero(text.data() + rest, size);
    text.resize(rest);
}

void wipe(Request& request)
{
    for (auto* text : { &request.path, &request.query, &request.body })
        explicit_bzero(text->data(), text->size());
    request = {};
}

bool names(std::string_view list, std::string_view word)
{
    for (auto const part : split(list, ','))
        if (lower_ascii(trimmed(part)) == word)
            return true;
    return false;
}

/// RFC 6455, section 4.2.1; the key is 16 bytes in base64.
bool asks_for_websocket(Request const& request)
{
    auto const key = request.header("sec-websocket-key");
    return request.method == "GET" && names(request.header("connection"), "upgrade")
        && names(request.header("upgrade"), "websocket")
        && request.header("sec-websocket-version") == "13" && key.size() == 24
        && key.ends_with("==");
}

class HttpSession final : public Connection {
public:
    HttpSession(Socket socket, std::shared_ptr<Surface> surface, Admission admission)
        : Connection(std::move(surface))
        , socket_(std::move(socket))
        , admission_(admission)
    {
        await_request();
    }

    void start() { read(); }
    void answer(std::uint64_t turn, Response);
    void upgrade(std::uint64_t turn, WebSocketEvents, WebSocketOptions);

    void check(Moment now) override;
    void retire() override;
    void drop() override;

    Surface& surface() { return *surface_; }

private:
    enum class State { Idle, Reading, Answering, Writing, Lingering, Closed };

    std::shared_ptr<HttpSession> self()
    {
        return std::static_pointer_cast<HttpSession>(shared_from_this());
    }
    void enter(State, milliseconds patience);
    void await_request();
    void read();
    void heard(error_code const&, std::size_t);
    void advance();
    bool take_head();
    void take_headers();
    bool feed();
    void ask_to_go_on();
    void hand_over();
    void refuse(int status);
    void begin_answer(Response);
    void write();
    void wrote(error_code const&, std::size_t);
    void finish_answer();
    void linger();
    void reset_on_close();
    std::uint64_t source_of(Request const&);

    Socket socket_;
    Admission const admission_;
    State state_ = State::Idle;
    Moment deadline_;
    bool is_reading_ = false;
    bool is_last_ = false; ///< the connection closes after this answer
    std::array<char, read_size> chunk_;
    std::string in_; ///< bytes read and not yet parsed
    HeadScan scan_;
    std::optional<http::request_parser<http::string_body>> parser_;
    Request request_;
    std::uint64_t turn_ = 0; ///< counts requests, so a late reply finds its own or none
    WireResponse out_;
    std::size_t written_ = 0;
    std::size_t lingered_ = 0;
};

/// A reply keeps its connection alive; posts to the loop from any other thread.
class Answer final : public Reply::Sink {
public:
    Answer(std::shared_ptr<HttpSession> session, std::uint64_t turn)
        : session_(std::move(session))
        , turn_(turn)
    {
    }

    ~Answer() override { send(Response { .status = 500 }); }

    void send(Response response) override
    {
        if (is_used_.exchange(true))
            return;
        if (session_->surface().loop->is_this_thread())
            return session_->answer(turn_, std::move(response));
        auto const loop = session_->surface().loop;
        loop->post([session = std::move(session_), turn = turn_,
                       response = std::move(response)]() mutable {
            session->answer(turn, std::move(response));
        });
    }

    void upgrade(WebSocketEvents events, WebSocketOptions options) override
    {
        if (is_used_.exchange(true))
            return;
        auto const loop = session_->surface().loop;
        auto work = [session = std::move(session_), turn = turn_, events = std::move(events),
                        options = std::move(options)]() mutable {
            session->upgrade(turn, std::move(events), std::move(options));
        };
        if (loop->is_this_thread())
            work();
        else
            loop->post(std::move(work));
    }

private:
    std::shared_ptr<HttpSession> session_;
    std::uint64_t const turn_;
    std::atomic<bool> is_used_ = false;
};

void HttpSession::enter(State state, milliseconds patience)
{
    state_ = state;
    deadline_ = std::chrono::steady_clock::now() + patience;
}

void HttpSession::await_request()
{
    bool const is_served = admission_ == Admission::Served;
    enter(State::Idle,
        is_served ? surface_->options.idle_timeout : surface_->options.request_timeout);
    scan_ = {};
    wipe(request_);
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(surface_->options.header_limit));
    parser_->body_limit(surface_->options.body_limit);
}

void HttpSession::read()
{
    if (is_reading_)
        return;
    is_reading_ = true;
    socket_.async_read_some(asio::buffer(chunk_),
        [self = self()](error_code const& error, std::size_t size) { self->heard(error, size); });
}

void HttpSession::heard(error_code const& error, std::size_t size)
{
    is_reading_ = false;
    if (state_ == State::Closed || state_ == State::Writing)
        return; // refused meanwhile: the rest is not listened to before the answer is out
    if (error)
        return drop();
    if (state_ == State::Lingering) {
        lingered_ += size;
        return lingered_ > linger_bytes ? drop() : read();
    }
    in_.append(chunk_.data(), size);
    explicit_bzero(chunk_.data(), size);
    advance();
}

/// Goes as far as the bytes in `in_` carry: to a whole request, a refusal, or the next read.
void HttpSession::advance()
{
    if (state_ == State::Idle) {
        // One empty line before a request is left over from old clients (RFC 9112, section 2.2).
        if (in_.starts_with("\r\n"))
            in_.erase(0, 2);
        if (in_.empty())
            return read();
        enter(State::Reading, surface_->options.request_timeout);
    }
    if (!parser_->is_header_done() && !take_head())
        return;
    if (!feed())
        return;
    if (parser_->is_done())
        return hand_over();
    if (in_.size() > surface_->options.header_limit)
        return refuse(400); // an endless chunk extension or trailer
    read();
}

bool HttpSession::take_head()
{
    switch (scan_.scan(in_, surface_->options.header_limit)) {
    case HeadScan::Seen::More:
        read();
        return false;
    case HeadScan::Seen::Malformed:
        refuse(400);
        return false;
    case HeadScan::Seen::TooLarge:
        refuse(431);
        return false;
    case HeadScan::Seen::Whole:
        break;
    }
    auto const head = std::string_view(in_).substr(0, scan_.length());
    request_.method = head.substr(0, head.find(' '));
    int const fault = admission_ == Admission::TurnedAway ? 503 : fault_of_head(head);
    if (fault != 0) {
        refuse(fault);
        return false;
    }
    error_code error;
    parser_->put(asio::buffer(head), error);
    if (error) {
        refuse(status_of(error));
        return false;
    }
    wipe_front(in_, head.size());
    take_headers();
    auto const expectation = parser_->get()[http::field::expect];
    if (expectation.empty() || parser_->is_done() || parser_->get().version() < 11)
        return true;
    if (lower_ascii({ expectation.data(), expectation.size() }) != "100-continue") {
        refuse(417);
        return false;
    }
    if (!in_.empty())
        return true;
    ask_to_go_on();
    return false;
}

/// Taken before the body comes, so that no trailer after it can pass for a header.
void HttpSession::take_headers()
{
    for (auto const& field : parser_->get())
        request_.headers.push_back(
            { lower_ascii({ field.name_string().data(), field.name_string().size() }),
                std::string(field.value()) });
}

bool HttpSession::feed()
{
    std::size_t used = 0;
    error_code error;
    while (!error && used < in_.size() && !parser_->is_done())
        used += parser_->put(asio::buffer(in_.data() + used, in_.size() - used), error);
    wipe_front(in_, used);
    if (error && error != http::error::need_more) {
        refuse(status_of(error));
        return false;
    }
    return true;
}

void HttpSession::ask_to_go_on()
{
    socket_.async_write_some(
        asio::buffer(go_on), [self = self()](error_code const& error, std::size_t size) {
            if (self->state_ != State::Reading)
                return;
            if (error || size < go_on.size())
                return self->drop();
            self->read();
        });
}

void HttpSession::hand_over()
{
    auto& message = parser_->get();
    auto target = target_of({ message.target().data(), message.target().size() });
    if (!target)
        return refuse(400);
    is_last_ = !message.keep_alive() || surface_->loop->stopping;
    request_.path = std::move(target->path);
    request_.query = std::move(target->query);
    request_.body = std::move(message.body());
    request_.source = source_of(request_);
    enter(State::Answering, surface_->options.answer_timeout);
    Reply const reply(std::make_shared<Answer>(self(), ++turn_));
    if (!survives([&] { surface_->handler(request_, reply); }))
        reply.send(Response { .status = 500 });
}

std::uint64_t HttpSession::source_of(Request const& request)
{
    error_code error;
    auto const endpoint = socket_.remote_endpoint(error);
    auto address = error ? std::nullopt : Address::of(endpoint.address().to_string());
    if (!address)
        return 0;
    if (surface_->options.behind_proxy && address->is_loopback()) {
        std::string_view last;
        for (auto const& header : request.headers)
            if (header.name == "x-forwarded-for")
                last = header.value;
        if (auto const forwarded = last_forwarded(last))
            address = forwarded;
    }
    return surface_->loop->sources.fingerprint(*address, std::chrono::steady_clock::now());
}

void HttpSession::answer(std::uint64_t turn, Response response)
{
    if (turn == turn_ && state_ == State::Answering)
        begin_answer(std::move(response));
}

void HttpSession::upgrade(std::uint64_t turn, WebSocketEvents events, WebSocketOptions options)
{
    if (turn != turn_ || state_ != State::Answering)
        return;
    if (!asks_for_websocket(request_))
        return begin_answer({ .status = 426,
            .headers = { { "Upgrade", "websocket" }, { "Sec-WebSocket-Version", "13" } } });
    // Nothing may follow before the handshake is answered (RFC 6455, section 4.1).
    if (!in_.empty() || surface_->loop->stopping)
        return refuse(in_.empty() ? 503 : 400);
    state_ = State::Closed;
    leave();
    serve_websocket(std::move(socket_), surface_, request_, std::move(events), std::move(options));
}

/// Answers what never reached the handler, and closes.
void HttpSession::refuse(int status)
{
    is_last_ = true;
    Response response { .status = status };
    auto const& page = surface_->options.refusal;
    if (page && !survives([&] { response = page(status); }))
        response = Response { .status = status };
    if (!page)
        response = { .status = status,
            .headers = { { "Content-Type", "text/plain; charset=utf-8" } },
            .body = std::string(reason_phrase(status)).append("\n") };
    begin_answer(std::move(response));
}

void HttpSession::begin_answer(Response response)
{
    is_last_ = is_last_ || surface_->loop->stopping;
    enter(State::Writing, surface_->options.send_timeout);
    out_ = wire_response(std::move(response), request_, is_last_ ? After::Close : After::KeepOpen);
    written_ = 0;
    write();
}

void HttpSession::write()
{
    auto const head_left = std::string_view(out_.head).substr(std::min(written_, out_.head.size()));
    auto const body_written = written_ - (out_.head.size() - head_left.size());
    auto const body_left = std::string_view(out_.body).substr(body_written);
    std::array const rest { asio::buffer(head_left), asio::buffer(body_left) };
    socket_.async_write_some(rest,
        [self = self()](error_code const& error, std::size_t size) { self->wrote(error, size); });
}

void HttpSession::wrote(error_code const& error, std::size_t size)
{
    if (state_ == State::Closed)
        return;
    if (error)
        return drop();
    written_ += size;
    if (written_ == out_.head.size() + out_.body.size())
        return finish_answer();
    enter(State::Writing, surface_->options.send_timeout);
    write();
}

void HttpSession::finish_answer()
{
    out_ = {};
    if (surface_->loop->stopping)
        return drop();
    if (is_last_)
        return linger();
    await_request();
    advance();
}

void HttpSession::linger()
{
    error_code error;
    socket_.shutdown(Socket::shutdown_send, error);
    if (error)
        return drop();
    enter(State::Lingering, linger_time);
    read();
}

void HttpSession::check(Moment now)
{
    if (now < deadline_)
        return;
    switch (state_) {
    case State::Reading:
        return refuse(408);
    case State::Answering:
        ++turn_; // a reply that comes now finds nobody
        return refuse(503);
    case State::Writing:
        reset_on_close();
        return drop();
    default:
        return drop();
    }
}

/// Otherwise the kernel would keep what the client does not take, for minutes.
void HttpSession::reset_on_close()
{
    error_code ignored;
    socket_.set_option(Socket::linger(true, 0), ignored);
}

void HttpSession::retire()
{
    is_last_ = true;
    if (state_ != State::Answering && state_ != State::Writing)
        drop();
}

void HttpSession::drop()
{
    state_ = State::Closed;
    leave();
    error_code ignored;
    socket_.close(ignored);
}
} // namespace

void serve_http(Socket socket, std::shared_ptr<Surface> surface, Admission admission)
{
    std::make_shared<HttpSession>(std::move(socket), std::move(surface), admission)->start();
}

} // namespace reachline::net
