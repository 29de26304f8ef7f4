#pragma once

// Statistics count facts, not people (decision page 0021).
//
// When a signal or a case is closed, or a step is taken, its coded facts are written down without
// identity: no id of it, no time but the day, an id of its own from dice. The sums that pages read move in the same
// transaction. No event is recorded for it: an event's time would lead back. The caller counts a
// signal or a case once; nothing here can tell that it was counted before.

#include "hotline/statistics/categories.hpp"
#include "hotline/world.hpp"

namespace reachline::hotline::statistics {

/// Each member is a code of the list of the same name; Invalid otherwise.
struct SignalFact {
    std::string channel;
    std::string state = "not_known"; ///< of the signaler
    std::string language = "not_known"; ///< a language that is not on the list counts as other
    std::string reason = "unknown";
    std::string result = "answered"; ///< of the list signal_result
    std::optional<seconds> waited {}; ///< nothing for what is not live
    std::string relation = "not_known";
    std::string how_found = "other";
};

struct PersonFact {
    std::string age_band = "not_known";
    std::string gender = "not_known";
};

struct CaseFact {
    std::string state = "not_known"; ///< of the situation
    std::string trafficking_type = "not_specified";
    std::string venue = "not_known";
    std::string likelihood = "none";
    std::vector<PersonFact> people {}; ///< potential victims
};

struct StepFact {
    std::string kind; ///< of the list step_kind: "emergency_shelter", "referral", ...
    std::string state = "not_known";
    std::string service = "other"; ///< of the list service_type
};

Done count_signal(World&, Categories const&, SignalFact const&);
Done count_case(World&, Categories const&, CaseFact const&);
/// A step that was asked for or given.
Done count_step(World&, Categories const&, StepFact const&);

/// The code of the list `wait` for a wait.
std::string wait_of(std::optional<seconds>);

} // namespace reachline::hotline::statistics
