#pragma once

// The unix socket on which the hotline's server commands. One server at a time: a new connection
// takes the place of the old one, since a server that started again may find its dead self still
// connected. Only the user that the process runs as may connect.

#include "voice/control/messages.hpp"
#include "voice/loop.hpp"

#include <functional>
#include <memory>
#include <string>

namespace reachline::voice::control {

class Socket {
public:
    struct Events {
        std::function<void()> came; ///< a server said hello
        std::function<void()> went;
        std::function<void(Command const&)> commanded;
    };

    static Result<std::unique_ptr<Socket>> open(std::string const& path, Loop&, Events);
    ~Socket();
    Socket(Socket const&) = delete;

    /// Dropped when nobody is there, or when the server reads so slowly that it must be dead.
    void tell(Told const&);
    bool is_connected() const { return greeted_; }

private:
    Socket(std::string path, Loop&, Events);
    Done listen();
    void accept();
    void read();
    void line_came(std::string_view line);
    void close_connection();

    std::string path_;
    Loop& loop_;
    Events events_;
    int listening_ = -1, connection_ = -1;
    bool greeted_ = false;
    std::string incoming_, outgoing_;
    void flush();
};

} // namespace reachline::voice::control
