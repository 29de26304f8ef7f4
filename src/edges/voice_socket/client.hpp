#pragma once

// Our end of the voice process's control socket (docs/voice-control.md): one thread that connects,
// reads and writes lines, and connects anew for as long as it lives. What is sent while nobody is
// there is dropped: after each welcome the two sides agree anew on what there is.

#include "voice/control/messages.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace reachline::edges::voice_socket {

class Client {
public:
    /// Called on the client's thread.
    struct Events {
        std::function<void(reachline::voice::control::Told&&)> told; ///< the first of a connection is a Welcome
        std::function<void()> gone; ///< the connection ended
    };

    static Result<std::unique_ptr<Client>> open(std::string path, Events);
    ~Client();
    Client(Client const&) = delete;

    /// From any thread.
    void send(reachline::voice::control::Command const&);

private:
    Client(std::string path, Events, int wake);
    void live();
    bool connect();
    void talk();
    bool read();
    bool write();
    bool hear_lines();
    void disconnect();
    void wait(int milliseconds);

    std::string path_;
    Events events_;
    int wake_; ///< an eventfd
    int socket_ = -1;
    std::string incoming_;
    std::mutex mutex_;
    std::string outgoing_; ///< under mutex_, as the next two
    bool is_connected_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace reachline::edges::voice_socket
