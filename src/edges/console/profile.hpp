#pragma once

// What staff speak and know, as it rests in clear and as the desk matches it: codes only.

#include "edges/console/library.hpp"

namespace reachline::edges::console {

/// "en,es". Invalid for what is no language.
Result<std::string> language_codes(std::vector<std::string> const&);
/// Invalid for what is not on the list of forms/scripts.json.
Result<std::string> skill_codes(Library const&, std::vector<std::string> const&);

} // namespace reachline::edges::console
