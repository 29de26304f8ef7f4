#pragma once

// Whether calls go through each trunk, found out before a caller does.
//
// A trunk may answer and yet carry nothing, so there are three witnesses: it answers OPTIONS; it
// keeps our registration, where there is one; and a call of our own through it is answered and
// heard, where it has a number for that. One that says no is believed. A change is told once; a
// call that goes out takes first what is not known to be down.
//
// It is pure: facts and beats in, orders out.

#include "voice/control/messages.hpp"
#include "voice/room/room.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace reachline::voice {

class Trunks {
public:
    using Moment = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::seconds asked_every { 10 };
    static constexpr std::chrono::seconds answers_within { 5 };
    /// Lost datagrams are no news: so many in a row are.
    static constexpr int misses_that_tell = 2;
    /// With the time that it takes, what fails is told within 30 seconds.
    static constexpr std::chrono::seconds called_every { 20 };
    static constexpr std::chrono::seconds heard_within { 8 };

    struct Known {
        std::string name;
        bool is_asked = true; ///< by OPTIONS
        bool registers = false;
        std::string synthetic_number = {}; ///< empty: no call of our own
    };
    struct Actions {
        std::function<void(std::string const& trunk)> ask;
        std::function<std::optional<room::Leg>(std::string const& trunk, std::string const& number)>
            call;
        std::function<void(room::Leg)> hang_up;
        std::function<void(control::Trunk const&)> tell;
    };

    Trunks(std::vector<Known>, Actions);

    std::vector<control::Trunk> all() const;
    bool knows(std::string_view trunk) const;
    /// Those that are not known to be down first; else in the order given.
    std::vector<std::string> in_order(std::vector<std::string> trunks) const;

    /// The status of its answer to OPTIONS; 0 when it could not be sent.
    void answered(std::string const& trunk, int status);
    void registered(std::string const& trunk, bool);
    /// Of a call of our own: it was answered, sound came back, it ended by itself.
    void call_answered(room::Leg);
    void call_heard(room::Leg);
    void call_ended(room::Leg);
    bool is_own_call(room::Leg) const;
    /// True if a call to this number, coming in now, is our own that a trunk brings back.
    bool comes_back(std::string_view called) const;
    void beat(Moment);

private:
    using State = control::TrunkState;
    using Why = control::TrunkWhy;
    struct Witness {
        State state = State::Unknown;
        Why why = Why::NotTried;
    };
    struct Watched {
        Known known;
        Witness options, registration, call;
        std::optional<Moment> asked, asks_next, calls_next, call_until;
        std::optional<room::Leg> leg;
        bool is_answered = false;
        int misses = 0;
        control::Trunk told;
    };
    Watched* named(std::string_view);
    Watched* with_call(room::Leg);
    void missed(Watched&, Why);
    void call_is_over(Watched&, State, Why);
    void tell_change(Watched&);
    void beat(Watched&, Moment);

    std::vector<Watched> trunks_;
    Actions do_;
};

} // namespace reachline::voice
