#pragma once

// The open windows of the staff: each hears that something changed, by id, and looks again. Words
// are pushed only to the advocate who holds the conversation.

#include "edges/core_port.hpp"
#include "net/http.hpp"

#include <mutex>
#include <span>
#include <vector>

namespace reachline::edges::console {

class LiveWindows {
public:
    void add(Id<hotline::Account>, std::shared_ptr<net::WebSocket>);
    void remove(net::WebSocket const*);
    std::vector<Id<hotline::Account>> accounts();
    /// Called on the core thread after a commit.
    void hear(std::span<hotline::Notice const>);

private:
    struct Window {
        Id<hotline::Account> account;
        std::shared_ptr<net::WebSocket> socket;
    };
    std::mutex mutex_;
    std::vector<Window> windows_;
};

} // namespace reachline::edges::console
