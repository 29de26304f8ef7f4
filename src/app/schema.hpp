#pragma once

// The sum of the migrations: every table with its indexes and triggers, as a fresh hotline has them.
// docs/schema.sql is this text, for whoever wants to read the shape in one go.

#include "base/result.hpp"

#include <string>

namespace reachline::app {

Result<std::string> schema_text();

} // namespace reachline::app
