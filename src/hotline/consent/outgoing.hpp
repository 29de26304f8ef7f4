#pragma once

// What the gate and the ends of consents share: whether a basis carries something now, what the
// page says, and how it is stopped. Only the sources of this folder include it.

#include "hotline/consent/gate.hpp"

namespace reachline::hotline::consent::outgoing {

/// Where a disclosure's document lies.
keys::Place document_place(Id<Disclosure>);

/// What a basis covers at this moment. NotAllowed, with the reason, when it carries nothing.
struct Cover {
    Id<Case> subject;
    Id<Person> person;
    Id<Organization> recipient;
    Purpose purpose {};
    std::vector<std::string> fields;
    std::string kind; ///< "consent", or the kind of the exception
    Time until;
};
/// `used`: a use that is already counted, for the look before a disclosure leaves.
enum class Counting { NewUse, UsedAlready };
Result<Cover> cover_of(World&, Basis const&, Counting);

/// The page: canonical JSON of these fields of this person, keys in order, and nothing else.
/// Invalid when one of them holds nothing.
struct Contents {
    Id<Person> person;
    Id<Organization> recipient;
    Purpose purpose {};
    std::vector<std::string> fields;
};
Result<Page> render(World&, Actor const&, audit::Purpose, Contents const&, Cover const&);

/// From now on the recipient opens it no more. False where it had not been in their hands.
Result<bool> take_back(World&, Actor const&, DisclosureRow const&);
/// Cancels what waits under a basis and takes back what has left under it.
Result<Withdrawn> stop(World&, Actor const&, Basis const&);

} // namespace reachline::hotline::consent::outgoing
