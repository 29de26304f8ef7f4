#pragma once

// One spelling for one telephone number, however somebody wrote it.

#include <optional>
#include <string>
#include <string_view>

namespace reachline {

/// "+15555550123" for "(555) 555-0123" and "011 1 555 555 0123"; nothing for what is no number of
/// E.164. Ten digits alone are of the North American plan.
std::optional<std::string> one_spelling_of_phone(std::string_view);

} // namespace reachline
