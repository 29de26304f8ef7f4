#pragma once

// The versions of safety plans; only safety_plan.cpp knows them.

#include "hotline/steps/steps.hpp"

namespace reachline::hotline::steps::safety_plan::versions {

struct VersionRow {
    Id<Person> person;
    std::int64_t version = 0;
    Id<Step> step;
    Id<Account> saved_by;
    Time saved_at;
    Bytes sealed;
};

inline keys::Place place(Id<Step> step) { return { "safety_plan", "plan_sealed", step.value }; }

Done insert(World&, VersionRow const&);
Result<std::optional<VersionRow>> newest(World&, Id<Person>);

} // namespace reachline::hotline::steps::safety_plan::versions
