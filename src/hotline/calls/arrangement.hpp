#pragma once

// Who hears whom in a call: a pure function of who is in it and what was wished. All of a call meet
// in one room; the rest is each one's posture, and the hold sound for who waits.

#include "hotline/calls/orders.hpp"

#include <boost/describe/enum.hpp>

namespace reachline::hotline::calls {

enum class PartyKind { Caller, Advocate, Supervisor, Interpreter, Provider, Dispatcher };
BOOST_DESCRIBE_ENUM(PartyKind, Caller, Advocate, Supervisor, Interpreter, Provider, Dispatcher)

enum class Watching { Listen, Whisper, Join };
BOOST_DESCRIBE_ENUM(Watching, Listen, Whisper, Join)

/// One who is connected.
struct Present {
    Id<Leg> leg;
    PartyKind kind {};
    bool muted = false, held = false, apart = false;
    std::optional<Watching> watching {};
};

struct Placed {
    Id<Leg> leg;
    bool muted = false, held = false, listening = false;
    std::optional<Id<Leg>> whispers_to {};
    enum class Sound {
        None,
        Hold,
        OfLine, ///< the line says what the caller hears
    } sound = Sound::None;
    bool operator==(Placed const&) const = default;
};

/// In the order of `present`. `in_line`: the line speaks to the caller.
std::vector<Placed> arrange(std::vector<Present> const& present, bool in_line);

} // namespace reachline::hotline::calls
