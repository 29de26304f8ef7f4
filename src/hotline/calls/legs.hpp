#pragma once

// What the voice process tells of its legs, as verbs: each finds whose leg it is, writes what became
// of it and settles the call. A leg that belongs to nobody is hung up.

#include "hotline/calls/calls.hpp"

namespace reachline::hotline::calls {

struct Rang {
    Id<Leg> leg;
    std::string trunk {};
    PrivateText caller {}; ///< empty: withheld
    Attestation attestation = Attestation::None;
};
/// Somebody calls: a signal, a call, a place in line, and our answer.
Result<Id<Signal>> rang(World&, Rang const&, Rules const& = {});

/// The browser that asked may be given this answer.
Done browser_answered(World&, std::string const& ask, Id<Leg>, std::string const& answer);
Done dialling(World&, std::string const& ask, Id<Leg>);
Done progressing(World&, Id<Leg>);
Done answered(World&, Id<Leg>);

enum class Why {
    PeerLeft,
    WeLeft,
    NoAnswer,
    Busy,
    Declined,
    Unreachable,
    Silent,
    NoVoiceInCommon,
    Unproven,
};
BOOST_DESCRIBE_ENUM(Why, PeerLeft, WeLeft, NoAnswer, Busy, Declined, Unreachable, Silent, NoVoiceInCommon, Unproven)

Done ended(World&, Id<Leg>, Why, Rules const& = {});
/// What was asked with it never became a leg: the voice process refused it. A browser's offer that
/// it cannot read, a telephone of the house that is not there, a number that cannot be dialled.
Done not_begun(World&, std::string const& ask);
Done key(World&, Id<Leg>, char);
Done played(World&, Id<Leg>);
Done quality(World&, Id<Leg>, Quality const&);

/// One second of a message, or less.
Done message_part(World&, Id<Leg>, std::string const& sound);
Done message_over(World&, Id<Leg>, seconds length);

/// Everything that the voice process has, as it tells when we connect.
struct FoundLeg {
    Id<Leg> leg;
    std::int64_t room = 0;
    bool came_in = false; ///< somebody called
    bool is_talking = false;
    std::string trunk {};
    PrivateText caller {};
    Attestation attestation = Attestation::None;
    seconds age {};
};
/// Rows and legs agree again: legs that are gone are ended, legs of nobody hung up, callers that came
/// while we were away are taken in, and all that is left is placed anew.
Done found(World&, std::vector<FoundLeg> const&, Rules const& = {});

} // namespace reachline::hotline::calls
