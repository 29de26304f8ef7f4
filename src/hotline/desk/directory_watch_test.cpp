#include "hotline/desk/directory_watch.hpp"

#include "hotline/desk/alarms.hpp"
#include "hotline/directory/changes.hpp"
#include "hotline/directory/test_directory.hpp"

using namespace reachline;
using namespace reachline::hotline;
namespace directory = reachline::hotline::directory;

TEST("a change that a provider denied on its old number is an alarm, once, and a confirmed one is "
     "none")
{
    directory::TestDirectory town;
    auto const denied = town.listed(town.a_shelter(town.an_organization()));
    auto const confirmed = town.listed(town.a_shelter(town.an_organization("Tin Kettle")));
    directory::Amendment const other { .phones = std::vector<directory::Phone> {
                                           { .number = "713-555-0199" } } };
    auto const call = [&](Id<Listing> listing, directory::CalledBack heard) {
        auto const change =
            directory::propose(town.world, town.editor, town.reference, listing, other);
        REQUIRE(change);
        REQUIRE(directory::called_back(town.world, town.verifier, *change, heard));
    };

    call(denied, directory::CalledBack::Denied);
    call(confirmed, directory::CalledBack::Confirmed);
    REQUIRE(desk::watch_directory(town.world));

    auto const alarms = desk::open_alarms(town.world).value();
    REQUIRE(alarms.size() == 1);
    CHECK(alarms[0].kind == "listing_denied");
    CHECK(alarms[0].about_id == denied.value);
    REQUIRE(desk::end_alarm(town.world, town.maria, alarms[0].id));
    REQUIRE(desk::watch_directory(town.world));
    CHECK(desk::open_alarms(town.world)->empty());
}
