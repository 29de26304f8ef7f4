#pragma once

// The rows by which a partner finds what was disclosed to it.

#include "hotline/steps/steps.hpp"

namespace reachline::hotline::steps {

struct ShareRow {
    std::string reference;
    Id<Organization> organization;
    Id<Step> step;
    Id<Disclosure> disclosure;
    Time shared_at;
};

/// Puts a step's disclosure into the inbox of its recipient, under a fresh random reference.
Done share(World&, StepRow const&);
Result<std::vector<ShareRow>> shares_of(World&, Id<Organization>);
/// Nothing for a reference that is another's, or nobody's.
Result<std::optional<ShareRow>> share_of(World&, Id<Organization>, std::string_view reference);

} // namespace reachline::hotline::steps
