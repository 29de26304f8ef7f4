#pragma once

// The rows of partners; only partners.cpp knows them.

#include "hotline/partners/partners.hpp"

namespace reachline::hotline::partners {

Done insert(World&, Id<Partner>, NewPartner const&, State, std::optional<Id<Account>> proposed_by);
Result<PartnerRow> find(World&, Id<Partner>);
Done mark_designated(World&, Id<Partner>, Id<Account> by);
Done mark_ended(World&, Id<Partner>);

} // namespace reachline::hotline::partners
