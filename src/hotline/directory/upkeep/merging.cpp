#include "hotline/directory/upkeep/merging.hpp"

#include "hotline/audit/audit.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/upkeep/upkeep_store.hpp"
#include "hotline/world.hpp"

#include <algorithm>

namespace reachline::hotline::directory::upkeep {

namespace {

using people::Permission;

bool is_staff(Actor const& actor, Permission permission)
{
    return actor.kind == Actor::Kind::Staff && actor.account && actor.may(permission);
}

Done check_wish(World& world, MergeWish const& wish)
{
    if (wish.kept == wish.gone)
        return fail(Fault::Invalid, "two entries are merged, not one");
    auto const both_stand = [](auto const& kept, auto const& gone) -> Done {
        if (kept.status == Status::Defunct || gone.status == Status::Defunct)
            return fail(Fault::Conflict, "one of these entries is gone already");
        return {};
    };
    if (wish.kind == EntryKind::Organization)
        return both_stand(TRY(organization(world.database, { wish.kept })),
            TRY(organization(world.database, { wish.gone })));
    auto const kept = TRY(listing(world.database, { wish.kept }));
    auto const gone = TRY(listing(world.database, { wish.gone }));
    if (kept.organization != gone.organization)
        return fail(Fault::Invalid, "merge the two organizations first");
    return both_stand(kept, gone);
}

audit::Subject about(MergeWish const& wish)
{
    return wish.kind == EntryKind::Organization ? audit::Subject { "organization", wish.gone }
                                                : audit::Subject { "service", wish.gone };
}

/// The record stays, for whoever names it; it is found by nobody any more.
template <class Record>
Done end_entry(World& world, Actor const& actor, Record one)
{
    one.status = Status::Defunct;
    one.updated = world.now();
    return keep(world.database, one, Keeping::Maybe, hand_of(actor, "merged"));
}

Done give_over(World& world, Actor const& actor, Id<Organization> gone, Id<Organization> kept)
{
    for (auto const id : TRY(listings_of(world.database, gone))) {
        auto const before = TRY(listing(world.database, id));
        auto after = before;
        after.organization = kept;
        TRY(remember(world.database,
            { .kind = EntryKind::Service,
                .subject = id.value,
                .at = world.now(),
                .hand = hand_of(actor, "merged"),
                .before = differences(before, after) }));
        TRY(rows::move_listing(world.database, id, kept, world.now()));
        if (before.location)
            TRY(rows::move_location(world.database, before.location, kept));
    }
    return {};
}

} // namespace

Result<Id<Merge>> propose_merge(World& world, Actor const& actor, MergeWish const& wish)
{
    if (!is_staff(actor, Permission::EditDirectory))
        return fail(Fault::NotAllowed, "only an editor of the directory proposes a merge");
    TRY(check_wish(world, wish));
    MergeRow const one { .id = world.new_id<Merge>(),
        .wish = wish,
        .state = MergeState::Proposed,
        .proposed_by = actor.account,
        .proposed_at = world.now() };
    TRY(rows::insert_merge(world.database, one));
    TRY(audit::record(world, actor, "merge_proposed", audit::subject("merge", one.id), about(wish)));
    return one.id;
}

Done keep_apart(World& world, Actor const& actor, MergeWish const& wish)
{
    if (!is_staff(actor, Permission::EditDirectory))
        return fail(Fault::NotAllowed, "only an editor of the directory may do this");
    TRY(check_wish(world, wish));
    MergeRow const one { .id = world.new_id<Merge>(),
        .wish = wish,
        .state = MergeState::NotTheSame,
        .proposed_by = actor.account,
        .proposed_at = world.now() };
    TRY(rows::insert_merge(world.database, one));
    return audit::record(world, actor, "kept_apart", audit::subject("merge", one.id), about(wish));
}

Done merge(World& world, Actor const& actor, Id<Merge> id)
{
    if (!is_staff(actor, Permission::VerifyDirectory))
        return fail(Fault::NotAllowed, "only a verifier of the directory decides a merge");
    auto const row = TRY(rows::merge(world.database, id));
    if (row.proposed_by == actor.account)
        return fail(Fault::NotAllowed, "who proposed a merge does not decide it");
    TRY(check_wish(world, row.wish));
    auto const [kind, kept, gone] = row.wish;
    TRY(rows::insert_alias(world.database, kind, gone, kept, world.now()));
    TRY(rows::decide_merge(world.database, id, MergeState::Merged, actor.account, world.now()));
    TRY(rows::lead_on(world.database, kind, gone, kept));
    if (kind == EntryKind::Organization) {
        TRY(give_over(world, actor, { gone }, { kept }));
        TRY(end_entry(world, actor, TRY(organization(world.database, { gone }))));
    } else {
        TRY(end_entry(world, actor, TRY(listing(world.database, { gone }))));
    }
    world.tell({ .kind = Notice::Kind::DirectoryChanged });
    return audit::record(world, actor, "merged", audit::subject("merge", id), about(row.wish));
}

Done refuse_merge(World& world, Actor const& actor, Id<Merge> id)
{
    if (!is_staff(actor, Permission::VerifyDirectory))
        return fail(Fault::NotAllowed, "only a verifier of the directory decides a merge");
    auto const row = TRY(rows::merge(world.database, id));
    TRY(rows::decide_merge(world.database, id, MergeState::Refused, actor.account, world.now()));
    return audit::record(world, actor, "merge_refused", audit::subject("merge", id), about(row.wish));
}

Result<std::vector<MergeRow>> waiting_merges(store::Database& database)
{
    return rows::merges(database, MergeState::Proposed);
}

} // namespace reachline::hotline::directory::upkeep
