#include "hotline/steps/transfer/transfer.hpp"

#include "hotline/desk/alarms.hpp"
#include "hotline/outbox/outbox.hpp"
#include "hotline/partners/partners.hpp"
#include "hotline/signals/codes.hpp"
#include "hotline/steps/kind.hpp"
#include "hotline/steps/steps_store.hpp"
#include "hotline/steps/transfer/joining.hpp"
#include "hotline/steps/transfer/transfer_store.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::steps::transfer {

namespace {

constexpr std::array<std::string_view, 4> outcomes { "served", "person_declined", "not_fitting", "not_known" };
constexpr std::size_t needs_limit = 10;

audit::Subject about(TransferRow const& row) { return audit::subject("transfer", row.id); }

bool is_talk(TransferRow const& row) { return row.state == State::BroughtIn || row.state == State::Left; }

Result<signals::SignalRow> in_my_hands(World& world, Actor const& actor, Id<Signal> id)
{
    auto signal = TRY(signals::find(world, id));
    if (signal.state != signals::State::Active || signal.handler != actor.account)
        return fail(Fault::NotFound, "there is no such conversation in your hands");
    return signal;
}

Result<TransferRow> mine(World& world, Actor const& actor, Id<Transfer> id)
{
    auto row = TRY(rows::transfer(world, id));
    auto const signal = TRY(signals::find(world, row.signal));
    if (!signals::may_open(actor, signal))
        return fail(Fault::NotFound, "there is no such transfer");
    return row;
}

Done keep(World& world, Actor const& actor, TransferRow const& row, Literal what)
{
    TRY(rows::update(world, row));
    TRY(audit::record(world, actor, what, about(row), audit::subject("signal", row.signal)));
    world.tell({ .kind = Notice::Kind::SignalChanged, .subject = row.signal.value });
    world.tell({ .kind = Notice::Kind::PartnerChanged, .subject = row.organization.value });
    return {};
}

Done check(NewTransfer const& wish)
{
    bool const coded = std::ranges::all_of(wish.needs, [](std::string const& need) {
        return !need.empty() && need.size() <= 40 && std::ranges::all_of(need, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    });
    // Codes only: a free word here could tell who asks.
    if (!coded || wish.needs.empty() || wish.needs.size() > needs_limit)
        return fail(Fault::Invalid, "say what is needed in codes, nothing else");
    if (!wish.language.empty())
        TRY(signals::check_language(wish.language));
    if (wish.idempotency_key.empty())
        return fail(Fault::Invalid, "this question carries no key; please send it again");
    return {};
}

Done let_go(World& world, Actor const& actor, TransferRow& row)
{
    if (is_talk(row))
        TRY(signals::remove_party(world, actor, row.signal, consent::vault_of(row.organization)));
    // Nobody is left alone: who stayed with the provider only stands in line again.
    if (row.state == State::Left)
        TRY(signals::return_to_line(world, actor, row.signal));
    row.state = State::Ended;
    TRY(desk::end_alarm(world, "transfer_unanswered", about(row)));
    return keep(world, actor, row, "transfer_ended");
}

/// Whether the provider may stay: its consent in force, its designation too.
Result<bool> has_ground(World& world, TransferRow const& row)
{
    if (!TRY(partners::is_designated(world, row.organization, partners::Role::Provider)))
        return false;
    auto const basis = TRY(consent::find(world, Actor::system(), *row.consent));
    return basis.state == consent::State::Active && world.now() < basis.valid_until;
}

Result<Id<Organization>> organization_of(Actor const& actor)
{
    if (!actor.may(people::Permission::PartnerRead) || !actor.organization)
        return fail(Fault::NotFound, "there is nothing here");
    return *actor.organization;
}

Result<TransferRow> talk_of(World& world, Actor const& actor, std::string_view reference)
{
    auto row = TRY(asked_of_us(world, actor, reference));
    if (!is_talk(row) || !TRY(has_ground(world, row)))
        return fail(Fault::NotFound, "there is nothing here");
    return row;
}

} // namespace

Result<TransferRow> ask(World& world, Actor const& actor, NewTransfer const& wish)
{
    TRY(in_my_hands(world, actor, wish.signal));
    TRY(check(wish));
    if (auto const same = TRY(rows::by_key(world, wish.signal, wish.idempotency_key)))
        return *same;
    if (!TRY(partners::is_designated(world, wish.organization, partners::Role::Provider)))
        return fail(Fault::NotAllowed, "only a designated provider can be asked");
    TransferRow row { .id = world.new_id<Transfer>(),
        .reference = world.random.hex(16),
        .signal = wish.signal,
        .organization = wish.organization,
        .state = State::Asked,
        .needs = wish.needs,
        .language = wish.language,
        .beds = {},
        .asked_at = world.now(),
        .answered_at = {},
        .consent = {},
        .step = {} };
    TRY(rows::insert(world, row, actor.account, wish.idempotency_key));
    TRY(outbox::wish(world, outbox::Kind::TellPartner, audit::subject("organization", wish.organization)));
    TRY(keep(world, actor, row, "room_asked"));
    return row;
}

Result<TransferRow> bring_in(World& world, Actor const& actor, Id<Transfer> id, Id<Consent> consent)
{
    auto row = TRY(mine(world, actor, id));
    auto const signal = TRY(in_my_hands(world, actor, row.signal));
    if (row.state != State::HasRoom)
        return fail(Fault::Conflict, "this provider has not said that it has room");
    if (signal.organization)
        return fail(Fault::Conflict, "a provider is in this conversation already");
    auto const basis = TRY(consent::find(world, actor, consent));
    auto step = TRY(step_for(world, actor, row, basis));
    TRY(release(world, actor, step, { .basis = consent, .fields = {}, .carrier = consent::Carrier::Conversation }));
    TRY(signals::add_party(world, actor, row.signal, row.organization, consent::vault_of(row.organization)));
    row.state = State::BroughtIn;
    row.consent = consent;
    row.step = step.id;
    TRY(keep(world, actor, row, "provider_brought_in"));
    return row;
}

Result<TransferRow> leave(World& world, Actor const& actor, Id<Transfer> id)
{
    auto row = TRY(mine(world, actor, id));
    if (row.state != State::BroughtIn)
        return fail(Fault::Conflict, "there is no provider to leave them with");
    TRY(signals::end(world, actor, row.signal));
    row.state = State::Left;
    TRY(keep(world, actor, row, "advocate_left"));
    return row;
}

Result<TransferRow> end(World& world, Actor const& actor, Id<Transfer> id)
{
    auto row = TRY(mine(world, actor, id));
    if (row.state == State::Ended)
        return fail(Fault::Conflict, "this transfer is over already");
    TRY(let_go(world, actor, row));
    return row;
}

Result<TransferRow> find(World& world, Actor const& actor, Id<Transfer> id) { return mine(world, actor, id); }

Result<std::vector<TransferRow>> all_of(World& world, Actor const& actor, Id<Signal> id)
{
    if (!signals::may_open(actor, TRY(signals::find(world, id))))
        return fail(Fault::NotFound, "there is no such conversation");
    return rows::of_signal(world, id);
}

Result<std::vector<TransferRow>> asked_of_us(World& world, Actor const& actor)
{
    auto const organization = TRY(organization_of(actor));
    return rows::of_organization(world, organization);
}

Result<TransferRow> asked_of_us(World& world, Actor const& actor, std::string_view reference)
{
    auto row = TRY(rows::by_reference(world, TRY(organization_of(actor)), reference));
    if (!row || row->state == State::Ended)
        return fail(Fault::NotFound, "there is nothing here");
    return std::move(*row);
}

Done answer(World& world, Actor const& actor, std::string_view reference, bool has_room, std::optional<std::int64_t> beds)
{
    auto row = TRY(asked_of_us(world, actor, reference));
    if (row.state != State::Asked)
        return fail(Fault::Conflict, "this was answered already");
    row.state = has_room ? State::HasRoom : State::NoRoom;
    row.beds = beds;
    row.answered_at = world.now();
    TRY(desk::end_alarm(world, "transfer_unanswered", about(row)));
    return keep(world, actor, row, "room_answered");
}

Result<Talk> talk(World& world, Actor const& actor, std::string_view reference)
{
    auto row = TRY(talk_of(world, actor, reference));
    auto thread = TRY(signals::read_thread_as_partner(world, actor, row.signal, consent::vault_of(row.organization)));
    bool const present = row.state == State::BroughtIn;
    return Talk { std::move(row), present, std::move(thread) };
}

Done say(World& world, Actor const& actor, std::string_view reference, std::string const& text, std::string const& idempotency_key)
{
    auto const row = TRY(talk_of(world, actor, reference));
    TRY(signals::write_from_partner(world, actor, row.signal, text, idempotency_key));
    return {};
}

Done end_by_provider(World& world, Actor const& actor, std::string_view reference)
{
    auto row = TRY(talk_of(world, actor, reference));
    return let_go(world, actor, row);
}

Done settle(World& world)
{
    for (auto& row : TRY(rows::running(world))) {
        auto const signal = TRY(signals::find(world, row.signal));
        bool const is_over = signal.shredded || (row.state != State::Left && signal.state != signals::State::Active);
        if (is_over || (is_talk(row) && !TRY(has_ground(world, row))))
            TRY(let_go(world, Actor::system(), row));
        else if (row.state == State::Asked && row.asked_at + answer_time <= world.now())
            TRY(desk::raise_alarm(world, "transfer_unanswered", about(row)));
    }
    return {};
}

namespace {
Done complete(World&, StepRow&) { return {}; }
Result<std::optional<consent::Carrier>> carrier(World&, StepRow const&) { return consent::Carrier::Conversation; }
Result<consent::Purpose> purpose(World&, StepRow const&) { return consent::Purpose::LiveTransfer; }
/// It is taken from the conversation, by bringing the provider in; never by sending a page.
Result<Need> missing(World&, StepRow const&) { return Need::Conversation; }
} // namespace

KindOfStep const rules { .kind = Kind::Transfer,
    .outcomes = outcomes,
    .complete = complete,
    .missing = missing,
    .carrier = carrier,
    .purpose = purpose };

} // namespace reachline::hotline::steps::transfer
