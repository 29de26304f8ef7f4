#include "hotline/directory/directory.hpp"

#include "base/json_binding.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/made_up/made_up.hpp"
#include "hotline/directory/test_directory.hpp"

#include <unistd.h>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

namespace {
/// Every word of the whole database that can be read without a key.
bool database_says(store::Database& database, std::string_view text)
{
    // Of this process alone: two runs of the tests may look at once.
    auto const path = "/dev/shm/reachline_directory_test_" + std::to_string(getpid()) + ".db";
    REQUIRE(database.copy_to(path));
    auto* const file = std::fopen(path.c_str(), "rb");
    REQUIRE(file);
    std::string all(64 << 20, '\0');
    all.resize(std::fread(all.data(), 1, all.size(), file));
    std::fclose(file);
    std::remove(path.c_str());
    return all.find(text) != std::string::npos;
}
std::int64_t events(store::Database& database)
{
    return database.number("select count(*) from event").value();
}
} // namespace

TEST("a service is told to nobody before a second person made sure of it")
{
    TestDirectory town;
    auto const owner = town.an_organization();

    auto const id = add(town.world, town.editor, town.reference, town.a_shelter(owner)).value();

    CHECK(public_service(town.database, id).error().fault == Fault::NotFound);
    CHECK(make_sure(town.world, town.editor, id).error().fault == Fault::NotAllowed);
    REQUIRE(make_sure(town.world, town.verifier, id));
    auto const service = public_service(town.database, id).value();
    CHECK(service.name == "Copper Lantern shelter");
    CHECK(service.assured == town.world.now());
}

TEST("only an editor adds, and what is wrong with a service is said")
{
    TestDirectory town;
    auto const owner = town.an_organization();
    auto const before = events(town.database);
    auto const wrong = [&](auto change) {
        auto one = town.a_shelter(owner);
        change(one);
        auto const added = add(town.world, town.editor, town.reference, one);
        return added ? std::string("added") : std::string(added.error().text.view());
    };

    CHECK(add(town.world, town.maria, town.reference, town.a_shelter(owner)).error().fault
        == Fault::NotAllowed);
    CHECK(wrong([](auto& one) { one.name = ""; }) == "name must be a text of at most 200 bytes");
    CHECK(wrong([](auto& one) { one.website = "javascript:alert(1)"; })
        == "website must begin with https:// or http://");
    CHECK(wrong([](auto& one) { one.categories = { "magic" }; })
        == "categories must name at least one that is known");
    CHECK(wrong([](auto& one) { one.phones[0].number = "12"; })
        == "a phone number has 3 to 15 digits");
    CHECK(wrong([](auto& one) { one.areas[0].county = "Nowhere County"; })
        == "a service's area is no county or state that is known");
    CHECK(wrong([](auto& one) { one.organization = { 999 }; }) == "there is no such organization");
    CHECK(events(town.database) == before);
}

TEST("the place of a confidential service is in no row that can be read without the vault")
{
    TestDirectory town;
    auto hidden = town.a_shelter(town.an_organization());
    hidden.confidential = true;

    auto const id = town.listed(hidden, town.a_house());

    auto const service = service_for_advocates(town.database, id).value().service;
    CHECK(service.confidential);
    CHECK_FALSE(service.address);
    CHECK_FALSE(service.point);
    CHECK_FALSE(database_says(town.database, "Hidden Street"));
    CHECK_FALSE(database_says(town.database, "77084"));
    CHECK(hidden_site(town.world, id).error().fault == Fault::NotAllowed);
    REQUIRE(town.ledger.maria_signs_in());
    auto const reading = audit::read(
        town.world, town.maria, audit::Purpose::Directory, audit::subject("service", id));
    auto const site = hidden_site(town.world, id).value().seen_under(reading.value());
    CHECK(site.find("12 Hidden Street") != std::string::npos);
}

