#pragma once

// The live transfer of a call. The same as in writing, but the provider is asked by telephone: it is
// called apart, on a consent that is there already, and answers in its own words. When the advocate
// brings the three together, what was agreed to be said leaves through the gate as read out; then
// the advocate leaves, and the two go on.

#include "hotline/steps/outside_call.hpp"
#include "hotline/steps/transfer/transfer.hpp"

namespace reachline::hotline {

struct Listing;

namespace steps::transfer {

struct ProviderCall {
    Id<Signal> call;
    Id<Listing> service;
    std::optional<std::string> number {}; ///< one of those listed; nothing: the first
};
/// NotAllowed without a live consent of the person to this transfer.
Result<Id<CallParty>> call_provider(World&, Actor const&, ProviderCall const&);

// What outside_call does with a provider; by itself none of these asks who may.

/// Before the three are brought together. Nothing for one who has joined already.
Done join_by_phone(World&, Actor const&, calls::PartyRow const&);
Done advocate_left_call(World&, Actor const&, Id<Signal>);
/// It hung up, was let go, or never answered.
Done provider_left_call(World&, Id<CallParty>);

} // namespace steps::transfer
} // namespace reachline::hotline
