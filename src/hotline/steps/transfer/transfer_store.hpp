#pragma once

// The rows of transfers; only transfer.cpp knows them.

#include "hotline/steps/transfer/transfer.hpp"

namespace reachline::hotline::steps::transfer::rows {

Done insert(World&, TransferRow const&, Id<Account> asked_by, std::string_view idempotency_key);
Done update(World&, TransferRow const&);
Result<TransferRow> transfer(World&, Id<Transfer>);
Result<std::optional<TransferRow>> by_key(World&, Id<Signal>, std::string_view idempotency_key);
Result<std::optional<TransferRow>> by_reference(World&, Id<Organization>, std::string_view reference);
Result<std::vector<TransferRow>> of_signal(World&, Id<Signal>);
Result<std::vector<TransferRow>> of_organization(World&, Id<Organization>);
/// Of conversations in writing; those of calls are followed by their parties.
Result<std::vector<TransferRow>> running(World&);
Result<std::optional<TransferRow>> of_party(World&, Id<CallParty>);

} // namespace reachline::hotline::steps::transfer::rows
