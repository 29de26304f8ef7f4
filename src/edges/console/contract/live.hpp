#pragma once

// What the server pushes over /api/live: that something changed, by id. The console looks again.

#include "edges/console/contract/common.hpp"

namespace reachline::edges::console::contract {

/// hotline::Notice::Kind, as far as staff hear of it.
enum class LiveKind {
    LineChanged,
    SignalChanged, ///< subject: signal
    MessageWritten, ///< subject: signal
    OfferMade, ///< subject: signal
    OfferWithdrawn, ///< subject: signal
    PresenceChanged,
    CaseChanged, ///< subject: case
    DecisionWaiting, ///< subject: step or exception
    AlarmRaised, ///< subject: alarm
    AlarmEnded, ///< subject: alarm
    SessionsEnded, ///< mine ended: sign in again
};
BOOST_DESCRIBE_ENUM(LiveKind, LineChanged, SignalChanged, MessageWritten, OfferMade, OfferWithdrawn,
    PresenceChanged, CaseChanged, DecisionWaiting, AlarmRaised, AlarmEnded, SessionsEnded)

struct LiveEvent {
    LiveKind kind;
    std::int64_t subject;
};
BOOST_DESCRIBE_STRUCT(LiveEvent, (), (kind, subject))

} // namespace reachline::edges::console::contract
