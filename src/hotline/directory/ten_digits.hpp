#pragma once

// A number that a line of the hotline can dial, whoever's it is: ten digits of the North American
// numbering plan, written as E.164.

#include <optional>
#include <string>
#include <string_view>

namespace reachline::hotline::directory {

/// "713-555-0142", "(713) 555 0142" and "+1 713..." become "+17135550142". Nothing for what is no
/// ten-digit number: 911 itself would ring in the hotline's own city.
std::optional<std::string> ten_digits(std::string_view);

} // namespace reachline::hotline::directory
