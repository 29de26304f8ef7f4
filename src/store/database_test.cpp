#include "store/database.hpp"

#include "base/test.hpp"

using namespace reachline;
using store::Database;

namespace {
Database a_database()
{
    auto database = Database::open(":memory:");
    REQUIRE(database);
    REQUIRE(database->script("create table bed (id integer primary key, house text not null, "
                             "free integer check (free >= 0)) strict"));
    return std::move(*database);
}
constexpr char insert_bed[] = "insert into bed (id, house, free) values (?1, ?2, ?3)";
constexpr char all_beds[] = "select house from bed order by id";
} // namespace

TEST("what was written is read back")
{
    auto database = a_database();

    REQUIRE(database.run(insert_bed, 1, "Harbor House", 3));
    REQUIRE(database.run(insert_bed, 2, "Elm Street", std::nullopt));

    auto const houses = database.all(all_beds, [](store::Row const& row) { return row.string(0); });
    CHECK(houses.value() == std::vector<std::string> { "Harbor House", "Elm Street" });
}

TEST("a broken rule of the database names its kind and never the value")
{
    auto database = a_database();
    REQUIRE(database.run(insert_bed, 1, "Harbor House", 3));

    CHECK(database.run(insert_bed, 1, "Elm Street", 1).error().fault == Fault::Conflict);
    CHECK(database.run(insert_bed, 2, "Elm Street", -1).error().fault == Fault::NotAllowed);
}

TEST("an undone savepoint leaves nothing, and the transaction goes on")
{
    auto database = a_database();

    REQUIRE(database.begin());
    REQUIRE(database.savepoint());
    REQUIRE(database.run(insert_bed, 1, "Harbor House", 3));
    database.undo();
    REQUIRE(database.savepoint());
    REQUIRE(database.run(insert_bed, 2, "Elm Street", 3));
    REQUIRE(database.release());
    REQUIRE(database.commit());

    auto const houses = database.all(all_beds, [](store::Row const& row) { return row.string(0); });
    CHECK(houses.value() == std::vector<std::string> { "Elm Street" });
}

TEST("a bolted database does row work only")
{
    auto database = a_database();

    database.bolt();

    CHECK(database.run(insert_bed, 1, "Harbor House", 3));
    CHECK_FALSE(database.script("drop table bed"));
    CHECK_FALSE(database.script("attach ':memory:' as other"));
    CHECK_FALSE(database.script("pragma synchronous = off"));
}
