#pragma once

// How proposed changes are kept, and what an amendment is beside its listing. Only amendment.cpp
// and changes*.cpp include this.

#include "hotline/directory/changes.hpp"

namespace reachline::hotline::directory {

enum class Decision { Applied, Refused, Withdrawn };
BOOST_DESCRIBE_ENUM(Decision, Applied, Refused, Withdrawn)

Done keep_change(store::Database&, WaitingChange const&);
/// NotFound once it was decided.
Result<WaitingChange> waiting_change(store::Database&, Id<ListingChange>);
Done decide_change(store::Database&, Id<ListingChange>, Decision, Id<Account> by, Time);
/// A call on an old number; Denied refuses the change in the same row.
Done keep_call_back(store::Database&, Id<ListingChange>, CalledBack, Id<Account> by, Time);

/// The same fields as the listing has them.
Amendment as_it_stands(Listing const&, Amendment const&);
/// Names of the fields that are held.
std::vector<std::string> held_fields(Listing const&, Amendment const&);
Parts parted(Amendment const&, std::vector<std::string> const& held);

} // namespace reachline::hotline::directory