TEST("the database refuses the place of a confidential service in the clear")
{
    TestDirectory town;
    auto const owner = town.an_organization();
    auto one = town.a_shelter(owner);
    one.confidential = true;
    one.site = town.a_house();

    CHECK(keep(town.database, one).error().fault == Fault::Invalid);
    CHECK(town.database
              .run("insert into location (id, organization, confidential, city, state_province, "
                   "latitude_e6, longitude_e6) values (1, ?1, 1, 'Houston', 'TX', 1, 1)",
                  owner)
              .error()
              .fault
        == Fault::NotAllowed);
    // Nor can a confidential service point at an open place, or an open one hide behind a sealed.
    one.site.reset();
    auto const open = town.listed([&] {
        auto shelter = town.a_shelter(owner);
        shelter.site = town.a_house();
        return shelter;
    }());
    one.id = { 55 };
    one.location = listing(town.database, open)->location;
    CHECK(keep(town.database, one).error().fault == Fault::NotAllowed);
}

TEST("each audience is shown its fields and not one more")
{
    TestDirectory town;
    auto one = town.a_shelter(town.an_organization());
    one.site = town.a_house();
    one.email = "desk@example.org";
    one.accepts_live_transfer = true;
    one.advocate_note = "ask for the night desk";
    one.phones.push_back({ .number = "713-555-0177", .visibility = Visibility::Advocate });
    one.field_visibility = { { Field::Email, Visibility::Partner },
        { Field::Address, Visibility::Advocate } };
    auto const id = town.listed(one);
    REQUIRE(report_room(town.world, town.maria, id, 3, 10, "beds"));

    auto const open = public_service(town.database, id).value();
    auto const partner = service_for_partners(town.database, id).value();
    auto const whole = service_for_advocates(town.database, id).value();

    CHECK(open.phones.size() == 1);
    CHECK(open.email.empty());
    CHECK_FALSE(open.address);
    CHECK_FALSE(open.point);
    CHECK_FALSE(open.capacity);
    CHECK_FALSE(open.accepts_live_transfer);
    CHECK(json::text_of(json::written(open)).find("night desk") == std::string::npos);
    CHECK(partner.email == "desk@example.org");
    CHECK(partner.capacity->available == 3);
    CHECK_FALSE(partner.address);
    CHECK(partner.phones.size() == 1);
    CHECK(whole.service.phones.size() == 2);
    CHECK(whole.service.address);
    CHECK(whole.advocate_note == "ask for the night desk");
}

TEST("a number that service and organization share is shown once")
{
    TestDirectory town;
    Organization owner { .name = "Copper Lantern" };
    owner.roles = { OrganizationRole::Provider };
    owner.phones = { { .number = "713-555-0142" }, { .number = "713-555-0150" } };
    auto const organization = add(town.world, town.editor, owner);
    REQUIRE(organization);

    auto const id = town.listed(town.a_shelter(*organization));

    auto const open = public_service(town.database, id).value();
    REQUIRE(open.phones.size() == 2);
    CHECK(open.phones[0].number == "713-555-0142");
    CHECK(open.phones[1].number == "713-555-0150");
}

TEST("what only advocates may know of is not there for anybody else")
{
    TestDirectory town;
    auto one = town.a_shelter(town.an_organization());
    one.visibility = Visibility::Advocate;

    auto const id = town.listed(one);

    auto const there = public_service(town.database, id);
    auto const nowhere = public_service(town.database, { 12'345 });
    CHECK(there.error().fault == nowhere.error().fault);
    CHECK(there.error().text.view() == nowhere.error().text.view());
    CHECK_FALSE(service_for_partners(town.database, id));
    CHECK(service_for_advocates(town.database, id));
}

TEST("a made-up directory fills an empty one, with its hidden places sealed, and no other")
{
    TestDirectory town;
    auto const maker = [&] {
        return made_up::Maker::open(REACHLINE_SOURCE_DIR "/data/directory", test_vocabulary(),
            test_places(), { .seed = 1, .services = 400, .now = town.world.now() });
    };

    auto first = maker();
    auto const kept = made_up::fill(town.world, *first).value();

    CHECK(kept >= 400);
    CHECK(edition(town.database)->services == kept);
    CHECK(
        town.database.number("select count(*) from location where exact_sealed is not null").value()
        > 20);
    CHECK(public_service(town.database, made_up::harbor_house_shelter)->organization
        == "Harbor House");
    CHECK(organizations_with(town.database, OrganizationRole::ChildWelfare)->size() == 56);
    CHECK_FALSE(public_service(town.database, made_up::county_unit_reports));
    auto second = maker();
    CHECK(made_up::fill(town.world, *second).error().fault == Fault::Conflict);
}
