// An entry's first year: from the application to the day on which nobody made sure for too long.

#include "hotline/directory/applications/test_applicant.hpp"
#include "hotline/directory/changes.hpp"
#include "hotline/directory/search/test_town.hpp"
#include "hotline/directory/standing.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/upkeep/queue.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;
using namespace reachline::hotline::directory::upkeep;

namespace {

struct Year : applications::TestApplicant {
    TestFolders where;
    Id<Listing> id = applications::read(world, editor, listed_one())->services.at(0);

    bool is_found(bool for_transfers)
    {
        auto index = Index::open(where.folders, test_vocabulary());
        REQUIRE(index);
        REQUIRE(index->rebuild(database));
        auto search = Search::open(where.folders, test_vocabulary(), places_on_demand(), Audience::Advocates);
        REQUIRE(search);
        auto const found = search->find({ .words = "Blue Gate shelter",
            .accepts_live_transfer = for_transfers,
            .kept = { Condition::LiveTransfer },
            .now = world.now() });
        return !names(found).empty();
    }
    std::vector<Task> tasks() { return queue(database, {}, world.now()).value(); }
    Verification by_phone() const
    {
        return { .way = Way::CalledNumberOnFile,
            .spoke_to = SpokeTo::Intake,
            .confirmed = { Confirmed::Phones, Confirmed::Transfers } };
    }
};

} // namespace

TEST("a listed service is found at once, leaves the live-transfer list after 180 days, and says so after a year")
{
    Year year;
    CHECK(year.is_found(true));
    CHECK(year.tasks().empty());

    year.ledger.clock.advance(Days(181));

    CHECK(year.is_found(false));
    CHECK_FALSE(year.is_found(true));
    REQUIRE(year.tasks().size() == 1);
    CHECK(year.tasks()[0].reasons[0].reason == TaskReason::OverdueForTransfers);
    year.ledger.clock.advance(Days(215)); // thirteen months
    auto const one = listing(year.database, year.id).value();
    CHECK(standing_of(one, year.world.now()) == Standing::Overdue);
    CHECK(due_at(one).value() < year.world.now());
    REQUIRE(verify(year.world, year.verifier, year.id, year.by_phone()));
    CHECK(year.is_found(true));
    CHECK(year.tasks().empty());
}

TEST("a year later, what advocates say and a number that changes stand in the list with what grew old")
{
    Year year;
    year.ledger.clock.advance(Days(396));
    REQUIRE(upkeep::tell(year.world, year.maria, year.id, Feedback::NumberWrong));
    REQUIRE(propose(year.world, year.editor, year.reference, year.id,
        { .phones = std::vector<Phone> { { .number = "713-555-0199" } } }));

    auto const tasks = year.tasks();

    REQUIRE(tasks.size() == 1);
    CHECK(tasks[0].rank == 1);
    std::vector<TaskReason> reasons;
    for (auto const& because : tasks[0].reasons)
        reasons.push_back(because.reason);
    CHECK(reasons == std::vector { TaskReason::NumberWrong, TaskReason::OverdueForTransfers, TaskReason::ContactChange });
    CHECK(public_service(year.database, year.id)->phones[0].number == "713-555-0161");
}
