#pragma once

#include "base/result.hpp"

#include <string>

namespace reachline {

/// The whole content of a file that we ship. Broken when it cannot be read.
Result<std::string> file_text(std::string const& path);

} // namespace reachline
