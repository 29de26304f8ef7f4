#include "hotline/steps/partner_view.hpp"

#include "base/json.hpp"
#include "hotline/desk/alarms.hpp"
#include "hotline/outbox/outbox.hpp"
#include "hotline/steps/kind.hpp"
#include "hotline/steps/partner_share.hpp"
#include "hotline/steps/shared_document.hpp"
#include "hotline/steps/steps_store.hpp"

#include "base/json_binding.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::steps {

namespace {

constexpr std::array<std::string_view, 7> decline_codes { "no_room", "waiting_list", "not_fitting",
    "outside_area", "no_interpreter", "not_safe_here", "other" };

Result<Id<Organization>> organization_of(Actor const& actor)
{
    if (!actor.may(people::Permission::PartnerRead) || !actor.organization)
        return fail(Fault::NotFound, "there is nothing here");
    return *actor.organization;
}

struct Item {
    ShareRow share;
    StepRow step;
    consent::DisclosureRow disclosure;
};

Result<Item> item_of(World& world, ShareRow share)
{
    auto step = TRY(rows::step(world, share.step));
    auto disclosure = TRY(consent::find(world, Actor::system(), share.disclosure));
    return Item { std::move(share), std::move(step), std::move(disclosure) };
}

Result<Item> item(World& world, Actor const& actor, std::string_view reference)
{
    auto share = TRY(share_of(world, TRY(organization_of(actor)), reference));
    if (!share)
        return fail(Fault::NotFound, "there is nothing here");
    return item_of(world, std::move(*share));
}

struct Ground {
    std::string name;
    std::optional<Ending> ending;
    std::optional<Time> until;
};

Result<Ground> ground_of(World& world, Item const& item)
{
    bool const over = item.disclosure.taken_back_at || item.step.state == State::Cancelled;
    auto const closed = item.step.state == State::Declined ? std::optional(Ending::Declined)
        : over                                             ? std::optional(Ending::Closed)
                                                           : std::nullopt;
    if (auto const* const id = std::get_if<Id<Consent>>(&item.disclosure.basis)) {
        auto const row = TRY(consent::find(world, Actor::system(), *id));
        auto const ending = row.state == consent::State::Revoked ? std::optional(Ending::Revoked)
            : row.state == consent::State::Expired               ? std::optional(Ending::Expired)
                                                                 : closed;
        return Ground { "consent", ending, row.valid_until };
    }
    auto const row = TRY(consent::find(world, Actor::system(), std::get<Id<Exception>>(item.disclosure.basis)));
    return Ground { json::enum_name(row.kind), closed, std::nullopt };
}

SharedState state_of(Item const& item)
{
    switch (item.step.state) {
    case State::Accepted:
        return SharedState::Accepted;
    case State::Declined:
        return SharedState::Declined;
    case State::Done:
    case State::Failed:
        return SharedState::Done;
    default:
        return item.step.acknowledged_at ? SharedState::Acknowledged : SharedState::Sent;
    }
}

SharedRow row_of(Item const& item, Ground const& ground)
{
    return { .reference = item.share.reference,
        .purpose = json::enum_name(item.disclosure.purpose),
        .state = ground.ending && ground.ending != Ending::Declined ? SharedState::Ended : state_of(item),
        .ending = ground.ending,
        .sent_at = item.share.shared_at,
        .until = ground.until };
}

bool awaits_answer(Item const& item) { return item.step.state == State::Sent; }

/// The item, if it can still be answered; a page left open too long gets a Conflict.
Result<Item> answerable(World& world, Actor const& actor, std::string_view reference)
{
    auto found = TRY(item(world, actor, reference));
    auto const ending = TRY(ground_of(world, found)).ending;
    if (ending == Ending::Declined)
        return fail(Fault::Conflict, "this was answered already");
    if (ending)
        return fail(Fault::Conflict, "this has ended meanwhile");
    return found;
}

/// Whatever they answer, they have it.
Done note_arrival(World& world, Actor const& actor, Item& item)
{
    if (item.step.acknowledged_at)
        return {};
    TRY(consent::acknowledge(world, actor, item.disclosure.id));
    item.step.acknowledged_at = world.now();
    return desk::end_alarm(world, "not_acknowledged", audit::subject("step", item.step.id));
}

/// A partner that looks has been told.
Done note_look(World& world, Id<Organization> organization)
{
    return outbox::fulfil(world, outbox::Kind::TellPartner, audit::subject("organization", organization));
}

} // namespace

