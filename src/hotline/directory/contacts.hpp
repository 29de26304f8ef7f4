#pragma once

// Ways to reach somebody that are said inside a text: "call 713-555-0142", "help@example.org".
// A number in a description is rung like one in its field, so it is held like one.

#include <string>
#include <string_view>
#include <vector>

namespace reachline::hotline::directory {

/// Numbers as their digits, addresses in small letters. Dates, times and amounts are none. It finds
/// what somebody writes plainly; a number in words is for the eye of whoever decides.
std::vector<std::string> contacts_in(std::string_view text);

} // namespace reachline::hotline::directory
