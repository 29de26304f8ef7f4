#pragma once

// The referral directory: what advocates and the public are told of places that help.
//
// A false entry hands a person to a trafficker, so nobody changes it alone: an editor adds or
// proposes, a verifier, who is another person, makes sure and lets it stand. Whoever reads it goes
// through the three readers at the end; what they leave out, nobody was told.

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

/// What changes of a listing; what is not set stays.
struct Amendment {
    std::optional<std::string> name {};
    std::optional<std::string> alternate_name {};
    std::optional<std::string> description {};
    std::optional<std::string> alert {};
    std::optional<std::string> email {};
    std::optional<std::string> website {};
    std::optional<Status> status {};
    std::optional<Visibility> visibility {};
    std::optional<std::vector<std::string>> categories {};
    std::optional<std::vector<std::string>> populations {};
    std::optional<std::vector<std::string>> languages {};
    std::optional<std::vector<Phone>> phones {};
    std::optional<std::vector<Schedule>> schedules {};
    std::optional<Site> site {};
    std::optional<bool> remote {};
    std::optional<std::string> eligibility {};
    std::optional<std::int64_t> minimum_age {}; ///< below 0: none
    std::optional<std::int64_t> maximum_age {}; ///< below 0: none
    std::optional<Answer> pets {};
    std::optional<Answer> children {};
    std::optional<std::string> application_process {};
    std::optional<std::string> required_documents {};
    std::optional<std::string> interpretation {};
    std::optional<std::string> fees {};
    std::optional<bool> accepts_live_transfer {};
    std::optional<std::string> partner_note {};
    std::optional<std::string> advocate_note {};
};
BOOST_DESCRIBE_STRUCT(Amendment, (),
    (name, alternate_name, description, alert, email, website, status, visibility, categories,
        populations, languages, phones, schedules, site, remote, eligibility, minimum_age,
        maximum_age, pets, children, application_process, required_documents, interpretation, fees,
        accepts_live_transfer, partner_note, advocate_note))

struct WaitingChange {
    Id<ListingChange> id {};
    Id<Listing> listing {};
    Id<Account> proposed_by {};
    Time proposed_at {};
    Amendment amendment {};
};

Result<Id<Organization>> add(World&, Actor const&, Organization);
/// Adds a service, which stands as inactive until somebody made sure of it. Areas are given by
/// extent, county and state; their centres come from the places. `hidden` is the exact place of a
/// confidential one and goes into the vault.
Result<Id<Listing>> add(
    World&, Actor const&, Reference const&, Listing, std::optional<Site> hidden = {});
/// A verifier asked the provider: the service is active and its date of assurance is today.
Done make_sure(World&, Actor const&, Id<Listing>);

Result<Id<ListingChange>> propose(
    World&, Actor const&, Reference const&, Id<Listing>, Amendment const&);
/// A verifier who did not propose it lets a change stand, or not.
Done apply(World&, Actor const&, Reference const&, Id<ListingChange>);
Done refuse(World&, Actor const&, Id<ListingChange>);
Result<std::vector<WaitingChange>> waiting_changes(store::Database&);

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
