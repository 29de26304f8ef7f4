#include "hotline/directory/search/index.hpp"

#include "hotline/directory/changes.hpp"
#include "hotline/directory/search/test_town.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

TEST("an edit is found by the next search, and what is closed for good is not")
{
    Town town;
    auto const id = town.listed(town.shelter("Elm"));
    auto index = town.indexed();
    auto search = town.searching();
    auto staff = town.searching(Audience::Advocates);
    auto const change = propose(town.world, town.editor, town.reference, id, { .name = "Willow" });
    REQUIRE(apply(town.world, town.verifier, town.reference, *change));

    REQUIRE(index.refresh(town.database, id));

    CHECK(names(search.find(town.words("willow"))) == Names { "Willow" });
    CHECK(search.find(town.words("elm"))->relaxed == std::vector { Condition::Words });
    CHECK(names(staff.find(town.words("willow"))) == Names { "Willow" });
    auto const end =
        propose(town.world, town.editor, town.reference, id, { .status = Status::Defunct });
    REQUIRE(apply(town.world, town.verifier, town.reference, *end));
    REQUIRE(index.refresh(town.database, id));
    CHECK(search.find(town.words("willow"))->hits.empty());
    CHECK(staff.find(town.words("willow"))->hits.empty());
}

TEST("a new generation replaces the old one under open readers, with what changed meanwhile")
{
    Town town;
    town.listed(town.shelter("Elm"));
    auto index = town.indexed();
    auto search = town.searching();

    auto const built = Index::build(town.where.folders, test_vocabulary(), town.database);
    town.ledger.clock.advance(minutes(1));
    town.listed(town.shelter("Late"));
    REQUIRE(index.take(*built, town.database));

    CHECK(names(search.find(town.words("late"))) == Names { "Late" });
    CHECK(index.needs_building(town.database) == false);
}

TEST("the public index of an earlier run is read again when nothing changed, and hidden until then")
{
    Town town;
    auto const id = town.listed(town.shelter("Elm"));
    {
        auto const index = town.indexed();
        CHECK(Index::open(town.where.folders, test_vocabulary()).error().fault == Fault::Busy);
    }
    std::filesystem::remove_all(town.where.folders.for_advocates);
    auto const opened = [&](Audience audience) {
        return Search::open(town.where.folders, test_vocabulary(), places_on_demand(), audience);
    };

    auto again = Index::open(town.where.folders, test_vocabulary());
    CHECK(opened(Audience::Public).error().fault == Fault::Busy);
    CHECK(again->resume(town.database) == true);
    CHECK(names(town.searching().find(town.words("elm"))) == Names { "Elm" });
    CHECK(opened(Audience::Advocates).error().fault == Fault::Busy);
    CHECK(again->needs_building(town.database) == true);

    // While the other half is built, what became private is gone from what is read already.
    auto const built = Index::build(town.where.folders, test_vocabulary(), town.database);
    town.ledger.clock.advance(minutes(1));
    auto hushed = listing(town.database, id).value();
    hushed.visibility = Visibility::Advocate;
    hushed.updated = town.world.now();
    REQUIRE(keep(town.database, hushed));
    REQUIRE(again->refresh(town.database, id));
    CHECK(town.searching().find(town.words("elm"))->hits.empty());
    REQUIRE(again->take(*built, town.database));
    CHECK(town.searching().find(town.words("elm"))->hits.empty());
    CHECK(names(town.searching(Audience::Advocates).find(town.words("elm"))) == Names { "Elm" });
}

TEST("a public index that says something else than the database is never read")
{
    Town town;
    auto const id = town.listed(town.shelter("Elm"));
    {
        auto const index = town.indexed();
    }
    std::filesystem::remove_all(town.where.folders.for_advocates);
    town.ledger.clock.advance(minutes(1));
    auto hushed = listing(town.database, id).value();
    hushed.visibility = Visibility::Advocate;
    hushed.updated = town.world.now();
    REQUIRE(keep(town.database, hushed));

    auto again = Index::open(town.where.folders, test_vocabulary());

    CHECK(again->resume(town.database) == false);
    CHECK(Search::open(town.where.folders, test_vocabulary(), places_on_demand(), Audience::Public)
              .error()
              .fault
        == Fault::Busy);
    REQUIRE(again->rebuild(town.database));
    CHECK(town.searching().find(town.words("elm"))->hits.empty());
}

TEST("an organization that changed changes all its services, and one that hides hides them")
{
    Town town;
    town.listed(town.shelter("Elm"));
    auto index = town.indexed();
    auto search = town.searching();
    auto owner = organization(town.database, town.lantern).value();
    town.ledger.clock.advance(minutes(1));
    owner.alternate_name = "Farolito";
    owner.updated = town.world.now();
    REQUIRE(keep(town.database, owner));
    REQUIRE(index.catch_up(town.database));
    CHECK(names(search.find(town.words("farolito"))) == Names { "Elm" });

    town.ledger.clock.advance(minutes(1));
    owner.visibility = Visibility::Advocate;
    owner.updated = town.world.now();
    REQUIRE(keep(town.database, owner));
    REQUIRE(index.catch_up(town.database));

    CHECK(search.find(town.words("farolito"))->hits.empty());
    CHECK(search.complete("farol")->empty());
}

TEST("the advocates' index lies in memory alone")
{
    Town town;
    town.listed(town.shelter("Elm"));
    auto const index = town.indexed();

    CHECK(Index::open(
              { town.where.folders.for_public, REACHLINE_SOURCE_DIR "/build" }, test_vocabulary())
              .error()
              .fault
        == Fault::Invalid);
}
