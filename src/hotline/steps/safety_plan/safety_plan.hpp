#pragma once

// The safety plan: what the person would do, in their own order. Every save is a version of its
// own, sealed; nothing of it ever leaves the hotline, and there is no verb that could send it.

#include "hotline/steps/steps.hpp"

namespace reachline::hotline::steps::safety_plan {

struct Plan {
    std::vector<std::string> warning_signs;
    std::vector<std::string> steps;
    std::vector<std::string> safe_places;
    std::vector<std::string> contacts;
    std::vector<std::string> to_take; ///< papers, medicine, money, keys
};

inline constexpr std::size_t lines_limit = 50; ///< of each list
inline constexpr std::size_t line_limit = 500; ///< bytes of each line

struct PlanSeen {
    Plan plan;
    std::int64_t version = 0; ///< 0: nothing is saved yet
    std::optional<Time> saved_at;
    std::optional<Id<Account>> saved_by;
};

/// The newest version; one reading when there is one.
Result<PlanSeen> read(World&, Actor const&, Id<Person>);
/// `version` is the one that was seen; Conflict when somebody saved in between.
Result<PlanSeen> save(World&, Actor const&, Id<Person>, std::int64_t version, Plan const&);

} // namespace reachline::hotline::steps::safety_plan
