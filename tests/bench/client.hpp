#pragma once

// The other end of the wire: many plain sockets on one thread, for HTTP answers and for the frames
// of a WebSocket (RFC 6455). It does as little as it can, so that what is measured is the server.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::bench {

class Client {
public:
    explicit Client(std::uint16_t port);
    ~Client();
    Client(Client const&) = delete;

    bool connected() const { return socket_ >= 0; }
    int socket() const { return socket_; }
    void send(std::string_view bytes);
    void send_frame(std::string_view text, unsigned char opcode = 1);
    /// Takes in what has come, without waiting. False when the other side closed.
    bool take_in();
    /// One whole HTTP answer, if it has come: head and body.
    bool next_answer(std::string& answer);
    /// The text of one frame, if it has come. Pings are answered on the way.
    bool next_frame(std::string& text);
    /// Waits for an answer for at most ten seconds; empty if none came.
    std::string wait_answer();
    /// Asks for a WebSocket at `path` and waits for the answer. False when it was refused.
    bool upgrade(std::string_view path);

private:
    int socket_;
    std::string unread_;
};

/// Calls `ready` with the index of each client that has something to read, until `done` says so or
/// `deadline_us` has passed.
void serve(std::vector<std::unique_ptr<Client>> const&, std::function<void(std::size_t)> ready,
    std::function<bool()> done, std::int64_t deadline_us);

/// As many open files as the system lets us have.
void raise_file_limit();

} // namespace reachline::bench
