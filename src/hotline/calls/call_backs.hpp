#pragma once

// Somebody hung up and keeps the place in line, or left a message: we owe them a call.
//
// Who answers their phone may not be them. So nobody is dialled before the advocate's voice is there,
// nothing is said to who picks up but a neutral word, and nothing is left on a machine. A kept place
// is called as soon as an advocate takes it up; a message is heard first, since it says whether and
// when it is safe to call.

#include "hotline/calls/calls.hpp"

namespace reachline::hotline {

struct CallBack;

namespace calls {

enum class CallBackKind { PlaceKept, Voicemail };
BOOST_DESCRIBE_ENUM(CallBackKind, PlaceKept, Voicemail)

enum class CallBackState { Waiting, Calling, Done };
BOOST_DESCRIBE_ENUM(CallBackState, Waiting, Calling, Done)

enum class CallBackOutcome { Reached, NotReachedTryAgain, NotSafe, GivenUp };
BOOST_DESCRIBE_ENUM(CallBackOutcome, Reached, NotReachedTryAgain, NotSafe, GivenUp)

/// Who was not reached is called again after this.
inline constexpr minutes next_try { 30 };
/// Due so long and nobody called: an alarm.
inline constexpr minutes forgotten_after { 15 };

struct CallBackRow {
    Id<CallBack> id;
    Id<Signal> signal;
    CallBackKind kind {};
    Time asked_at;
    Time due_at;
    CallBackState state {};
    std::int64_t tries = 0;
    std::optional<CallBackOutcome> outcome {};
    bool has_sound = false;
};

/// Those that are not done, the one that is due first first.
Result<std::vector<CallBackRow>> call_backs(World&);
Result<CallBackRow> call_back(World&, Id<CallBack>);
Result<std::optional<CallBackRow>> call_back_of(World&, Id<Signal>);

/// Written by the line when the caller agreed.
Done keep_place(World&, Id<Signal>, CallBackKind);

/// The signal comes into the actor's hands, and the person is dialled as soon as the actor's voice is
/// there. Conflict when somebody else is at it.
Done call(World&, Actor const&, Id<CallBack>);
/// What became of it. `NotReachedTryAgain` brings it up again later. Before anybody called it can end
/// as `NotSafe` or `GivenUp` alone, by whoever answers signals and heard what was left.
Done call_back_ended(World&, Actor const&, Id<CallBack>, CallBackOutcome);

struct Message {
    PrivateText sound; ///< G.711 mu-law, 8000 a second
    Reading reading;
};
/// For advocates on duty and supervisors; one reading. NotFound once it was destroyed.
Result<Message> message(World&, Actor const&, Id<CallBack>);

/// For the beat: alarms for those that are overdue.
Done watch_call_backs(World&);

} // namespace calls
} // namespace reachline::hotline
