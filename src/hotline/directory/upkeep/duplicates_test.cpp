#include "hotline/directory/upkeep/duplicates.hpp"

#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/made_up/made_up.hpp"
#include "hotline/directory/test_directory.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;
using namespace reachline::hotline::directory::upkeep;

namespace {

struct Town : TestDirectory {
    Id<Listing> house(std::string organization, std::string phone, std::optional<Site> site = {})
    {
        auto one = a_shelter(an_organization(std::move(organization)));
        one.phones = { { .number = std::move(phone) } };
        one.site = std::move(site);
        return listed(one);
    }
    std::vector<Pair> found() { return find_duplicates(database).value(); }
};

std::int64_t alike(std::string_view one, std::string_view other)
{
    return likeness_of(name_words(one), name_words(other));
}

} // namespace

TEST("names are compared without accents, small words, endings and the slip of a finger")
{
    CHECK(alike("The Copper Lantern, Inc.", "copper lantern") == 100);
    CHECK(alike("Casa Corazón", "Casa Corazon") == 100);
    CHECK(alike("Copper Lantern", "Coper Lantern") == 95);
    CHECK(alike("Copper Lantern", "Cpoper Lantern") == 95);
    CHECK(alike("Copper Lantern House", "Copper Lantern") == 66);
    CHECK(alike("Copper Lantern", "Amber Door") == 0);
    CHECK(alike("North House", "South House") < 50);
    CHECK(alike("", "Copper") == 0);
}

TEST("two entries with one number and near names are found, however the number is written")
{
    Town town;
    town.house("Copper Lantern", "713-555-0142");
    town.house("Coper Lantern Inc", "+1 (713) 555-0142");
    town.house("Amber Door", "713-555-0143");

    auto const found = town.found();

    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == EntryKind::Organization);
    CHECK(found[0].one_name == "Copper Lantern");
    CHECK(found[0].other_name == "Coper Lantern Inc");
    CHECK(found[0].place == "Harris County, TX");
    CHECK(std::ranges::find(found[0].because, Likeness::SamePhone) != found[0].because.end());
    CHECK(std::ranges::find(found[0].because, Likeness::NearName) != found[0].because.end());
}

TEST("one address is found; one switchboard, one common word or one name far away is not")
{
    Town town;
    town.house("Blue Gate House", "713-555-0101", town.a_house());
    town.house("Blue Gate", "713-555-0102", town.a_house());
    for (int i = 0; i < 30; ++i)
        town.house("Office " + std::string(1, static_cast<char>('a' + i % 26)) + std::to_string(i), "713-555-0100");
    auto far = town.a_shelter(town.an_organization("Amber Door"));
    REQUIRE(town.listed(far));
    far.organization = town.an_organization("Amber Door");
    far.areas = { { .extent = Extent::State, .name = "OH", .state = "OH" } };
    far.phones = { { .number = "614-555-0142" } };
    REQUIRE(town.listed(far));

    auto const found = town.found();

    REQUIRE(found.size() == 1);
    CHECK(found[0].because == std::vector { Likeness::SameAddress, Likeness::NearName });
}

TEST("a hidden place is compared with nothing")
{
    Town town;
    auto hidden = town.a_shelter(town.an_organization("Blue Gate House"));
    hidden.confidential = true;
    hidden.phones = { { .number = "713-555-0101" } };
    REQUIRE(town.listed(hidden, town.a_house()));
    town.house("Blue Gate", "713-555-0102", town.a_house());

    CHECK(town.found().empty());
}

TEST("a service that stands twice in one organization is found, and its neighbours are not")
{
    Town town;
    auto const owner = town.an_organization();
    auto one = town.a_shelter(owner);
    REQUIRE(town.listed(one));
    REQUIRE(town.listed(one));
    one.name = "Copper Lantern legal clinic";
    REQUIRE(town.listed(one));

    auto const found = town.found();

    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == EntryKind::Service);
    CHECK(found[0].because.back() == Likeness::SameName);
}

TEST("two that somebody looked at and kept apart are not asked about again")
{
    Town town;
    town.house("Copper Lantern", "713-555-0142");
    town.house("Copper Lantern", "713-555-0142");
    auto const pair = town.found().at(0);

    CHECK(keep_apart(town.world, town.verifier, { pair.kind, pair.one, pair.other }).error().fault == Fault::NotAllowed);
    CHECK(town.found().size() == 1);
    REQUIRE(keep_apart(town.world, town.editor, { pair.kind, pair.other, pair.one }));

    CHECK(town.found().empty());
}

