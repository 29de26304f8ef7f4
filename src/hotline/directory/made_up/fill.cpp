#include "hotline/directory/made_up/made_up.hpp"

#include "hotline/audit/audit.hpp"
#include "hotline/directory/directory.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/world.hpp"

namespace reachline::hotline::directory::made_up {

namespace {
constexpr std::int64_t told_every = 500;
}

Result<std::int64_t> fill(
    World& world, Maker& maker, std::function<void(std::int64_t)> const& progress)
{
    if (TRY(edition(world.database)).services > 0)
        return fail(
            Fault::Conflict, "the directory is not empty: nothing made up is mixed into it");
    std::int64_t kept = 0;
    while (auto const household = maker.next()) {
        TRY(keep(world.database, household->organization, Keeping::New));
        for (auto const& listing : household->listings) {
            if (auto const hidden = household->hidden.find(listing.id);
                hidden != household->hidden.end())
                TRY(hide_site(world, listing.location, listing.organization, hidden->second));
            TRY(keep(world.database, listing, Keeping::New));
            if (++kept % told_every == 0 && progress)
                progress(kept);
        }
    }
    TRY(audit::record(world, Actor::system(), "directory_made_up", { "service", kept }));
    return kept;
}

} // namespace reachline::hotline::directory::made_up
