#include "hotline/directory/sources/sources.hpp"

#include "base/json_binding.hpp"
#include "base/test.hpp"
#include "hotline/directory/changes.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/exchange/test_parcel.hpp"
#include "hotline/directory/sources/sources_store.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;
using namespace reachline::hotline::directory::exchange;
using namespace reachline::hotline::directory::sources;

namespace {

/// A hotline into which a neighbour's directory is brought.
struct Neighbour : TestDirectory {
    TestPackage package {};
    Findings findings {};
    Wish wish { .source = "neighbour" };

    Neighbour() { ledger.clock.set(*exchange_time("2026-11-29T12:00:00Z")); }

    static std::optional<Time> exchange_time(char const* text) { return json::time_from_text(text); }

    Result<Outcome> tried()
    {
        findings = {};
        auto const parcel = package.parcel();
        auto const tables = open(parcel, findings);
        Assembly assembly(tables, reference, findings);
        REQUIRE(database.begin());
        auto outcome = apply(world, Actor::system(), tables, assembly, findings, wish, {});
        if (outcome)
            REQUIRE(database.commit());
        else
            database.rollback();
        return outcome;
    }
    Outcome imported()
    {
        auto outcome = tried();
        REQUIRE(outcome);
        return std::move(*outcome);
    }
    Outcome looked()
    {
        findings = {};
        auto const parcel = package.parcel();
        auto const tables = open(parcel, findings);
        Assembly assembly(tables, reference, findings);
        auto outcome = preview(database, world.now(), tables, assembly, findings, wish, {});
        REQUIRE(outcome);
        return std::move(*outcome);
    }
    Id<Listing> id(std::string const& foreign)
    {
        auto const found = known(database, "neighbour", Of::Service, foreign);
        REQUIRE(found);
        REQUIRE(*found);
        return { (*found)->ours };
    }
    Listing entry(std::string const& foreign)
    {
        auto one = listing(database, id(foreign));
        REQUIRE(one);
        return std::move(*one);
    }
    std::int64_t count(Literal sql)
    {
        auto const number = database.number(sql);
        REQUIRE(number);
        return *number;
    }
    std::int64_t events() { return count("select count(*) from event"); }
};

using Counts = std::map<Fate, std::int64_t>;

} // namespace

TEST("a preview tells what would come in and leaves everything as it is")
{
    Neighbour town;
    auto const before = town.events();

    auto const outcome = town.looked();

    CHECK(outcome.services == Counts { { Fate::New, 2 } });
    CHECK(outcome.organizations == Counts { { Fate::New, 1 } });
    CHECK(town.count("select count(*) from service") == 0);
    CHECK(town.count("select count(*) from organization") == 0);
    CHECK(town.events() == before);
}

TEST("what is new stands unlisted until a verifier makes sure of it")
{
    Neighbour town;

    auto const outcome = town.imported();

    CHECK(outcome.services == Counts { { Fate::New, 2 } });
    auto const one = town.entry("s1@l1");
    CHECK(one.status == Status::Inactive);
    CHECK_FALSE(one.assured);
    CHECK_FALSE(public_service(town.database, one.id));
    REQUIRE(make_sure(town.world, town.verifier, one.id));
    CHECK(public_service(town.database, one.id)->address->address_1 == "100 Main Street");
}

TEST("a vouched source's entry is listed when the source made sure of it within a year, and not otherwise")
{
    Neighbour town;
    town.wish.trust = Trust::Assured;

    town.imported();

    CHECK(town.entry("s1@l1").status == Status::Active);
    CHECK(day_of(*town.entry("s1@l1").assured) == "2026-06-01");
    CHECK(town.entry("s2").status == Status::Inactive); // has no date

    Neighbour late;
    late.wish.trust = Trust::Assured;
    late.package.change("services.csv", "2026-06-01,", "2025-06-01,");
    late.imported();
    CHECK(late.entry("s1@l1").status == Status::Inactive);
}

TEST("a second import of the same file changes nothing")
{
    Neighbour town;
    town.imported();
    auto const events = town.events();
    auto const changed = edition(town.database).value();

    auto const looked = town.looked();
    town.ledger.clock.advance(hours(1));
    auto const again = town.imported();

    CHECK(looked.changes_nothing());
    CHECK(again.changes_nothing());
    CHECK(again.unchanged == 2);
    CHECK(town.events() == events);
    CHECK(edition(town.database).value() == changed);
}