Result<std::vector<SharedRow>> shared_with_us(World& world, Actor const& actor)
{
    auto const organization = TRY(organization_of(actor));
    TRY(note_look(world, organization));
    std::vector<SharedRow> found;
    for (auto& share : TRY(shares_of(world, organization))) {
        auto const item = TRY(item_of(world, std::move(share)));
        found.push_back(row_of(item, TRY(ground_of(world, item))));
    }
    return found;
}

Result<SharedPage> open_shared(World& world, Actor const& actor, std::string_view reference)
{
    auto const found = TRY(item(world, actor, reference));
    auto const ground = TRY(ground_of(world, found));
    SharedPage page { .row = row_of(found, ground), .basis = ground.name };
    if (ground.ending)
        return page;
    auto const document = consent::read_as_recipient(world, actor, found.disclosure.id);
    page.readable = document.has_value();
    if (document)
        page.lines = TRY(lines_of(document->document.seen_under(document->reading)));
    page.may_answer = awaits_answer(found);
    if (page.may_answer)
        page.decline_reasons.assign(decline_codes.begin(), decline_codes.end());
    if (awaits_answer(found) || found.step.state == State::Accepted)
        page.outcomes = outcomes_of(found.step.kind);
    return page;
}

Done acknowledge(World& world, Actor const& actor, std::string_view reference)
{
    auto found = TRY(answerable(world, actor, reference));
    if (found.step.acknowledged_at)
        return {};
    TRY(note_arrival(world, actor, found));
    return keep(world, actor, found.step, "step_acknowledged");
}

Done accept(World& world, Actor const& actor, std::string_view reference)
{
    auto found = TRY(answerable(world, actor, reference));
    if (found.step.state == State::Accepted)
        return {};
    if (!awaits_answer(found))
        return fail(Fault::Conflict, "this was answered already");
    TRY(note_arrival(world, actor, found));
    found.step.state = State::Accepted;
    return keep(world, actor, found.step, "step_accepted");
}

Done decline(World& world, Actor const& actor, std::string_view reference, std::string const& reason)
{
    auto found = TRY(answerable(world, actor, reference));
    if (std::ranges::find(decline_codes, reason) == decline_codes.end())
        return fail(Fault::Invalid, "choose a reason");
    if (!awaits_answer(found))
        return fail(Fault::Conflict, "this was answered already");
    TRY(note_arrival(world, actor, found));
    TRY(consent::give_back(world, actor, found.disclosure.id));
    found.step.state = State::Declined;
    found.step.why_ended = reason;
    found.step.ended_at = world.now();
    return keep(world, actor, found.step, "step_declined");
}

Done report_outcome(World& world, Actor const& actor, std::string_view reference, std::string const& outcome)
{
    auto found = TRY(answerable(world, actor, reference));
    auto const& rules = rules_of(found.step.kind);
    if (std::ranges::find(rules.outcomes, outcome) == rules.outcomes.end())
        return fail(Fault::Invalid, "choose an outcome");
    if (!awaits_answer(found) && found.step.state != State::Accepted)
        return fail(Fault::Conflict, "this was answered already");
    TRY(note_arrival(world, actor, found));
    bool const failed = std::ranges::find(rules.failures, outcome) != rules.failures.end();
    found.step.outcome = outcome;
    found.step.state = failed ? State::Failed : State::Done;
    found.step.ended_at = world.now();
    return keep(world, actor, found.step, "step_outcome_reported");
}

} // namespace reachline::hotline::steps
