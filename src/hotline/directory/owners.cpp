#include "hotline/directory/owners_store.hpp"

#include "hotline/audit/audit.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/world.hpp"

#include <algorithm>

namespace reachline::hotline::directory {

namespace {

constexpr char not_there[] = "there is no such service";

bool is_owner(Actor const& actor)
{
    return actor.may(people::Permission::PartnerRead) && actor.organization.has_value();
}

/// What the hotline notes of a provider is not for the provider: not in the entry, not in a change.
void forget_our_notes(OurListing& ours)
{
    ours.listing.partner_note.clear();
    ours.listing.advocate_note.clear();
    for (auto& change : ours.waiting)
        for (auto* const side : { &change.amendment, &change.was })
            side->partner_note = side->advocate_note = std::nullopt;
    std::erase_if(
        ours.waiting, [](WaitingChange const& one) { return says_nothing(one.amendment); });
}

Result<OurListing> with_all(World& world, Id<Listing> id)
{
    OurListing ours
    {
        .listing = TRY(listing(world.database, id))
    };
    ours.organization = TRY(organization(world.database, ours.listing.organization));
    ours.standing = standing_of(ours.listing, world.now());
    ours.waiting = TRY(waiting_changes(world.database, id));
    forget_our_notes(ours);
    return ours;
}

} // namespace

Result<std::vector<OurListing>> our_listings(World& world, Actor const& actor)
{
    if (!is_owner(actor))
        return fail(Fault::NotAllowed, "only a provider has entries of its own");
    std::vector<OurListing> all;
    for (auto const id : TRY(listings_of(world.database, *actor.organization)))
        all.push_back(TRY(with_all(world, id)));
    std::ranges::sort(all, {}, [](OurListing const& one) { return one.listing.name; });
    return all;
}

Result<OurListing> our_listing(World& world, Actor const& actor, Id<Listing> id)
{
    if (!is_owner(actor))
        return fail(Fault::NotFound, not_there);
    auto ours = TRY(with_all(world, id));
    if (ours.listing.organization != actor.organization)
        return fail(Fault::NotFound, not_there);
    return ours;
}

Done confirm(World& world, Actor const& actor, Id<Listing> id)
{
    auto const ours = TRY(our_listing(world, actor, id));
    if (ours.standing == Standing::Unlisted)
        return fail(Fault::Conflict, "this service is not listed");
    if (std::ranges::any_of(ours.waiting, &WaitingChange::by_owner))
        return fail(Fault::Conflict, "a change of yours waits, so not all of it is true");
    auto one = TRY(listing(world.database, id));
    one.confirmed = one.updated = world.now();
    TRY(keep(world.database, one, Keeping::Maybe, hand_of(actor, "confirmed")));
    TRY(keep_confirmation(world, id, actor.account));
    world.tell({ .kind = Notice::Kind::DirectoryChanged, .subject = id.value });
    return audit::record(world, actor, "service_confirmed", audit::subject("service", id));
}

} // namespace reachline::hotline::directory
