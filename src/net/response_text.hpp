#pragma once

// A response as it goes over the wire (RFC 9112).

#include "net/http.hpp"

namespace reachline::net {

enum class After { KeepOpen, Close };

struct WireResponse {
    std::string head;
    std::string body; ///< empty for HEAD, 204 and 304
};

WireResponse wire_response(Response, Request const&, After);

} // namespace reachline::net
