#include "hotline/directory/changes_store.hpp"

#include "hotline/audit/audit.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/world.hpp"

#include <algorithm>

namespace reachline::hotline::directory {

namespace {

using people::Permission;

constexpr char only_verifiers[] = "only a verifier of the directory may do this";
constexpr char moved_on[] = "the listing has changed meanwhile; let it be proposed anew";

bool is_own(Actor const& actor, Listing const& one)
{
    return actor.may(Permission::PartnerRead) && actor.organization == one.organization;
}

/// How the hotline sorts and shows a listing, and what it notes of it, is not its provider's to
/// say.
bool is_for_the_hotline_alone(Amendment const& change)
{
    return change.visibility || change.categories || change.accepts_live_transfer
        || change.partner_note || change.advocate_note;
}

/// NotFound for a partner whose listing it is not, as for what is not there.
Done check_may_propose(Actor const& actor, Listing const& one, Amendment const& amendment)
{
    if (actor.may(Permission::EditDirectory))
        return {};
    if (!actor.may(Permission::PartnerRead))
        return fail(Fault::NotAllowed, "only an editor of the directory may do this");
    if (!is_own(actor, one))
        return fail(Fault::NotFound, "there is no such service");
    if (is_for_the_hotline_alone(amendment))
        return fail(Fault::NotAllowed, "this field of a listing is for the hotline to change");
    return {};
}

audit::Subject about(Id<ListingChange> id)
{
    return audit::subject("service_change", id);
}
audit::Subject of(WaitingChange const& change)
{
    return audit::subject("service", change.listing);
}

/// Whoever lets it stand sees what was proposed: neither may anything be held now that was not
/// then, nor may what was asked after on the old number have become something else.
Done check_as_it_was(Listing const& one, WaitingChange const& change)
{
    for (auto const& field : held_fields(one, change.amendment))
        if (std::find(change.held.begin(), change.held.end(), field) == change.held.end())
            return fail(Fault::Conflict, moved_on);
    auto const held = parted(change.amendment, change.held).held;
    if (as_it_stands(one, held) != parted(change.was, change.held).held)
        return fail(Fault::Conflict, moved_on);
    return {};
}

Done check_hold(WaitingChange const& change, Time now)
{
    if (!change.held_until)
        return {};
    if (now < *change.held_until)
        return fail(Fault::Conflict, "what says how to reach a provider waits 72 hours");
    if (change.call_back != CalledBack::Confirmed)
        return fail(Fault::Conflict, "nobody has confirmed it on a number that stood there before");
    return {};
}

} // namespace

Result<Id<ListingChange>> propose(World& world, Actor const& actor, Reference const& reference,
    Id<Listing> id, Amendment const& amendment)
{
    auto const one = TRY(listing(world.database, id));
    TRY(check_may_propose(actor, one, amendment));
    WaitingChange change { .id = world.new_id<ListingChange>(),
        .listing = id,
        .by_owner = is_own(actor, one),
        .proposed_by = actor.account,
        .proposed_at = world.now(),
        .amendment = what_differs(one, amendment) };
    if (says_nothing(change.amendment))
        return fail(Fault::Invalid, "nothing of this is different from what is listed");
    TRY(check(amended(one, change.amendment), reference));
    if (std::ssize(TRY(waiting_changes(world.database, id))) >= most_waiting_changes)
        return fail(Fault::Busy, "too many changes of this listing wait already");
    change.was = as_it_stands(one, change.amendment);
    change.held = held_fields(one, change.amendment);
    if (!change.held.empty())
        change.held_until = world.now() + change_hold;
    TRY(keep_change(world.database, change));
    TRY(audit::record(world, actor, "service_change_proposed", about(change.id), of(change)));
    return change.id;
}

Done called_back(World& world, Actor const& actor, Id<ListingChange> id, CalledBack heard)
{
    if (!actor.may(Permission::EditDirectory) && !actor.may(Permission::VerifyDirectory))
        return fail(Fault::NotAllowed, "only an editor or a verifier of the directory may do this");
    auto const change = TRY(waiting_change(world.database, id));
    if (change.proposed_by == actor.account)
        return fail(Fault::NotAllowed, "somebody else than who proposed a change calls back");
    if (!change.held_until)
        return fail(Fault::Conflict, "nothing of this change is held");
    if (change.call_back == CalledBack::Confirmed && heard != CalledBack::Denied)
        return fail(Fault::Conflict, "it was confirmed already");
    if (heard == CalledBack::Confirmed && TRY(numbers_to_call(world.database, change)).empty())
        return fail(Fault::Conflict, "no number stood there before: have the entry vetted anew");
    TRY(keep_call_back(world.database, id, heard, actor.account, world.now()));
    switch (heard) {
    case CalledBack::Confirmed:
        return audit::record(world, actor, "service_change_confirmed", about(id), of(change));
    case CalledBack::NoAnswer:
        return audit::record(world, actor, "service_change_not_answered", about(id), of(change));
    case CalledBack::Denied:
        break;
    }
    return audit::record(world, actor, "service_change_denied", about(id), of(change));
}

Done apply(World& world, Actor const& actor, Reference const& reference, Id<ListingChange> id)
{
    if (!actor.may(Permission::VerifyDirectory))
        return fail(Fault::NotAllowed, only_verifiers);
    auto const change = TRY(waiting_change(world.database, id));
    if (change.proposed_by == actor.account)
        return fail(Fault::NotAllowed, "a change is decided by somebody else than who proposed it");
    TRY(check_hold(change, world.now()));
    auto const before = TRY(listing(world.database, change.listing));
    TRY(check_as_it_was(before, change));
    auto one = amended(before, change.amendment);
    TRY(check(one, reference));
    if (one.site && !one.location)
        one.location = world.new_id<Location>();
    one.updated = world.now();
    TRY(decide_change(world.database, id, Decision::Applied, actor.account, world.now()));
    TRY(keep(world.database, one, Keeping::Maybe, hand_of(actor, "change_applied")));
    world.tell({ .kind = Notice::Kind::DirectoryChanged, .subject = one.id.value });
    return audit::record(world, actor, "service_change_applied", about(id), of(change));
}

Done refuse(World& world, Actor const& actor, Id<ListingChange> id)
{
    if (!actor.may(Permission::VerifyDirectory))
        return fail(Fault::NotAllowed, only_verifiers);
    auto const change = TRY(waiting_change(world.database, id));
    TRY(decide_change(world.database, id, Decision::Refused, actor.account, world.now()));
    return audit::record(world, actor, "service_change_refused", about(id), of(change));
}

Done withdraw(World& world, Actor const& actor, Id<ListingChange> id)
{
    auto const change = TRY(waiting_change(world.database, id));
    bool const is_ours =
        change.by_owner && is_own(actor, TRY(listing(world.database, change.listing)));
    if (!is_ours && change.proposed_by != actor.account)
        return fail(Fault::NotFound, "no such change is waiting");
    TRY(decide_change(world.database, id, Decision::Withdrawn, actor.account, world.now()));
    return audit::record(world, actor, "service_change_withdrawn", about(id), of(change));
}

Result<std::vector<Phone>> numbers_to_call(store::Database& database, WaitingChange const& change)
{
    auto const one = TRY(listing(database, change.listing));
    auto numbers = change.was.phones.value_or(one.phones);
    auto const& of_all = TRY(organization(database, one.organization))
    .phones;
    numbers.insert(numbers.end(), of_all.begin(), of_all.end());
    std::erase_if(numbers, [](Phone const& phone) {
        return phone.kind == PhoneKind::Fax || phone.kind == PhoneKind::Text;
    });
    return numbers;
}

} // namespace reachline::hotline::directory
