#pragma once

// One open port and its connections, as the sessions see them. Lives on the loop's thread.

#include "net/loop_inside.hpp"

#include <boost/asio/ip/tcp.hpp>

namespace reachline::net {

using Socket = boost::asio::ip::tcp::socket;

/// One accepted socket, whatever is spoken on it. It keeps itself alive while it is in use.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    explicit Connection(std::shared_ptr<Surface>);
    virtual ~Connection();
    Connection(Connection const&) = delete;

    /// Called again and again: whoever is too late is closed here.
    virtual void check(Moment now) = 0;
    /// The loop stops: finish what is being answered, then close.
    virtual void retire() = 0;
    /// Close at once.
    virtual void drop() = 0;

protected:
    void leave(); ///< no longer counted, checked or retired

    std::shared_ptr<Surface> const surface_;

private:
    bool is_counted_ = true;
};

class Surface : public std::enable_shared_from_this<Surface> {
public:
    Surface(std::shared_ptr<Loop::Inside>, ListenerOptions, Handler);
    ~Surface();

    Done open();
    std::uint16_t port() const { return port_; }
    void accept();
    void close(); ///< takes nobody new
    void retire();
    void drop_all();
    /// The shortest wait that a connection here must keep; decides how often they are checked.
    void keep_wait(milliseconds);

    std::shared_ptr<Loop::Inside> const loop;
    ListenerOptions const options;
    Handler handler;
    std::unordered_set<Connection*> connections;

private:
    std::vector<std::shared_ptr<Connection>> present() const;
    void accepted(Socket);
    void check_later();

    boost::asio::ip::tcp::acceptor acceptor_;
    boost::asio::steady_timer check_timer_;
    milliseconds check_every_;
    std::uint16_t port_ = 0;
};

enum class Admission { Served, TurnedAway };

/// Speaks HTTP/1.1 on an accepted socket.
void serve_http(Socket, std::shared_ptr<Surface>, Admission);

/// Answers a checked upgrade request and speaks WebSocket on its socket.
void serve_websocket(
    Socket, std::shared_ptr<Surface>, Request const&, WebSocketEvents, WebSocketOptions);

} // namespace reachline::net
