#pragma once

// What the forms say about consent, brought into the database so that its own constraints can lean
// on it: field codes, the most that each kind of exception may cover, scripts with their longest
// life, approved languages and methods.
//
// Loaded at every start. Rows are added, never taken away: an old consent keeps its script.

#include "base/json.hpp"
#include "hotline/world.hpp"

#include <optional>
#include <string>
#include <vector>

namespace reachline::hotline::consent {

/// The texts of forms/fields.json and forms/consent_scripts.json.
struct PolicyTexts {
    std::string_view fields;
    std::string_view scripts;
};

/// Invalid for a file that is not what forms/README.md says.
Done load_policy(World&, PolicyTexts const&);

/// The weakest method that may carry a consent here, by what the funder or the law demands
/// (rule C3); without one every method of the forms will do.
Done set_release_standard(World&, std::string const& method);

struct Script {
    std::int64_t version = 0;
    hours default_life {};
    hours longest_life {};
};
/// The newest script of a purpose.
Result<Script> script(World&, std::string const& purpose);

} // namespace reachline::hotline::consent
