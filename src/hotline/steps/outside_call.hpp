#pragma once

// Somebody outside joins a call: a provider, on the person's consent to this transfer, or a 911
// centre, on a consent or an exception.
//
// Refused three times over without one. By type: nobody is dialled but with a Permit, which only the
// gate makes. By verb: the basis is looked for and found live. By table: a party of these kinds
// needs a row of call_ground whose basis carries, at that moment.
//
// A provider is always called apart first, while the person hears the hold sound: does it have
// room, is it the right one; in coded needs and nothing that tells who asks. What was agreed to be
// said leaves, as a disclosure, when the three are brought together.

#include "hotline/calls/company.hpp"
#include "hotline/steps/basis.hpp"

namespace reachline::hotline::steps::outside_call {

/// A basis in force, for a person whom this call is about.
struct Found {
    cases::PersonRow person;
    LiveBasis live;
};
/// A consent of that purpose first, then an exception; nothing when there is neither.
Result<std::optional<Found>> basis_for(
    World&, Actor const&, Id<Signal>, Id<Organization> recipient, consent::Purpose);

struct Wanted {
    Id<Signal> call;
    calls::PartyKind kind {}; ///< Provider or Dispatcher
    std::int64_t subject = 0; ///< the service, or the 911 centre
    std::string name {};
    std::string number {}; ///< one that is listed
    bool apart = true;
    std::optional<Id<Step>> step {};
};
struct GroundRow {
    std::int64_t id = 0;
    Id<Signal> call {};
    calls::PartyKind kind {};
    std::int64_t subject = 0;
    Id<Organization> recipient {};
    Id<Person> person {};
    consent::Basis basis {};
    std::optional<Id<CallParty>> party {};
    std::optional<Id<Step>> step {};
    std::optional<Id<Disclosure>> disclosure {};
};
/// Dials. The permit is not used up: nothing has been said yet.
Result<GroundRow> dial(World&, Actor const&, consent::Permit const&, Wanted const&);
/// Who is on the way or there already, by the same list: a second click calls nobody twice.
Result<std::optional<Id<CallParty>>> already_in(World&, Id<Signal>, calls::PartyKind, std::int64_t subject);

// What is done with a third party, whoever it is. By who handles the call, or a supervisor in it.

/// All together. For a provider: what was agreed to be said leaves now, or nobody is brought together.
Done introduce(World&, Actor const&, Id<Signal>, Id<CallParty>);
/// Alone with the advocate; the caller hears the hold sound.
Done take_apart(World&, Actor const&, Id<Signal>, Id<CallParty>);
Done let_go(World&, Actor const&, Id<Signal>, Id<CallParty>);
/// The handler leaves those who stay to themselves. Conflict while somebody waits to be introduced.
Done leave(World&, Actor const&, Id<Signal>);

/// On every beat: who answered has been told, who did not was told nothing; a consent that was taken
/// back ends what it carried.
Done settle(World&);

} // namespace reachline::hotline::steps::outside_call
