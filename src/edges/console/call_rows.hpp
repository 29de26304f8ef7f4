#pragma once

// How a call of the hotline becomes what the console shows.

#include "edges/console/contract/calls.hpp"
#include "edges/console/route.hpp"
#include "hotline/calls/call_backs.hpp"

namespace reachline::edges::console {

/// For who handles it and who supervises; NotFound for everybody else.
Result<contract::CallDetail> call_detail(Call const&, Id<hotline::Signal>);
/// What the caller's number may tell of earlier contacts; for who handles the call.
Result<contract::CalledBefore> called_before(Call const&, Id<hotline::Signal>);
Result<contract::CallBackRow> call_back_row(Call const&, hotline::calls::CallBackRow const&);

/// One party as a row, with how well it is heard.
contract::CallParty party_row(World&, hotline::calls::PartyRow const&);

} // namespace reachline::edges::console
