#pragma once

// The transfer of a conversation: ask the provider for room and fit, bring them in, then leave.
//
// The question carries coded needs only, nothing that tells who asks. In the conversation the
// person speaks for themselves, so nothing about them is disclosed by us.

#include "edges/console/contract/common.hpp"

namespace reachline::edges::console::contract {

enum class TransferState {
    Asked,
    HasRoom,
    NoRoom,
    BroughtIn,
    Left, ///< the advocate left; the two go on
    Ended,
};
BOOST_DESCRIBE_ENUM(TransferState, Asked, HasRoom, NoRoom, BroughtIn, Left, Ended)

struct TransferRow {
    Id<hotline::Transfer> id;
    Recipient recipient;
    TransferState state;
    std::vector<std::string> needs;
    Time asked_at;
    std::optional<Time> answered_at {};
    std::optional<Id<hotline::Step>> step_id {};
    Need need; ///< Consent: the person has not agreed yet that this provider joins
};
BOOST_DESCRIBE_STRUCT(
    TransferRow, (), (id, recipient, state, needs, asked_at, answered_at, step_id, need))

struct NewTransfer {
    Id<Organization> organization_id;
    std::vector<std::string> needs; ///< codes of StepForms::needs
    std::string language;
    std::string idempotency_key;
};
BOOST_DESCRIBE_STRUCT(NewTransfer, (), (organization_id, needs, language, idempotency_key))

} // namespace reachline::edges::console::contract
