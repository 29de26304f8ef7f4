#include "hotline/desk/directory_watch.hpp"

#include "hotline/desk/alarms.hpp"
#include "hotline/directory/changes.hpp"

namespace reachline::hotline::desk {

Done watch_directory(World& world)
{
    for (auto const listing : TRY(directory::denied_changes(world)))
        TRY(raise_alarm(world, "listing_denied", audit::subject("service", listing)));
    return {};
}

} // namespace reachline::hotline::desk
