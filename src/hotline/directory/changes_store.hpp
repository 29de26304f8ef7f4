#pragma once

#include "hotline/directory/directory.hpp"

namespace reachline::hotline::directory {

enum class Decision { Applied, Refused };
BOOST_DESCRIBE_ENUM(Decision, Applied, Refused)

Done keep_change(store::Database&, WaitingChange const&);
/// NotFound once it was decided.
Result<WaitingChange> waiting_change(store::Database&, Id<ListingChange>);
Done decide_change(store::Database&, Id<ListingChange>, Decision, Id<Account> by, Time);

} // namespace reachline::hotline::directory