TEST("a merge leads old names to the one that was kept, keeps both pasts, and moves the services over")
{
    Town town;
    auto const kept_service = town.house("Copper Lantern", "713-555-0142");
    auto const gone_service = town.house("Coper Lantern", "713-555-0142");
    auto const pair = town.found().at(0);
    auto const change = propose_merge(town.world, town.editor, { pair.kind, pair.one, pair.other }).value();

    REQUIRE(upkeep::merge(town.world, town.verifier, change));

    Id<Organization> const kept { pair.one };
    Id<Organization> const gone { pair.other };
    CHECK(current(town.database, gone).value() == kept);
    CHECK(organization(town.database, gone)->status == Status::Defunct);
    CHECK(organization(town.database, gone)->name == "Coper Lantern");
    CHECK(listings_of(town.database, kept)->size() == 2);
    CHECK(public_service(town.database, gone_service)->organization == "Copper Lantern");
    CHECK(history_of(town.database, gone_service)->front().verb == "merged");
    CHECK(public_service(town.database, kept_service));
    // The service stood twice too: now it is found below the one organization.
    REQUIRE(town.found().size() == 1);
    auto const services = propose_merge(town.world, town.editor, { EntryKind::Service, kept_service.value, gone_service.value }).value();
    REQUIRE(upkeep::merge(town.world, town.verifier, services));
    CHECK(public_service(town.database, gone_service)->id == kept_service);
    CHECK(town.found().empty());
}

TEST("nobody merges alone, twice, across organizations, or a designated partner away")
{
    Town town;
    auto const one = town.house("Copper Lantern", "713-555-0142");
    auto const other = town.house("Coper Lantern", "713-555-0142");
    auto const pair = town.found().at(0);
    MergeWish const wish { pair.kind, pair.one, pair.other };
    CHECK(propose_merge(town.world, town.verifier, wish).error().fault == Fault::NotAllowed);
    CHECK(propose_merge(town.world, Actor::system(), wish).error().fault == Fault::NotAllowed);
    CHECK(propose_merge(town.world, town.editor, { EntryKind::Service, one.value, other.value }).error().fault == Fault::Invalid);
    CHECK(propose_merge(town.world, town.editor, { pair.kind, pair.one, pair.one }).error().fault == Fault::Invalid);
    auto const id = propose_merge(town.world, town.editor, wish).value();
    CHECK(propose_merge(town.world, town.editor, wish).error().fault == Fault::Conflict);
    auto both = town.verifier;
    both.account = town.editor.account;

    CHECK(upkeep::merge(town.world, town.editor, id).error().fault == Fault::NotAllowed);
    CHECK(upkeep::merge(town.world, both, id).error().fault == Fault::NotAllowed);
    REQUIRE(town.database.run("insert into partner (id, organization, role, rule, state, proposed_at, designated_at) "
                              "values (1, ?1, 'provider', '', 'designated', 0, 0)", pair.other));
    CHECK(upkeep::merge(town.world, town.verifier, id).error().fault == Fault::NotAllowed);
    REQUIRE(refuse_merge(town.world, town.verifier, id));
    CHECK(upkeep::merge(town.world, town.verifier, id).error().fault == Fault::NotFound);
    CHECK(public_service(town.database, other)->organization == "Coper Lantern");
}

TEST("of a made-up directory with an entry put in twice, that one is found first")
{
    TestDirectory town;
    auto maker = made_up::Maker::open(REACHLINE_SOURCE_DIR "/data/directory", test_vocabulary(),
        test_places(), { .seed = 1, .services = 2'000, .now = town.world.now() });
    REQUIRE(made_up::fill(town.world, *maker));
    auto const twin = listing(town.database, made_up::harbor_house_shelter).value();
    auto again = twin;
    again.organization = town.an_organization("Harbour House");
    REQUIRE(town.listed(again));

    auto const found = find_duplicates(town.database).value();

    auto const it = std::ranges::find_if(found, [](Pair const& pair) { return pair.other_name == "Harbour House"; });
    REQUIRE(it != found.end());
    CHECK(it - found.begin() < 10);
}
