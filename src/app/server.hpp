#pragma once

// The whole hotline in one process: the core, the edges, and what beats once a second. This is the
// one place where everything is put together: a new channel is a folder under edges/ and a line in
// server.cpp.

#include "app/config.hpp"
#include "app/core.hpp"
#include "app/hotline_files.hpp"

#include <memory>

namespace reachline::app {

class Server {
public:
    /// Opens the data folder and every listener; takes signals when it returns.
    static Result<std::unique_ptr<Server>> start(Config);
    ~Server();

    /// Until SIGTERM or SIGINT.
    void wait();

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts>);
    std::unique_ptr<Parts> parts_;
};

} // namespace reachline::app
