#pragma once

// Where one message ends and the next begins, in a stream (RFC 3261, 18.3): by its Content-Length
// alone, so a message that says none, or two, cannot be framed. Pure.

#include <cstddef>
#include <string_view>

namespace reachline::voice::sip {

struct Framed {
    bool is_unfinished = false; ///< more must come
    bool is_between_messages = false; ///< a line break, which keeps a connection open (RFC 5626)
    /// Of the first of them. What cannot be framed is all that there is, for check() to refuse.
    std::size_t length = 0;
};

/// `stream` is not empty.
Framed frame(std::string_view stream);

} // namespace reachline::voice::sip
