#pragma once

// The safety plan: what the person would do, in their own order. It stays with the hotline.

#include "edges/console/contract/case_.hpp"

namespace reachline::edges::console::contract {

struct SafetyPlan {
    std::vector<std::string> warning_signs;
    std::vector<std::string> steps;
    std::vector<std::string> safe_places;
    std::vector<std::string> contacts;
    std::vector<std::string> to_take; ///< papers, medicine, money, keys
    int version; ///< 0: nothing is saved yet
    std::optional<Time> saved_at {};
    std::optional<Colleague> saved_by {};
};
BOOST_DESCRIBE_STRUCT(SafetyPlan, (),
    (warning_signs, steps, safe_places, contacts, to_take, version, saved_at, saved_by))

struct SafetyPlanChange {
    int version; ///< as last seen
    std::vector<std::string> warning_signs;
    std::vector<std::string> steps;
    std::vector<std::string> safe_places;
    std::vector<std::string> contacts;
    std::vector<std::string> to_take;
};
BOOST_DESCRIBE_STRUCT(
    SafetyPlanChange, (), (version, warning_signs, steps, safe_places, contacts, to_take))

} // namespace reachline::edges::console::contract
