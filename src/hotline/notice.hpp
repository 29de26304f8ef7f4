#pragma once

// What edges hear after a commit: that something changed, by id, so that they can look again or
// push it to an open window. Words travel only with MessageWritten, in memory, to the two sides of
// a conversation.

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/private.hpp"

#include <memory>

namespace reachline::hotline {

struct Account;
struct Signal;
struct Case;
struct Message;
namespace calls {
struct Order;
}

struct Notice {
    enum class Kind {
        LineChanged, ///< somebody arrived, left, was offered or answered
        SignalChanged, ///< subject: signal
        MessageWritten, ///< subject: signal; what is said below of a message is set
        OfferMade, ///< subject: signal; `to` set
        OfferWithdrawn, ///< subject: signal; `to` set
        PresenceChanged,
        CaseChanged, ///< subject: case
        DecisionWaiting, ///< subject: step or exception, for supervisors
        PartnerChanged, ///< subject: organisation; its portal should look again
        WishMade, ///< subject: wish; an edge should look at the outbox
        AlarmRaised, ///< subject: alarm
        AlarmEnded, ///< subject: alarm
        DirectoryChanged, ///< subject: listing, or 0 for many; the indexes should catch up
        SessionsEnded, ///< `to`: every session of this account ended
        VoiceOrder, ///< `order` is for the voice process alone
    };
    Kind kind;
    std::int64_t subject = 0;
    Id<Account> to {};
    Id<Message> message {};
    std::int64_t position = 0; ///< of the message in its conversation
    Time at {};
    enum class From { Person, Staff, Partner, Hotline } from = From::Person; ///< who wrote it
    std::shared_ptr<PrivateText const> words {};
    std::shared_ptr<calls::Order const> order {};
};

} // namespace reachline::hotline