TEST("an unlisted entry follows its source; a change of a listed one waits for a verifier")
{
    Neighbour town;
    town.imported();
    auto const id = town.id("s1@l1");
    REQUIRE(make_sure(town.world, town.verifier, id));
    town.package.change("phones.csv", "713-555-0142", "713-555-0166").change("services.csv", "Somebody listens.", "Somebody listens all day.");

    auto const outcome = town.imported();

    CHECK(outcome.services == Counts { { Fate::Changed, 1 }, { Fate::Proposed, 1 } });
    CHECK(town.entry("s2").description == "Somebody listens all day.");
    CHECK(town.entry("s1@l1").phones.front().number == "713-555-0142");
    auto const waiting = waiting_changes(town.database);
    REQUIRE(waiting);
    REQUIRE(waiting->size() == 1);
    REQUIRE(apply(town.world, town.verifier, town.reference, waiting->front().id));
    CHECK(town.entry("s1@l1").phones.front().number == "713-555-0166");
    CHECK(town.imported().changes_nothing());
}

TEST("what changed here stays when it did not change there")
{
    Neighbour town;
    town.imported();
    auto one = town.entry("s2");
    one.description = "Somebody of ours listens.";
    one.pets = Answer::Yes;
    REQUIRE(keep(town.database, one));
    town.package.change("phones.csv", "713-555-0143", "713-555-0177");

    auto const outcome = town.imported();

    CHECK(outcome.services == Counts { { Fate::Changed, 1 } });
    CHECK(outcome.lines.front().fields == std::vector<std::string> { "phones" });
    CHECK(town.entry("s2").description == "Somebody of ours listens.");
    CHECK(town.entry("s2").pets == Answer::Yes);
    CHECK(town.entry("s2").phones.front().number == "713-555-0177");
}

TEST("what changed here and there is a conflict: ours stays, theirs is proposed, once")
{
    Neighbour town;
    town.imported();
    auto one = town.entry("s2");
    one.description = "Somebody of ours listens.";
    REQUIRE(keep(town.database, one));
    town.package.change("services.csv", "Somebody listens.", "Nobody listens.");

    auto const looked = town.looked();
    auto const outcome = town.imported();

    CHECK(looked.services == Counts { { Fate::Conflicting, 1 } });
    CHECK(outcome.lines.front().fields == std::vector<std::string> { "description" });
    CHECK(town.entry("s2").description == "Somebody of ours listens.");
    CHECK(waiting_changes(town.database)->size() == 1);
    CHECK(town.imported().changes_nothing());
    CHECK(waiting_changes(town.database)->size() == 1);
}

TEST("what is gone there is unlisted here, never deleted, and comes back through a verifier")
{
    Neighbour town;
    town.imported();
    auto const id = town.id("s2");
    REQUIRE(make_sure(town.world, town.verifier, id));
    auto const whole = town.package;
    for (auto const& [file, line] : std::map<std::string, std::string> { { "services.csv", "s2,o1,Talk line,Somebody listens.,,,active,,,,\n" },
             { "phones.csv", "p2,s2,,,713-555-0143,12,voice\n" }, { "service_areas.csv", "w2,s2,Texas\n" }, { "attributes.csv", "b2,s2,service,t2\n" } })
        town.package.change(file, line, "");

    auto const outcome = town.imported();

    CHECK(outcome.knows_gone);
    CHECK(outcome.services == Counts { { Fate::Gone, 1 } });
    CHECK(listing(town.database, id)->status == Status::Inactive);
    CHECK(town.imported().changes_nothing());

    town.package = whole;
    town.imported();
    CHECK(listing(town.database, id)->status == Status::Inactive);
    REQUIRE(make_sure(town.world, town.verifier, id));
    CHECK(public_service(town.database, id));
}

TEST("a broken row is not taken for one that is gone")
{
    Neighbour town;
    town.imported();
    REQUIRE(make_sure(town.world, town.verifier, town.id("s2")));

    for (auto const* const after : { "s2,o1,extra,Talk line", "s2,o9,Talk line", "s2,o1,", "\"s2,o1,Talk line" }) {
        auto const sound = town.package;
        town.package.change("services.csv", "s2,o1,Talk line", after);
        auto const outcome = town.imported();
        town.package = sound;

        std::string const which(after);
        CAPTURE(which);
        CHECK_FALSE(outcome.services.contains(Fate::Gone));
        CHECK(town.entry("s2").status == Status::Active);
    }
}

TEST("when most of a source is gone, nothing is done until somebody says so")
{
    Neighbour town;
    auto& services = town.package.files["services.csv"];
    auto const few = services;
    for (int i = 100; i < 160; ++i)
        services += "s" + std::to_string(i) + ",o1,Line " + std::to_string(i) + ",,,,active,,,,\n";
    town.imported();
    services = few;

    CHECK(town.looked().is_too_much_gone);
    auto const refused = town.tried();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == Fault::Conflict);
    CHECK(town.count("select count(*) from directory_source where gone_at is not null") == 0);
    town.wish.let_go = true;
    CHECK(town.imported().services == Counts { { Fate::Gone, 60 } });
}

