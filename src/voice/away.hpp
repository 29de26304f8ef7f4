#pragma once

// What becomes of callers while the hotline's server is not there.
//
// They are told the truth, and then the people of the ring list are called, one after the other,
// each for a while. Who answers talks with the caller. If nobody does, the caller is told so and
// what to do, and the call ends; it never ends in silence. When the server is back, it finds these
// calls listed and takes what it wants: a command about a caller ends the plan for them.

#include "voice/room/room.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace reachline::voice {

using room::Leg;

struct RingTarget {
    std::string trunk;
    std::string number;
};

class Away {
public:
    using Moment = std::chrono::steady_clock::time_point;

    struct Actions {
        std::function<void(Leg)> answer;
        std::function<void(Leg, std::vector<std::string> prompts, bool again)> play;
        std::function<void(Leg)> quiet;
        std::function<std::optional<Leg>(RingTarget const&)> dial;
        std::function<void(Leg, Leg caller)> bring_to;
        std::function<void(Leg)> hang_up;
    };

    Away(std::vector<RingTarget> ring_list, std::chrono::seconds each, Actions actions)
        : ring_list_(std::move(ring_list))
        , each_(each)
        , do_(std::move(actions))
    {
    }

    void look_after(Leg caller);
    /// The server takes this leg over, or one that was rung for it.
    void let_go(Leg);
    bool looks_after(Leg) const;

    void played(Leg);
    void answered(Leg);
    void ended(Leg);
    void beat(Moment);

private:
    enum class State { Announced, Ringing, Together, Goodbye };
    struct Plan {
        State state = State::Announced;
        std::size_t next = 0;
        std::optional<Leg> rung = {};
        std::optional<Moment> until = {};
    };
    void ring_next(Leg caller, Plan&);
    std::map<Leg, Plan>::iterator plan_that_rings(Leg);

    std::vector<RingTarget> ring_list_;
    std::chrono::seconds each_;
    Actions do_;
    std::map<Leg, Plan> plans_;
};

} // namespace reachline::voice
