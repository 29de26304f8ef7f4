#include "hotline/directory/upkeep/verification.hpp"

#include "hotline/audit/audit.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/standing.hpp"
#include "hotline/directory/upkeep/upkeep_store.hpp"
#include "hotline/world.hpp"

#include <algorithm>

namespace reachline::hotline::directory::upkeep {

std::optional<Time> due_at(Listing const& one)
{
    auto const since = true_since(one);
    if (one.status == Status::Inactive || one.status == Status::Defunct || !since)
        return std::nullopt;
    auto const by = *since + true_for;
    return one.accepts_live_transfer ? std::min(by, one.assured.value_or(Time {}) + transfers_for)
                                     : by;
}

Done verify(World& world, Actor const& actor, Id<Listing> id, Verification const& how)
{
    if (actor.kind != Actor::Kind::Staff || !actor.may(people::Permission::VerifyDirectory))
        return fail(Fault::NotAllowed, "only a verifier of the directory makes sure of an entry");
    auto const went_through = [&](Confirmed what) {
        return std::ranges::find(how.confirmed, what) != how.confirmed.end();
    };
    auto const one = TRY(listing(world.database, id));
    if (!went_through(Confirmed::Phones))
        return fail(Fault::Invalid, "go through the numbers: a wrong one is worse than none");
    if (one.accepts_live_transfer && !went_through(Confirmed::Transfers))
        return fail(Fault::Invalid, "ask whether they still take live transfers");
    TRY(rows::insert_verification(
        world.database, id, { .at = world.now(), .by = actor.account, .how = how }));
    return make_sure(world, actor, id);
}

Done tell(World& world, Actor const& actor, Id<Listing> id, Feedback kind)
{
    if (!actor.may(people::Permission::ReadDirectory))
        return fail(Fault::NotAllowed, "only staff say what became of a call");
    TRY(service_for_advocates(world.database, id));
    TRY(rows::insert_feedback(world.database, id, kind, world.now()));
    return audit::record(world, actor, "service_feedback_given", audit::subject("service", id));
}

} // namespace reachline::hotline::directory::upkeep
