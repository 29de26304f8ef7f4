#pragma once

// The open talk pages of partners. Each hears that its conversation has moved and looks again as
// its session: so a session that ended, a consent that was taken back or a conversation that is
// over closes the page within a moment.

#include "edges/core_port.hpp"
#include "edges/partners/portal.hpp"
#include "net/http.hpp"

#include <atomic>
#include <map>

namespace reachline::edges::partners {

class Portal::TalkWindows : public std::enable_shared_from_this<TalkWindows> {
public:
    struct Wanted {
        std::string reference;
        std::string session;
        std::string language;
        std::int64_t after = 0; ///< the last position that the page shows
    };

    TalkWindows(CorePort& core, net::Loop& loop, std::shared_ptr<Pages const> pages)
        : core_(core)
        , loop_(loop)
        , pages_(std::move(pages))
    {
    }

    /// On the loop's thread. Becomes a WebSocket once the core has said that they may see it.
    void open(net::Reply, Wanted);
    /// On the core's thread, after a commit.
    void hear(std::span<hotline::Notice const>);

private:
    struct Window {
        Wanted wanted;
        Id<hotline::Signal> signal;
        std::shared_ptr<net::WebSocket> socket;
        bool looking = false;
        bool look_again = false;
    };
    using Kept = std::shared_ptr<Window>;

    struct Seen {
        steps::transfer::Talk talk;
        Time now;
    };
    void ask_for_news(Wanted const&, std::function<void(Result<Seen>)> on_loop);
    void look(Kept);
    void show(Window&, Seen const&);

    CorePort& core_;
    net::Loop& loop_;
    std::shared_ptr<Pages const> pages_;
    std::map<Window*, Kept> windows_; ///< the loop's thread only
    std::atomic<std::size_t> count_ = 0;
};

} // namespace reachline::edges::partners
