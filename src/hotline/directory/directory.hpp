#pragma once

// The referral directory: what advocates and the public are told of places that help.
//
// A false entry hands a person to a trafficker, so nobody makes one alone: an editor adds, a
// verifier, who is another person, makes sure; how one changes is in changes.hpp. Whoever reads it
// goes through the three readers at the end; what they leave out, nobody was told.

#include "base/private.hpp"
#include "hotline/directory/places/places.hpp"
#include "hotline/directory/shown.hpp"
#include "hotline/directory/vocabulary.hpp"
#include "hotline/people/people.hpp"
#include "store/database.hpp"

namespace reachline::hotline {

struct World;
struct ListingChange;

namespace directory {

/// What records are checked against.
struct Reference {
    Vocabulary const& vocabulary;
    Places const& places;
};

Result<Id<Organization>> add(World&, Actor const&, Organization);
/// Adds a service, which stands as inactive until somebody made sure of it. Areas are given by
/// extent, county and state; their centres come from the places. `hidden` is the exact place of a
/// confidential one and goes into the vault.
Result<Id<Listing>> add(
    World&, Actor const&, Reference const&, Listing, std::optional<Site> hidden = {});
/// A verifier asked the provider: the service is active and its date of assurance is today.
Done make_sure(World&, Actor const&, Id<Listing>);

/// How much room there is: by staff who may answer signals, or the provider's own users.
Done report_room(World&, Actor const&, Id<Listing>, std::int64_t available,
    std::optional<std::int64_t> maximum, std::string unit);

/// The exact place of a confidential service, as JSON of a Site; see it under a reading of
/// ("service", id). NotAllowed while the vault is locked.
Result<PrivateText> hidden_site(World&, Id<Listing>);
/// Seals the place of a confidential service into the vault; used by add() and made-up fillings.
Done hide_site(World&, Id<Location>, Id<Organization>, Site const&);

// Readers, for any connection. What the audience may not know of is NotFound, like what is not
// there.

Result<Service> public_service(store::Database&, Id<Listing>);
Result<Service> service_for_partners(store::Database&, Id<Listing>);
Result<ServiceForAdvocates> service_for_advocates(store::Database&, Id<Listing>);

/// Invalid, with the reason, for a record that breaks a rule of the directory.
Done check(Listing const&, Reference const&);

} // namespace directory
} // namespace reachline::hotline
