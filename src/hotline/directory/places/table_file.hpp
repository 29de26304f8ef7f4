#pragma once

// The compressed tables of data/places and data/map, read whole.

#include "base/result.hpp"

#include <string>

namespace reachline::hotline::directory {

/// The text of a .gz file of at most 16 MB. Broken if it is not there or damaged.
Result<std::string> unzipped(std::string const& path);

} // namespace reachline::hotline::directory
