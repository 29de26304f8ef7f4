#pragma once

// What stands in front of libre where messages come by TCP or TLS: they are framed and judged here,
// and only what passed reaches libre's parser; and a connection that we begin over TLS is told
// whose name it must find at its end.
//
// libre tells nobody of its connections. So this process has functions of the names by which libre
// takes and begins one (tcp_accept, tcp_connect); the linker lets libre find ours, which call
// libre's own. A connection that came about in another way is not `guarded`, and nothing of it is
// ever taken (docs/decisions/0078).

#include "voice/libre.hpp"
#include "voice/rtp/address.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace reachline::voice::sip {

/// What becomes of one message from outside.
struct Verdict {
    bool passes = false;
    bool ends_stream = false; ///< nobody knows where the next message begins, or who speaks
    std::size_t length = 0; ///< how much of it is the message
    std::string answer = {}; ///< to its sender; empty: silence
};

class StreamGate {
public:
    struct Asks {
        std::function<Verdict(std::string_view message, rtp::Address const& from)> judge;
        /// Before a connection of ours begins: whom it must find there.
        std::function<void(rtp::Address const& to)> expect;
        /// A connection that came: false, and it is closed at once.
        std::function<bool(rtp::Address const& listening, rtp::Address const& from)> may_come;
    };

    /// One a process, as libre's loop; from now on until its end.
    explicit StreamGate(Asks);
    ~StreamGate();
    StreamGate(StreamGate const&) = delete;

    bool guards(tcp_conn const*) const;
    /// Forgets connections that are gone. To be called now and then.
    void sweep();

    /// For the functions that libre finds; errors of errno.
    int came(tcp_conn*, rtp::Address const& listening);
    int begun(tcp_conn*, rtp::Address const& to);
    void begins(rtp::Address const& to) const { asks_.expect(to); }

private:
    struct Guard;
    int guard(tcp_conn*, rtp::Address const& far_end);
    void arrived(Guard&, mbuf&);
    void send(Guard const&, std::string const& answer);

    Asks asks_;
    std::unordered_map<tcp_conn const*, std::unique_ptr<Guard>> guards_;
};

} // namespace reachline::voice::sip
