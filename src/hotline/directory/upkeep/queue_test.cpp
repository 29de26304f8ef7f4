#include "hotline/directory/upkeep/queue.hpp"

#include "hotline/directory/applications/test_applicant.hpp"
#include "hotline/directory/directory_store.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;
using namespace reachline::hotline::directory::upkeep;

namespace {

struct Town : applications::TestApplicant {
    Id<Listing> a_service(std::string name, bool transfers = false)
    {
        auto one = a_shelter(an_organization(name + " of Harris"));
        one.name = std::move(name);
        one.accepts_live_transfer = transfers;
        one.schedules = { { .byday = "MO,TU,WE,TH,FR", .opens_at = "09:00", .closes_at = "17:00", .timezone = "America/Chicago" } };
        return listed(one);
    }
    std::vector<Task> tasks(FoundBySweep const& found = {})
    {
        return queue(database, found, world.now()).value();
    }
    void pass(milliseconds time) { ledger.clock.advance(time); }
};

bool says(Task const& task, TaskReason reason)
{
    return std::ranges::find(task.reasons, reason, &Because::reason) != task.reasons.end();
}

Task const* task_of(std::vector<Task> const& tasks, Id<Listing> id)
{
    auto const found = std::ranges::find_if(tasks,
        [&](Task const& task) { return task.kind == TaskKind::Service && task.id == id.value; });
    return found == tasks.end() ? nullptr : &*found;
}

} // namespace

TEST("an entry that is true and whole stands in nobody's way")
{
    Town town;
    town.a_service("Copper Lantern");

    CHECK(town.tasks().empty());
}

TEST("after 180 days who takes live calls is overdue and leads the list; after 12 months everybody is")
{
    Town town;
    auto const quiet = town.a_service("Amber Door");
    auto const live = town.a_service("Copper Lantern", true);

    town.pass(Days(180));
    CHECK(town.tasks().empty());
    town.pass(Days(1));
    REQUIRE(town.tasks().size() == 1);
    CHECK(town.tasks()[0].id == live.value);
    CHECK(town.tasks()[0].rank == 1);
    CHECK(town.tasks()[0].act == Act::Verify);
    town.pass(Days(185));

    auto const tasks = town.tasks();
    REQUIRE(tasks.size() == 2);
    CHECK(tasks[0].id == live.value);
    CHECK(says(tasks[0], TaskReason::OverdueForTransfers));
    CHECK(tasks[1].id == quiet.value);
    CHECK(says(tasks[1], TaskReason::Overdue));
    CHECK(tasks[1].rank == 2);
}

TEST("what advocates say raises an entry: a wrong number to the top, silence by how often")
{
    Town town;
    auto const silent = town.a_service("Amber Door");
    auto const often = town.a_service("Birch Gate");
    auto const wrong = town.a_service("Copper Lantern");
    auto const helped = town.a_service("Dove Cote");
    town.pass(hours(1));

    REQUIRE(upkeep::tell(town.world, town.maria, silent, Feedback::DidNotAnswer));
    for (int i = 0; i < 3; ++i)
        REQUIRE(upkeep::tell(town.world, town.maria, often, Feedback::DidNotAnswer));
    town.pass(hours(1));
    REQUIRE(upkeep::tell(town.world, town.maria, wrong, Feedback::NumberWrong));
    REQUIRE(upkeep::tell(town.world, town.maria, helped, Feedback::Helped));

    auto const tasks = town.tasks();
    REQUIRE(tasks.size() == 3);
    CHECK(tasks[0].id == wrong.value); // the graver reason, though it waits less long
    CHECK(tasks[1].id == often.value);
    CHECK(tasks[1].reasons[0].times == 3);
    CHECK(tasks[2].id == silent.value);
    CHECK(tasks[2].rank == 2);
}

TEST("an entry stands once, where its weightiest reason puts it, with all its reasons")
{
    Town town;
    auto const id = town.a_service("Copper Lantern", true);
    town.pass(Days(400));
    REQUIRE(upkeep::tell(town.world, town.maria, id, Feedback::TurnedAway));
    REQUIRE(report_room(town.world, town.maria, id, 2, 10, "beds"));
    town.pass(Days(3));

    auto const tasks = town.tasks({ .breaking_rules = { id } });

    REQUIRE(tasks.size() == 1);
    CHECK(tasks[0].rank == 1);
    CHECK(tasks[0].reasons.size() == 4);
    CHECK(tasks[0].reasons[0].reason == TaskReason::OverdueForTransfers);
    for (auto const reason : { TaskReason::BreaksRule, TaskReason::TurnedAway, TaskReason::OldRoom })
        CHECK(says(tasks[0], reason));
}

TEST("added entries wait for a verifier, and what cannot be reached or is unfinished is said")
{
    Town town;
    auto const added = add(town.world, town.editor, town.reference, town.a_shelter(town.an_organization())).value();
    auto lost = town.a_shelter(town.an_organization("Lost Bell"));
    lost.phones.clear();
    auto const unreachable = town.listed(lost);

    auto const tasks = town.tasks();

    REQUIRE(task_of(tasks, added));
    CHECK(says(*task_of(tasks, added), TaskReason::WaitsForSecond));
    REQUIRE(task_of(tasks, unreachable));
    CHECK(task_of(tasks, unreachable)->rank == 1);
    CHECK(task_of(tasks, unreachable)->act == Act::Edit);
    CHECK(says(*task_of(tasks, unreachable), TaskReason::Unfinished));
}

TEST("applications stand in the list without a name, and rise after two weeks")
{
    Town town;
    auto const id = town.submitted();

    auto const fresh = town.tasks();
    REQUIRE(fresh.size() == 1);
    CHECK(fresh[0].kind == TaskKind::Application);
    CHECK(fresh[0].id == id.value);
    CHECK(fresh[0].name.empty());
    CHECK(fresh[0].state == "TX");
    CHECK(fresh[0].rank == 3);
    town.pass(Days(15));
    CHECK(town.tasks()[0].rank == 2);
    REQUIRE(applications::withdraw(town.world, id));
    CHECK(town.tasks().empty());
}

TEST("the list is in the same order whoever looks, however the rows lie")
{
    Town town;
    for (auto const* name : { "Amber Door", "Birch Gate", "Copper Lantern", "Dove Cote" })
        town.a_service(name, true);
    town.pass(Days(200));

    auto const first = town.tasks();
    REQUIRE(town.database.run("update service set fees = 'free' where name = 'Amber Door'"));
    auto const second = town.tasks();

    REQUIRE(first.size() == 4);
    for (std::size_t i = 0; i < first.size(); ++i)
        CHECK(first[i].id == second[i].id);
    CHECK(first[0].name == "Amber Door");
}

TEST("what could not be kept as it stands is found by going through all of it")
{
    Town town;
    auto const whole = town.a_service("Amber Door");
    auto const broken = town.a_service("Copper Lantern");
    REQUIRE(town.database.run("update service set minimum_age = 90, maximum_age = 20 where id = ?1", broken));

    auto const found = breaking_rules(town.database, town.reference).value();

    CHECK(found == std::vector { broken });
    CHECK(found != std::vector { whole });
}
