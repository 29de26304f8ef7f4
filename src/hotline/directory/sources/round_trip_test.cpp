// What we give out comes back as it was.

#include "base/json_binding.hpp"
#include "base/test.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/exchange/test_parcel.hpp"
#include "hotline/directory/hsds/json.hpp"
#include "hotline/directory/hsds/mapping.hpp"
#include "hotline/directory/sources/sources.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

namespace {

/// The public layer in our JSON.
std::string exported(TestDirectory& town)
{
    hsds::Outward const outward(test_vocabulary(), Visibility::Public);
    json::Object owner;
    json::Array services;
    auto const all = listings_after(town.database, {}, 100);
    for (auto const id : *all) {
        auto const one = listing(town.database, id).value();
        auto const its = organization(town.database, one.organization).value();
        if (auto const service = outward.service(one, its, one.updated);
            service && hsds::is_public(one, its))
            services.push_back(hsds::json_of(*service));
        owner = hsds::json_of(*outward.organization(its));
    }
    owner["services"] = std::move(services);
    json::Object whole { { "version", "3.1" }, { "profile", "urn:reachline:hsds:1" } };
    whole["contents"] = json::Array { std::move(owner) };
    return json::text_of(std::move(whole));
}

void bring(TestDirectory& town, std::string const& text)
{
    exchange::Findings findings;
    exchange::Parcel const parcel { { "reachline.json", text } };
    auto const tables = exchange::open(parcel, findings);
    exchange::Assembly assembly(tables, town.reference, findings);
    REQUIRE(town.world.keys.begin());
    REQUIRE(town.database.begin());
    sources::Wish const wish { .source = "ourselves", .trust = sources::Trust::Assured };
    REQUIRE(sources::apply(town.world, Actor::system(), tables, assembly, findings, wish, {}));
    REQUIRE(town.world.keys.commit());
    REQUIRE(town.database.commit());
    CHECK(findings.count_from(exchange::Weight::Field) == 0);
}

} // namespace

TEST("the public layer, brought into an empty directory, is given out again in the same bytes")
{
    TestDirectory town, empty;
    auto const owner = town.an_organization();
    auto shelter = TestDirectory::a_shelter(owner);
    shelter.alternate_name = "The Lantern";
    shelter.alert = "Moved to the second floor.";
    shelter.email = "beds@example.org";
    shelter.website = "https://beds.example.org";
    shelter.populations = { "women", "visa_t_u" };
    shelter.phones = { { .number = "713-555-0142",
                           .extension = "12",
                           .kind = PhoneKind::Hotline,
                           .description = "Front desk" },
        { .number = "713-555-0143", .kind = PhoneKind::Tty },
        { .number = "713-555-0144", .visibility = Visibility::Partner } };
    shelter.schedules = { { .byday = "MO,TU",
        .opens_at = "09:00",
        .closes_at = "17:00",
        .timezone = "America/Chicago",
        .notes = "Ring twice." } };
    shelter.areas.push_back({ .extent = Extent::State, .name = "Texas", .state = "TX" });
    shelter.eligibility = "Anybody.";
    shelter.minimum_age = 18;
    shelter.pets = Answer::Yes;
    shelter.children = Answer::No;
    shelter.application_process = "Call.";
    shelter.required_documents = "None.";
    shelter.interpretation = "By phone.";
    shelter.fees = "Free.";
    shelter.partner_note = "Back door.";
    town.listed(shelter);
    auto office = TestDirectory::a_shelter(owner);
    office.name = "Office";
    office.site = TestDirectory::a_house({ 29.834125, -95.661871 });
    office.remote = true;
    town.listed(office);
    auto safe = TestDirectory::a_shelter(owner);
    safe.name = "Safe house";
    safe.categories = { "shelter_safe" };
    safe.confidential = true;
    auto house = TestDirectory::a_house();
    house.address.address_1 = "77 Quiet Lane";
    town.listed(safe, house);
    auto line = TestDirectory::a_shelter(owner);
    line.name = "Line";
    line.remote = true;
    line.areas = { { .extent = Extent::Nation, .name = "United States" } };
    town.listed(line);
    empty.ledger.clock.set(town.ledger.clock.now() + hours(30));
    auto const before = exported(town);

    bring(empty, before);

    CHECK(before.find("Hidden Street") != std::string::npos); // the office's, which is open
    CHECK(before.find("Quiet Lane") == std::string::npos);
    CHECK(exported(empty) == before);
}
