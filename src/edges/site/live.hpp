#pragma once

// The open windows of people who chat: WebSockets, and posts that wait a little for an answer. They
// hear what changed after its commit. Words go out as they pass by in memory, so a window sees them
// while the vault is locked too; the reading that its opening wrote down covers it until it closes.

#include "base/private.hpp"
#include "edges/core_port.hpp"
#include "edges/site/pages.hpp"
#include "net/http.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace reachline::edges::site {

using SignalId = Id<hotline::Signal>;

/// One window with a WebSocket.
struct Window {
    std::shared_ptr<net::WebSocket> socket;
    Language const* language;
    std::string token;
    Reading reading;
    bool in_line = false;
};

class Live : public std::enable_shared_from_this<Live> {
public:
    Live(CorePort& core, net::Loop& loop)
        : core_(core)
        , loop_(loop)
    {
    }

    void add(SignalId, Window);
    void remove(SignalId, net::WebSocket const*);
    /// Calls `look` on the loop's thread when something changes for this signal, or after
    /// `patience`.
    void wait(SignalId, milliseconds patience, std::function<void()> look);
    /// Called on the core thread after a commit.
    void hear(std::span<hotline::Notice const>);
    /// Tells the core who is still there in the line. Once a minute.
    void beat();
    std::size_t windows() const;

private:
    struct Poll {
        std::uint64_t number;
        std::function<void()> look;
    };
    /// How a window's conversation stands; nothing when its token opens none any more.
    struct Standing {
        std::int64_t signal;
        std::string token;
        std::optional<ChatPage> page;
    };

    void push_words(hotline::Notice const&);
    void look_again(std::set<std::int64_t> const& signals);
    void refresh_line_soon();
    void refresh(std::vector<Standing>);
    static Result<std::vector<Standing>> stand(hotline::World&, std::vector<Standing>);
    void push(std::vector<Standing> const&);
    void wake(std::int64_t signal);

    CorePort& core_;
    net::Loop& loop_;
    mutable std::mutex mutex_;
    std::multimap<std::int64_t, Window> windows_;
    std::multimap<std::int64_t, Poll> polls_;
    std::uint64_t polls_made_ = 0;
    bool line_refresh_due_ = false;
};

// What a window is told: JSON, padded to a multiple of 256 bytes, so that its length tells an
// onlooker of the network little of what was said.
std::string said_frame(Language const&, Bubble const&);
std::string state_frame(std::string_view sentence);
std::string kept_frame(std::string_view key, std::int64_t position);
std::string refused_frame(std::string_view key, std::string_view sentence);
std::string ready_frame();
std::string gone_frame();

} // namespace reachline::edges::site
