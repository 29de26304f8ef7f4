#pragma once

// The formats that the standard's schemas demand of some texts. What an editor wrote otherwise is
// left out of a public answer, which would be refused whole for it.

#include <string>
#include <string_view>

namespace reachline::hotline::directory::hsds {

/// One '@', a domain with a dot, printable ASCII without spaces and brackets.
bool is_email(std::string_view);
/// http or https, then a host, in the characters of RFC 3986.
bool is_uri(std::string_view);

inline void keep_if_valid(std::string& text, bool (*is_valid)(std::string_view))
{
    if (!is_valid(text))
        text.clear();
}

} // namespace reachline::hotline::directory::hsds
