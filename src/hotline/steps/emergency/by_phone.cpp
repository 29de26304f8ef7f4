#include "hotline/steps/emergency/by_phone.hpp"

#include "hotline/directory/dispatchers/dispatchers.hpp"
#include "hotline/partners/partners.hpp"
#include "hotline/steps/kind.hpp"
#include "hotline/steps/outside_call_store.hpp"
#include "hotline/steps/steps_store.hpp"

#include <algorithm>

namespace reachline::hotline::steps::emergency {

namespace {

using consent::Gate;
using consent::Purpose;
namespace outside = outside_call;
using directory::dispatchers::DispatcherRow;

constexpr auto nature = "immediate_danger";

std::string rule_of(DispatcherRow const& row) { return row.state + "-psap"; }

/// The agency that two people designated to be told for 911 in that state.
Result<Id<Organization>> recipient_of(World& world, DispatcherRow const& row)
{
    auto const designated = TRY(partners::designated_for(world, rule_of(row)));
    if (!designated)
        return fail(Fault::NotAllowed, "nobody is designated to be told for 911 in this state");
    return *designated;
}

/// Whom the call is about: a potential victim of its case, or one more in a case made now.
Result<Id<Person>> person_in_danger(World& world, Actor const& actor, Id<Signal> call)
{
    for (auto const subject : TRY(cases::cases_of(world, call)))
        if (TRY(cases::access(world, actor, subject)) != cases::Access::None)
            for (auto const& person : TRY(cases::people_of(world, actor, subject)))
                if (person.facts.role == cases::PersonRole::PotentialVictim)
                    return person.id;
    auto const known = TRY(cases::cases_of(world, call));
    auto const subject = known.empty()
        ? TRY(cases::open_case(world, actor, { .signal = call, .idempotency_key = "danger-" + std::to_string(call.value) }))
        : known.front();
    return cases::add_person(world, actor, subject, {});
}

/// Nothing written down yet: what the advocate says of the danger is what 911 is told.
Done write_down_danger(World& world, Actor const& actor, Id<Person> id, Danger const& danger)
{
    auto const filled = TRY(cases::filled_fields(world, id));
    if (danger.facts.empty() || std::ranges::find(filled, nature) != filled.end())
        return {};
    auto const person = TRY(cases::find_person(world, actor, id));
    TRY(cases::save_person(world, actor, id, person.version, person.facts, { { nature, danger.facts } }));
    return {};
}

Done act_alone(World& world, Actor const& actor, DispatcherCall const& wish, DispatcherRow const& row,
    Id<Organization> recipient)
{
    auto const& danger = *wish.danger;
    auto const person = danger.person ? *danger.person : TRY(person_in_danger(world, actor, wish.call));
    TRY(write_down_danger(world, actor, person, danger));
    TRY(consent::solo_emergency(world, actor,
        { .person = person, .recipient = recipient, .rule = rule_of(row), .observations = danger.observations,
            .facts = danger.facts, .idempotency_key = wish.idempotency_key }));
    return {};
}

Result<StepRow> step_for(World& world, Actor const& actor, outside::Found const& found, Id<Organization> recipient)
{
    for (auto& step : TRY(steps::rows::of_case(world, found.person.subject)))
        if (step.kind == Kind::Emergency && step.plan.emergency == EmergencyKind::Handover911 && !step.ended_at
            && !step.disclosure && step.person == found.person.id && step.plan.recipient == recipient)
            return std::move(step);
    StepRow step { .id = world.new_id<Step>(), .subject = found.person.subject, .person = found.person.id, .kind = Kind::Emergency };
    step.plan.recipient = recipient;
    step.plan.emergency = EmergencyKind::Handover911;
    step.created_by = actor.account;
    step.created_at = world.now();
    TRY(steps::rows::insert(world, step, "call-" + std::to_string(step.id.value)));
    TRY(steps::keep(world, actor, step, "step_drafted"));
    return step;
}

void set_basis(StepRow& step, consent::Basis const& basis)
{
    step.plan.consent.reset();
    step.plan.exception.reset();
    if (auto const* const consent = std::get_if<Id<Consent>>(&basis))
        step.plan.consent = *consent;
    else
        step.plan.exception = std::get<Id<Exception>>(basis);
}

/// Released, and handed over only when they answer.
Done release(World& world, Actor const& actor, StepRow& step, consent::Ask const& ask)
{
    auto const page = TRY(Gate::preview(world, actor, TRY(Gate::permit(world, actor, ask))));
    auto const released = TRY(Gate::release(
        world, actor, TRY(Gate::permit(world, actor, ask)), consent::Carrier::Sheet, page.hash));
    step.disclosure = released.id;
    step.plan.fields = ask.fields;
    step.state = State::Sent;
    step.need = Need::Nothing;
    return steps::keep(world, actor, step, "step_released");
}

} // namespace

Result<Id<CallParty>> call_dispatcher(World& world, Actor const& actor, DispatcherCall const& wish)
{
    TRY(calls::directed_by(world, actor, wish.call));
    if (auto const there = TRY(outside::already_in(world, wish.call, calls::PartyKind::Dispatcher, wish.dispatcher.value)))
        return *there;
    auto const row = TRY(directory::dispatchers::find(world.database, wish.dispatcher));
    if (!row.number || !row.is_listed)
        return fail(Fault::Conflict, "this 911 centre has no number that can be called");
    auto const recipient = TRY(recipient_of(world, row));
    if (wish.danger)
        TRY(act_alone(world, actor, wish, row, recipient));
    auto const found = TRY(outside::basis_for(world, actor, wish.call, recipient, Purpose::EmergencyCoordination));
    if (!found)
        return fail(Fault::NotAllowed, "there is no consent and no exception in force for this");
    auto step = TRY(step_for(world, actor, *found, recipient));
    set_basis(step, found->live.basis);
    consent::Ask const ask { .person = found->person.id, .recipient = recipient,
        .purpose = Purpose::EmergencyCoordination, .fields = TRY(fields_to_leave(world, step, found->live)),
        .basis = found->live.basis };
    auto ground = TRY(outside::dial(world, actor, TRY(Gate::permit(world, actor, ask)),
        { .call = wish.call, .kind = calls::PartyKind::Dispatcher, .subject = wish.dispatcher.value,
            .name = row.name, .number = *row.number, .apart = wish.apart, .step = step.id }));
    TRY(release(world, actor, step, ask));
    ground.disclosure = step.disclosure;
    TRY(outside::rows::update(world, ground));
    return *ground.party;
}

} // namespace reachline::hotline::steps::emergency
