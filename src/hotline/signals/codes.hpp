#pragma once

// Codes that rest in clear. What counts or sorts must be readable while the vault is locked, so a
// field for a code takes nothing in which a name could hide.

#include "base/result.hpp"

#include <optional>
#include <string>

namespace reachline::hotline::signals {

/// Language, script and region of BCP 47 ("es", "zh-Hans", "es-419"); Invalid otherwise.
Done check_language(std::string const&);

/// "interpreter 7", "intérprete 7" or "7": the name stands in the agency's own list.
Done check_interpreter(std::optional<std::string> const&);

} // namespace reachline::hotline::signals
