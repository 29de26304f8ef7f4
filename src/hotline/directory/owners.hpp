#pragma once

// What a provider does with its own listings at its portal: sees them as each audience does, says
// that all of it is still true, says how much room there is (report_room), proposes a change
// (changes.hpp). A listing of another organization is not there.

#include "hotline/directory/changes.hpp"
#include "hotline/directory/standing.hpp"

namespace reachline::hotline::directory {

struct OurListing {
    Listing listing {};
    Organization organization {};
    Standing standing {};
    std::vector<WaitingChange> waiting {}; ///< whoever proposed them
};

/// All of the actor's organization, by name.
Result<std::vector<OurListing>> our_listings(World&, Actor const&);
Result<OurListing> our_listing(World&, Actor const&, Id<Listing>);

/// "All of this is still true": the provider's word with its date. Conflict for what is not listed,
/// and while a change of their own waits, since then not all of it is true.
Done confirm(World&, Actor const&, Id<Listing>);

struct OrganizationName {
    Id<Organization> id {};
    std::string name {};
};
/// Organizations whose name begins so, ten at most, to invite an owner; Invalid below three letters.
Result<std::vector<OrganizationName>> organizations_named(
    store::Database&, std::string const& beginning);

} // namespace reachline::hotline::directory
