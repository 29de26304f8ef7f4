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

TEST("an index is used again after a restart, and the advocates' one only from memory")
{
    Town town;
    town.listed(town.shelter("Elm"));
    {
        auto const index = town.indexed();
        CHECK(Index::open(town.where.folders, test_vocabulary()).error().fault == Fault::Busy);
    }

    auto const again = Index::open(town.where.folders, test_vocabulary());
    CHECK(again->needs_building(town.database) == false);
    std::filesystem::remove_all(town.where.folders.for_advocates);
    CHECK(
        Search::open(town.where.folders, test_vocabulary(), places_on_demand(), Audience::Advocates)
            .error()
            .fault
        == Fault::Broken);
    CHECK(Index::open(
              { town.where.folders.for_public, REACHLINE_SOURCE_DIR "/build" }, test_vocabulary())
              .error()
              .fault
        == Fault::Invalid);
}
