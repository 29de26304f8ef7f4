#include "hotline/steps/transfer/by_phone.hpp"

#include "hotline/directory/directory_store.hpp"
#include "hotline/partners/partners.hpp"
#include "hotline/steps/outside_call_store.hpp"
#include "hotline/steps/steps_store.hpp"
#include "hotline/steps/transfer/joining.hpp"
#include "hotline/steps/transfer/transfer_store.hpp"

namespace reachline::hotline::steps::transfer {

namespace {

using consent::Gate;
using consent::Purpose;
namespace outside = outside_call;

audit::Subject about(TransferRow const& row) { return audit::subject("transfer", row.id); }

Done keep(World& world, Actor const& actor, TransferRow const& row, Literal what)
{
    TRY(rows::update(world, row));
    return audit::record(world, actor, what, about(row), audit::subject("signal", row.signal));
}

std::vector<std::string> voice_numbers(Listing const& listing)
{
    std::vector<std::string> numbers;
    for (auto const& phone : listing.phones)
        if (phone.kind == directory::PhoneKind::Voice || phone.kind == directory::PhoneKind::Hotline)
            numbers.push_back(phone.number);
    return numbers;
}

Result<consent::ConsentRow> consent_to_transfer(World& world, Actor const& actor, outside::Found const& found)
{
    auto const* const id = std::get_if<Id<Consent>>(&found.live.basis);
    if (!id)
        return fail(Fault::NotAllowed, "a provider joins on the person's consent alone");
    return consent::find(world, actor, *id);
}

/// What would be said for the person: of what they agreed to, what somebody wrote down.
Result<std::vector<std::string>> agreed_to_be_said(World& world, outside::Found const& found)
{
    StepRow const step { .person = found.person.id };
    return fields_to_leave(world, step, found.live);
}

Result<TransferRow> begin(World& world, Actor const& actor, outside::GroundRow const& ground)
{
    TransferRow row { .id = world.new_id<Transfer>(),
        .reference = world.random.hex(16),
        .signal = ground.call,
        .organization = ground.recipient,
        .state = State::Asked,
        .needs = {},
        .language = TRY(signals::find(world, ground.call)).language,
        .beds = {},
        .asked_at = world.now(),
        .answered_at = {},
        .consent = {},
        .step = {},
        .party = ground.party };
    TRY(rows::insert(world, row, actor.account, "party-" + std::to_string(ground.party->value)));
    TRY(keep(world, actor, row, "room_asked_by_phone"));
    return row;
}

} // namespace

Result<Id<CallParty>> call_provider(World& world, Actor const& actor, ProviderCall const& wish)
{
    TRY(calls::directed_by(world, actor, wish.call));
    if (auto const there = TRY(outside::already_in(world, wish.call, calls::PartyKind::Provider, wish.service.value)))
        return *there;
    auto const listing = TRY(directory::listing(world.database, wish.service));
    auto const recipient = listing.organization;
    if (!TRY(partners::is_designated(world, recipient, partners::Role::Provider)))
        return fail(Fault::NotAllowed, "only a designated provider can be called into a call");
    auto const found = TRY(outside::basis_for(world, actor, wish.call, recipient, Purpose::LiveTransfer));
    if (!found)
        return fail(Fault::NotAllowed, "the person has not agreed that this provider joins");
    TRY(consent_to_transfer(world, actor, *found));
    auto const number = TRY(calls::chosen_number(voice_numbers(listing), wish.number));
    // Asked for room there is nothing to say of the person, and the permit covers nothing.
    auto const permit = TRY(Gate::permit(world, actor,
        { .person = found->person.id, .recipient = recipient, .purpose = Purpose::LiveTransfer,
            .fields = {}, .basis = found->live.basis }));
    auto const name = TRY(directory::organization(world.database, recipient)).name;
    auto const ground = TRY(outside::dial(world, actor, permit,
        { .call = wish.call, .kind = calls::PartyKind::Provider, .subject = wish.service.value,
            .name = name, .number = number }));
    TRY(begin(world, actor, ground));
    return *ground.party;
}

Done join_by_phone(World& world, Actor const& actor, calls::PartyRow const& party)
{
    auto row = TRY(rows::of_party(world, party.id));
    auto ground = TRY(outside::rows::of_party(world, party.id));
    if (!row || !ground)
        return fail(Fault::NotFound, "there is no such transfer");
    if (row->state == State::BroughtIn)
        return {};
    if (row->state != State::Asked)
        return fail(Fault::Conflict, "this transfer is over already");
    auto const found = TRY(outside::basis_for(world, actor, row->signal, row->organization, Purpose::LiveTransfer));
    if (!found)
        return fail(Fault::NotAllowed, "the person has not agreed that this provider joins");
    auto const basis = TRY(consent_to_transfer(world, actor, *found));
    auto step = TRY(step_for(world, actor, *row, basis));
    auto fields = TRY(agreed_to_be_said(world, *found));
    auto const carrier = fields.empty() ? consent::Carrier::Conversation : consent::Carrier::Sheet;
    TRY(release(world, actor, step, { .basis = basis.id, .fields = std::move(fields), .carrier = carrier }));
    ground->step = step.id;
    ground->disclosure = step.disclosure;
    TRY(outside::rows::update(world, *ground));
    row->state = State::BroughtIn;
    row->answered_at = world.now();
    row->consent = basis.id;
    row->step = step.id;
    return keep(world, actor, *row, "provider_brought_in");
}

Done advocate_left_call(World& world, Actor const& actor, Id<Signal> call)
{
    for (auto const& party : TRY(calls::parties(world, call)))
        if (auto row = TRY(rows::of_party(world, party.id)); row && row->state == State::BroughtIn) {
            row->state = State::Left;
            TRY(keep(world, actor, *row, "advocate_left"));
        }
    return {};
}

Done provider_left_call(World& world, Id<CallParty> party)
{
    auto row = TRY(rows::of_party(world, party));
    if (!row || row->state == State::Ended)
        return {};
    row->state = State::Ended;
    return keep(world, Actor::system(), *row, "transfer_ended");
}

} // namespace reachline::hotline::steps::transfer
