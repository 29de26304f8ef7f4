#include "hotline/directory/upkeep/history.hpp"

#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/test_directory.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

TEST("each change of an entry leaves what it said before, whose hand it was and by which verb")
{
    TestDirectory town;
    auto const id = add(town.world, town.editor, town.reference, town.a_shelter(town.an_organization())).value();
    CHECK(history_of(town.database, id)->empty());

    REQUIRE(make_sure(town.world, town.verifier, id));
    REQUIRE(report_room(town.world, town.maria, id, 3, 10, "beds"));
    auto one = listing(town.database, id).value();
    one.description = "Two beds for tonight.";
    one.phones[0].number = "713-555-0199";
    REQUIRE(keep(town.database, one, Keeping::Maybe, hand_of(town.editor, "imported")));

    auto const rows = history_of(town.database, id).value();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].verb == "imported");
    CHECK(rows[0].account == town.editor.account);
    CHECK(rows[0].before.find("A bed for tonight.") != std::string::npos);
    CHECK(rows[0].before.find("713-555-0142") != std::string::npos);
    CHECK(rows[0].before.find("categories") == std::string::npos);
    CHECK(rows[1].verb == "room_reported");
    CHECK(rows[2].verb == "assured");
    CHECK(rows[2].account == town.verifier.account);
    CHECK(rows[2].before.find("inactive") != std::string::npos);
    CHECK(rows[2].at == town.world.now());
}

TEST("what is kept as it was leaves no past, and what is new has none")
{
    TestDirectory town;
    auto const owner = town.an_organization();
    auto const id = town.listed(town.a_shelter(owner));
    auto const before = history_of(town.database, id)->size();

    REQUIRE(keep(town.database, listing(town.database, id).value()));
    REQUIRE(keep(town.database, organization(town.database, owner).value()));

    CHECK(history_of(town.database, id)->size() == before);
}

TEST("the past of an organization is the past of its services too")
{
    TestDirectory town;
    auto const owner = town.an_organization("Copper Lantern");
    auto const id = town.listed(town.a_shelter(owner));
    auto one = organization(town.database, owner).value();
    one.name = "Copper Lantern House";

    REQUIRE(keep(town.database, one, Keeping::Maybe, hand_of(town.editor, "change_applied")));

    auto const rows = history_of(town.database, id).value();
    REQUIRE_FALSE(rows.empty());
    CHECK(rows[0].kind == EntryKind::Organization);
    CHECK(rows[0].before == R"({"name":"Copper Lantern"})");
}

TEST("nobody alters the history of the directory or deletes from it")
{
    TestDirectory town;
    auto const id = town.listed(town.a_shelter(town.an_organization()));
    REQUIRE_FALSE(history_of(town.database, id)->empty());

    CHECK(town.database.run("update directory_history set before = '{}'").error().fault == Fault::NotAllowed);
    CHECK(town.database.run("delete from directory_history").error().fault == Fault::NotAllowed);
}

TEST("a service that hides from now on leaves no past of its place")
{
    TestDirectory town;
    auto open = town.a_shelter(town.an_organization());
    open.site = town.a_house();
    auto const id = town.listed(open);
    auto one = listing(town.database, id).value();
    one.confidential = true;
    one.site.reset();
    one.location = {};

    REQUIRE(keep(town.database, one, Keeping::Maybe, hand_of(town.editor, "hidden")));

    auto const rows = history_of(town.database, id).value();
    REQUIRE(rows.size() == 2);
    for (auto const& row : rows)
        CHECK(row.before.find("Hidden Street") == std::string::npos);
}

TEST("the history of a confidential service does not say where it is")
{
    TestDirectory town;
    auto hidden = town.a_shelter(town.an_organization());
    hidden.confidential = true;
    auto const id = town.listed(hidden, town.a_house());
    auto one = listing(town.database, id).value();
    one.description = "Call first.";

    REQUIRE(keep(town.database, one, Keeping::Maybe, hand_of(town.editor, "change_applied")));

    auto const rows = history_of(town.database, id).value();
    REQUIRE(rows.size() == 2);
    for (auto const& row : rows) {
        CHECK(row.before.find("Hidden Street") == std::string::npos);
        CHECK(row.before.find("77084") == std::string::npos);
    }
}
