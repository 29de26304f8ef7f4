// A listing is changed by two people: one proposes, another decides.

#include "hotline/directory/changes_store.hpp"
#include "hotline/directory/directory_store.hpp"

#include "hotline/audit/audit.hpp"
#include "hotline/world.hpp"

namespace reachline::hotline::directory {

namespace {
using people::Permission;

constexpr char only_editors[] = "only an editor of the directory may do this";
constexpr char only_verifiers[] = "only a verifier of the directory may do this";
} // namespace

static Listing amended(Listing one, Amendment const& change)
{
    auto const set = [](auto& field, auto const& wanted) {
        if (wanted)
            field = *wanted;
    };
    auto const set_age = [](auto& age, std::optional<std::int64_t> wanted) {
        if (wanted)
            age = *wanted < 0 ? std::nullopt : wanted;
    };
    set(one.name, change.name);
    set(one.alternate_name, change.alternate_name);
    set(one.description, change.description);
    set(one.alert, change.alert);
    set(one.email, change.email);
    set(one.website, change.website);
    set(one.status, change.status);
    set(one.visibility, change.visibility);
    set(one.categories, change.categories);
    set(one.populations, change.populations);
    set(one.languages, change.languages);
    set(one.phones, change.phones);
    set(one.schedules, change.schedules);
    set(one.site, change.site);
    set(one.remote, change.remote);
    set(one.eligibility, change.eligibility);
    set_age(one.minimum_age, change.minimum_age);
    set_age(one.maximum_age, change.maximum_age);
    set(one.pets, change.pets);
    set(one.children, change.children);
    set(one.application_process, change.application_process);
    set(one.required_documents, change.required_documents);
    set(one.interpretation, change.interpretation);
    set(one.fees, change.fees);
    set(one.accepts_live_transfer, change.accepts_live_transfer);
    set(one.partner_note, change.partner_note);
    set(one.advocate_note, change.advocate_note);
    return one;
}

Result<Id<ListingChange>> propose(World& world, Actor const& actor, Reference const& reference,
    Id<Listing> id, Amendment const& amendment)
{
    if (!actor.may(Permission::EditDirectory))
        return fail(Fault::NotAllowed, only_editors);
    TRY(check(amended(TRY(listing(world.database, id)), amendment), reference));
    WaitingChange const change { .id = world.new_id<ListingChange>(),
        .listing = id,
        .proposed_by = actor.account,
        .proposed_at = world.now(),
        .amendment = amendment };
    TRY(keep_change(world.database, change));
    TRY(audit::record(world, actor, "service_change_proposed",
        audit::subject("service_change", change.id), audit::subject("service", id)));
    return change.id;
}

Done apply(World& world, Actor const& actor, Reference const& reference, Id<ListingChange> id)
{
    if (!actor.may(Permission::VerifyDirectory))
        return fail(Fault::NotAllowed, only_verifiers);
    auto const change = TRY(waiting_change(world.database, id));
    if (change.proposed_by == actor.account)
        return fail(Fault::NotAllowed, "a change is decided by somebody else than who proposed it");
    auto one = amended(TRY(listing(world.database, change.listing)), change.amendment);
    TRY(check(one, reference));
    if (one.site && !one.location)
        one.location = world.new_id<Location>();
    one.updated = world.now();
    TRY(decide_change(world.database, id, Decision::Applied, actor.account, world.now()));
    TRY(keep(world.database, one));
    world.tell({ .kind = Notice::Kind::DirectoryChanged, .subject = one.id.value });
    return audit::record(world, actor, "service_change_applied",
        audit::subject("service_change", id), audit::subject("service", change.listing));
}

Done refuse(World& world, Actor const& actor, Id<ListingChange> id)
{
    if (!actor.may(Permission::VerifyDirectory))
        return fail(Fault::NotAllowed, only_verifiers);
    auto const change = TRY(waiting_change(world.database, id));
    TRY(decide_change(world.database, id, Decision::Refused, actor.account, world.now()));
    return audit::record(world, actor, "service_change_refused",
        audit::subject("service_change", id), audit::subject("service", change.listing));
}

} // namespace reachline::hotline::directory
