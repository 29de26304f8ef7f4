#pragma once

// Signing in and out of the console. A passphrase costs a worker a tenth of a second, so this is
// not a row of the route table: it goes to the core, to a worker, and to the core again.

#include "edges/core_port.hpp"
#include "net/http.hpp"

namespace reachline::edges::console {

inline constexpr std::string_view session_cookie = "session";

/// A request that changes something comes from our own page: it carries our header, which a
/// foreign page cannot send without a preflight that we never answer, and our origin.
bool is_from_our_page(net::Request const&, std::string const& allowed_origin);
bool is_our_origin(net::Request const&, std::string const& allowed_origin);

class SessionEdge {
public:
    SessionEdge(CorePort& core, bool secure_cookies)
        : core_(core)
        , secure_cookies_(secure_cookies)
    {
    }
    bool answers(net::Request const&) const;
    void answer(net::Request const&, net::Reply) const;

private:
    CorePort& core_;
    bool secure_cookies_;
};

} // namespace reachline::edges::console
