#pragma once

// Words as people write them: always valid UTF-8 once they are inside.

#include "base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace reachline {

bool is_utf8(std::string_view);

/// Valid UTF-8, at most `limit` bytes, no control characters but line breaks and tabs
/// (CR LF becomes LF), without white space at both ends. Invalid otherwise.
Result<std::string> clean_text(std::string_view, std::size_t limit);

std::string_view trimmed(std::string_view);
std::string lower_ascii(std::string_view);
std::vector<std::string_view> split(std::string_view, char separator);

/// Only the digits of a text: what a person typed as a phone number or a receipt.
std::string digits_of(std::string_view);

/// Equal in a time that does not tell where they differ.
bool equal_in_constant_time(std::string_view, std::string_view);

} // namespace reachline
