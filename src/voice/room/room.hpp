#pragma once

// A room is where those who speak with each other are, and nobody else: a caller and an advocate,
// an interpreter, a provider, a supervisor.
//
// It is a matrix of gains, a row for each listener. Hold, mute, listen-in, whisper and the step
// from one to the next in a warm transfer are entries of it, so that who hears whom can be read off
// one table and tested as one. The room keeps each leg's posture and derives the matrix from it:
// who comes in later is neither heard by somebody on hold nor hears somebody who is muted.
//
// It is pure: no socket, no clock, no chance. A beat is 20 ms: every leg says a frame or nothing,
// then every leg hears one.

#include "voice/room/frame.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace reachline::voice::room {

/// A leg is one connection that carries a voice: a line of a trunk, a phone, a browser.
enum class Leg : std::uint32_t {};
constexpr std::uint32_t number_of(Leg leg)
{
    return static_cast<std::uint32_t>(leg);
}

/// In 1/256, so that a sum is the same on every machine and in any order.
enum class Gain : std::int32_t { None = 0, Full = 256 };

/// How a leg takes part. A caller cannot tell a listener from nobody; the page of the advocate can.
struct Posture {
    bool muted = false; ///< hears, is not heard
    bool held = false; ///< neither hears nor is heard, but for its own sound
    bool listening = false; ///< hears everybody, is heard by nobody, or by `whispers_to` alone
    std::optional<Leg> whispers_to = {};

    bool operator==(Posture const&) const = default;
};

class Room {
public:
    /// Whoever is in already stays as they are.
    void enter(Leg, Posture = {});
    void leave(Leg);
    bool has(Leg) const;
    std::size_t size() const { return seats_.size(); }
    std::vector<Leg> legs() const;

    void take(Leg, Posture);
    Posture posture(Leg) const;
    /// How loud `speaker` is to `listener`; None to oneself.
    Gain gain(Leg speaker, Leg listener) const;

    /// What the leg says in this beat. A leg that says nothing changes nothing for anybody.
    void say(Leg, Frame const&);
    /// What is played to this leg alone in this beat: a prompt, a hold sound, a ring.
    void play(Leg, Frame const&);
    Frame heard_by(Leg) const;
    /// Ends the beat: what was said is gone. Nothing of a voice is kept.
    void end_beat();

private:
    struct Seat {
        Leg leg;
        Posture posture;
        std::optional<Frame> said;
        std::optional<Frame> played;
    };

    Seat* seat_of(Leg);
    Seat const* seat_of(Leg) const;
    void derive_gains();

    std::vector<Seat> seats_;
    std::vector<Gain> gains_; ///< listener * size + speaker
};

} // namespace reachline::voice::room
