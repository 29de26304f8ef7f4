#pragma once

// The rows of dispatchers; only this folder knows them.

#include "hotline/directory/dispatchers/dispatchers.hpp"

namespace reachline::hotline::directory::dispatchers::rows {

Result<std::vector<DispatcherRow>> of_county(store::Database&, CountyCode);
Result<std::vector<DispatcherRow>> of_state(store::Database&, std::string_view state);
/// Listed or not.
Result<std::optional<DispatcherRow>> by_psap_id(store::Database&, std::string_view psap_id);
Result<std::vector<DispatcherRow>> all_listed(store::Database&);

Done insert(World&, DispatcherRow const&);
/// All but what was tried, which follows the number.
Done update(World&, DispatcherRow const&);
Done mark_tried(World&, Id<Dispatcher>, bool works);

} // namespace reachline::hotline::directory::dispatchers::rows
