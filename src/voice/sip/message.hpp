#pragma once

// A message of SIP as it was written: its start line and its headers, before anybody judged it
// (RFC 3261, 7).

#include "voice/sip/check.hpp"
#include "voice/sip/grammar.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::voice::sip {

struct Header {
    std::string name; ///< whole and in lower case: "v" is "via"
    std::string value; ///< unfolded
};

struct Message {
    std::string_view method; ///< empty: a response
    std::string_view uri, version, code;
    std::vector<Header> headers;
    std::size_t body_at = 0;

    bool is_request() const { return !method.empty(); }
    std::size_t count(std::string_view name) const
    {
        return static_cast<std::size_t>(std::count_if(headers.begin(), headers.end(),
            [&](Header const& header) { return header.name == name; }));
    }
    std::string const* value(std::string_view name) const
    {
        for (auto const& header : headers)
            if (header.name == name)
                return &header.value;
        return nullptr;
    }
};

Checked refused(int status, Literal reason);
Checked dropped(Literal reason);

/// Whole and in lower case: "v" is "via".
std::string whole_name(std::string_view name);
/// The lines of the head with folded ones joined (RFC 3261, 7.3.1); nothing where a line break is
/// half a one.
std::optional<std::vector<std::string>> lines_of(std::string_view head);
/// Start line and headers. What the message says of itself is checked by check().
tl::expected<Message, Checked> read_message(std::string_view text);

} // namespace reachline::voice::sip