TEST("a hidden place is sealed, and no table, event or hash says where it is")
{
    Neighbour town;
    town.package.change("locations.csv", "physical", "confidential");

    town.imported();

    auto const one = town.entry("s1@l1");
    CHECK(one.confidential);
    CHECK_FALSE(one.site);
    REQUIRE(town.ledger.maria_signs_in());
    auto const reading = audit::read(town.world, town.maria, audit::Purpose::Directory, audit::subject("service", one.id));
    REQUIRE(reading);
    CHECK(hidden_site(town.world, one.id)->seen_under(*reading).find("100 Main Street") != std::string::npos);
    CHECK(town.count("select count(*) from location where address_1 is not null or latitude_e6 is not null") == 0);
    CHECK(town.imported().changes_nothing());
}

TEST("what becomes hidden there is hidden here at once, listed or not; what is hidden here stays so")
{
    Neighbour town;
    town.imported();
    auto const id = town.id("s1@l1");
    REQUIRE(make_sure(town.world, town.verifier, id));
    town.package.change("locations.csv", "physical", "confidential");

    town.imported();

    CHECK(town.entry("s1@l1").confidential);
    CHECK_FALSE(town.entry("s1@l1").site);
    CHECK(town.entry("s1@l1").status == Status::Active);
    CHECK(town.count("select count(*) from location where confidential = 0") == 0);

    town.package.change("locations.csv", "confidential", "physical");
    auto const back = town.imported();
    CHECK(back.services == Counts { { Fate::Conflicting, 1 } });
    CHECK(town.entry("s1@l1").confidential);
    CHECK(town.count("select count(*) from location where confidential = 0") == 0);
}

TEST("a service whose place came or went is still the same entry")
{
    Neighbour town;
    town.package.change("service_at_location.csv", "x1,s1,l1\n", "");
    town.imported();
    auto const id = town.id("s1");

    town.package.change("service_at_location.csv", "id,service_id,location_id\n", "id,service_id,location_id\nx1,s1,l1\n");
    auto const outcome = town.imported();

    CHECK(outcome.services == Counts { { Fate::Changed, 1 } });
    CHECK(town.id("s1@l1") == id);
    CHECK(town.entry("s1@l1").site.has_value());
}

TEST("foreign codes are kept with the entry, which cannot be listed before it has a category")
{
    Neighbour town;
    town.wish.trust = Trust::Assured;
    town.package.change("attributes.csv", "s1,service,t1", "s1,service,BH-1800");

    town.imported();

    auto const one = town.entry("s1@l1");
    CHECK(one.status == Status::Inactive);
    CHECK(foreign_codes(town.database, one.id).value() == std::vector<ForeignCode> { { "", "BH-1800" } });
    auto const refused = make_sure(town.world, town.verifier, one.id);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == Fault::Conflict);
    CHECK(make_sure(town.world, town.verifier, town.id("s2")));
}

TEST("two sources that use the same ids do not touch each other's entries")
{
    Neighbour town;
    town.imported();
    town.wish.source = "another";
    town.package.change("services.csv", "Talk line", "Another line");

    auto const outcome = town.imported();

    CHECK(outcome.services == Counts { { Fate::New, 2 } });
    CHECK(town.count("select count(*) from service") == 4);
    CHECK(town.entry("s2").name == "Talk line");
}

TEST("the organization of a listed service changes by a verifier's hand or a vouched source alone")
{
    Neighbour town;
    town.imported();
    REQUIRE(make_sure(town.world, town.verifier, town.id("s1@l1")));
    town.package.change("organizations.csv", "https://example.org", "https://example.org/other");
    auto const website = [&] { return organization(town.database, town.entry("s1@l1").organization)->website; };

    auto const held = town.imported();

    CHECK(held.organizations == Counts { { Fate::Held, 1 } });
    CHECK(website() == "https://example.org");
    town.wish.trust = Trust::Assured;
    town.imported();
    CHECK(website() == "https://example.org/other");
}

TEST("only who may edit the directory imports")
{
    Neighbour town;
    auto const parcel = town.package.parcel();
    auto const tables = open(parcel, town.findings);
    Assembly assembly(tables, town.reference, town.findings);

    auto const refused = apply(town.world, town.maria, tables, assembly, town.findings, town.wish, {});

    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == Fault::NotAllowed);
    CHECK(town.count("select count(*) from service") == 0);
}
