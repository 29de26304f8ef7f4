#include "hotline/steps/outside_call.hpp"

#include "hotline/directory/dispatchers/dispatchers.hpp"
#include "hotline/steps/outside_call_store.hpp"
#include "hotline/steps/steps_store.hpp"
#include "hotline/steps/transfer/by_phone.hpp"

#include <algorithm>

namespace reachline::hotline::steps::outside_call {

namespace {

using calls::PartyKind;
using consent::Gate;

Literal subject_of(PartyKind kind) { return kind == PartyKind::Provider ? Literal("service") : Literal("dispatcher"); }

std::optional<LiveBasis> by_exception(consent::ExceptionRow const& row, Id<Organization> recipient,
    consent::Purpose purpose, Time now)
{
    bool const carries = row.state == consent::ExceptionState::Approved && row.recipient == recipient
        && row.purpose == purpose && row.valid_until && now < *row.valid_until;
    if (!carries)
        return std::nullopt;
    return LiveBasis { row.id, row.purpose, row.fields, *row.valid_until };
}

Result<std::optional<Found>> by_consent(World& world, cases::PersonRow const& person,
    Id<Organization> recipient, consent::Purpose purpose)
{
    auto const row = TRY(consent::in_force(world, person.id, recipient, purpose));
    if (!row)
        return std::nullopt;
    return Found { person, LiveBasis { row->id, purpose, row->fields, row->valid_until } };
}

Result<std::optional<Found>> in_case(World& world, Actor const& actor, Id<Case> subject,
    Id<Organization> recipient, consent::Purpose purpose)
{
    auto const people = TRY(cases::people_of(world, actor, subject));
    for (auto const& person : people)
        if (auto found = TRY(by_consent(world, person, recipient, purpose)))
            return found;
    for (auto const& row : TRY(consent::exceptions_of(world, actor, subject)))
        if (auto live = by_exception(row, recipient, purpose, world.now()))
            return Found { TRY(cases::person_row(world, row.person)), std::move(*live) };
    return std::nullopt;
}

} // namespace

Result<std::optional<Found>> basis_for(World& world, Actor const& actor, Id<Signal> call,
    Id<Organization> recipient, consent::Purpose purpose)
{
    for (auto const subject : TRY(cases::cases_of(world, call)))
        if (TRY(cases::access(world, actor, subject)) != cases::Access::None)
            if (auto found = TRY(in_case(world, actor, subject, recipient, purpose)))
                return found;
    return std::nullopt;
}

Result<std::optional<Id<CallParty>>> already_in(
    World& world, Id<Signal> call, PartyKind kind, std::int64_t subject)
{
    for (auto const& party : TRY(calls::parties(world, call)))
        if (party.kind == kind && party.subject == subject && party.is_in())
            return std::optional(party.id);
    return std::nullopt;
}

Result<GroundRow> dial(World& world, Actor const& actor, consent::Permit const& permit, Wanted const& wanted)
{
    auto const& ask = permit.ask();
    GroundRow ground { .id = world.new_id<GroundRow>().value,
        .call = wanted.call,
        .kind = wanted.kind,
        .subject = wanted.subject,
        .recipient = ask.recipient,
        .person = ask.person,
        .basis = ask.basis,
        .step = wanted.step };
    TRY(rows::insert(world, ground, ask.purpose));
    auto const reading = TRY(audit::read(world, actor, audit::Purpose::Directory,
        { subject_of(wanted.kind), wanted.subject }));
    ground.party = TRY(calls::add_party(world, actor,
        { .call = wanted.call,
            .kind = wanted.kind,
            .name = wanted.name,
            .subject = wanted.subject,
            .number = PrivateText(wanted.number),
            .apart = wanted.apart },
        reading));
    TRY(rows::update(world, ground));
    return ground;
}

Done introduce(World& world, Actor const& actor, Id<Signal> call, Id<CallParty> id)
{
    auto const party = TRY(calls::party_in(world, actor, call, id));
    if (!party.is_here())
        return fail(Fault::Conflict, "they have not answered yet");
    if (party.kind == PartyKind::Provider)
        TRY(transfer::join_by_phone(world, actor, party));
    return calls::set_apart(world, actor, id, false);
}

Done take_apart(World& world, Actor const& actor, Id<Signal> call, Id<CallParty> id)
{
    TRY(calls::party_in(world, actor, call, id));
    return calls::set_apart(world, actor, id, true);
}

Done let_go(World& world, Actor const& actor, Id<Signal> call, Id<CallParty> id)
{
    auto const party = TRY(calls::party_in(world, actor, call, id));
    if (party.account || party.kind == PartyKind::Caller)
        return fail(Fault::Invalid, "only a third party is let go of by itself");
    TRY(calls::drop(world, actor, id));
    return settle(world);
}

Done leave(World& world, Actor const& actor, Id<Signal> call)
{
    for (auto const& party : TRY(calls::parties(world, call)))
        if (party.apart && party.is_in())
            return fail(Fault::Conflict, "somebody waits to be introduced: bring them together or let them go");
    TRY(calls::leave_others(world, actor, call));
    return transfer::advocate_left_call(world, actor, call);
}

// The clock's side.

namespace {

Result<bool> is_queued(World& world, GroundRow const& ground)
{
    if (!ground.disclosure)
        return false;
    return TRY(consent::find(world, Actor::system(), *ground.disclosure)).state == consent::DisclosureState::Queued;
}

Done try_number(World& world, GroundRow const& ground, directory::dispatchers::Trial trial)
{
    if (ground.kind != PartyKind::Dispatcher)
        return {};
    return directory::dispatchers::tried(world, Actor::system(), { ground.subject }, trial);
}

/// They answered: what the advocate holds is being read to them.
Done answered(World& world, GroundRow const& ground)
{
    TRY(try_number(world, ground, directory::dispatchers::Trial::Reached));
    if (auto const handed = Gate::hand_over(world, *ground.disclosure); !handed) {
        if (handed.error().fault != Fault::NotAllowed)
            return handed;
        return calls::drop(world, Actor::system(), *ground.party); // its basis ended while it rang
    }
    if (!ground.step)
        return {};
    auto step = TRY(steps::rows::step(world, *ground.step));
    step.state = State::Accepted;
    step.sent_at = world.now();
    step.acknowledged_at = world.now();
    return steps::keep(world, Actor::system(), step, "step_accepted");
}

/// Nobody answered, so nobody was told anything.
Done not_reached(World& world, GroundRow const& ground, calls::PartyRow const& party)
{
    using calls::Failure;
    if (party.failure == Failure::Unreachable)
        TRY(try_number(world, ground, directory::dispatchers::Trial::NotReached));
    TRY(Gate::cancel(world, Actor::system(), *ground.disclosure));
    if (!ground.step)
        return {};
    auto step = TRY(steps::rows::step(world, *ground.step));
    step.state = State::Failed;
    step.outcome = "not_reached";
    step.ended_at = world.now();
    return steps::keep(world, Actor::system(), step, "step_failed");
}

/// One word of the person ends it, while the advocate is there to catch them. What was begun for
/// danger is not cut off by a look at it afterwards, and two whom the advocate has left to
/// themselves are not cut off by a date.
Result<bool> is_taken_back(World& world, GroundRow const& ground)
{
    auto const* const consent = std::get_if<Id<Consent>>(&ground.basis);
    if (!consent || TRY(calls::find(world, ground.call)).goes_on)
        return false;
    return TRY(consent::find(world, Actor::system(), *consent)).state == consent::State::Revoked;
}

Done settle_one(World& world, GroundRow const& ground)
{
    if (!ground.party)
        return rows::mark_ended(world, ground);
    auto party = TRY(calls::party(world, *ground.party));
    if (party.is_in() && TRY(is_taken_back(world, ground))) {
        TRY(calls::drop(world, Actor::system(), party.id));
        party = TRY(calls::party(world, *ground.party));
    }
    if (TRY(is_queued(world, ground)) && party.is_here())
        return answered(world, ground);
    if (party.is_in())
        return {};
    if (TRY(is_queued(world, ground)))
        TRY(not_reached(world, ground, party));
    TRY(transfer::provider_left_call(world, party.id));
    return rows::mark_ended(world, ground);
}

} // namespace

Done settle(World& world)
{
    for (auto const& ground : TRY(rows::open(world)))
        TRY(settle_one(world, ground));
    return {};
}

} // namespace reachline::hotline::steps::outside_call
