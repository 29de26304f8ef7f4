#include "hotline/directory/search/search.hpp"

#include "hotline/directory/made_up/made_up.hpp"
#include "hotline/directory/search/test_town.hpp"

#include <algorithm>
#include <set>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

TEST("a service is found by its words, by a kind of help and by everyday words for it")
{
    Town town;
    town.listed(town.shelter("Elm"));
    town.listed(town.clinic("Oak"));
    auto const index = town.indexed();
    auto search = town.searching();

    CHECK(names(search.find(town.words("elm"))) == Names { "Elm" });
    CHECK(names(search.find(town.words("beds for tonight"))) == Names { "Elm" });
    CHECK(names(search.find(town.words("housing"))) == Names { "Elm" });
    CHECK(names(search.find(town.words("I need a place to stay"))) == Names { "Elm" });
    CHECK(names(search.find(town.words("visas"))) == Names { "Oak" });
}

TEST("Spanish words find what is written in English, with accents or without")
{
    Town town;
    town.listed(town.shelter("Elm"));
    town.listed(town.clinic("Oak"));
    auto const index = town.indexed();
    auto search = town.searching();

    CHECK(names(search.find(town.words("refugio"))) == Names { "Elm" });
    CHECK(names(search.find(town.words("vivienda"))) == Names { "Elm" });
    CHECK(names(search.find(town.words("albergues"))) == Names { "Elm" });
    CHECK(names(search.find(town.words("necesito una abogada de inmigración"))) == Names { "Oak" });
    CHECK(names(search.find(town.words("inmigracion"))) == Names { "Oak" });
    CHECK(search.find(town.words("refugio"))->relaxed.empty());
}

TEST("a misspelt word is corrected, and the answer says so")
{
    Town town;
    town.listed(town.shelter("Elm"));
    auto const index = town.indexed();
    auto search = town.searching();

    auto const found = search.find(town.words("sheltr"));

    CHECK(names(found) == Names { "Elm" });
    REQUIRE(found->corrections.size() == 1);
    CHECK(found->corrections[0].from == "sheltr");
    CHECK(found->corrections[0].to == "shelter");
    CHECK(search.find(town.words("shelter"))->corrections.empty());
}

TEST("while somebody types, the beginning of a word is enough and nothing is corrected")
{
    Town town;
    town.listed(town.shelter("Elmwood"));
    auto const index = town.indexed();
    auto search = town.searching();
    auto typing = town.words("elmw");
    typing.typing = true;

    CHECK(names(search.find(typing)) == Names { "Elmwood" });
    CHECK(search.find(typing)->corrections.empty());
    CHECK(search.complete("elm").value() == Names { "elmwood" });
}

TEST("near a place means within the circle, the nearest first")
{
    Town town;
    town.listed(town.shelter("Near", town.a_house({ 29.80, -95.40 })));
    town.listed(town.shelter("Nearer", town.a_house({ 29.76, -95.37 })));
    town.listed(town.shelter("Dallas", town.a_house({ 32.78, -96.80 })));
    auto const index = town.indexed();
    auto search = town.searching();
    auto query = town.words("shelter");
    query.place = "Houston";
    query.order = Order::Distance;

    auto const found = search.find(query);

    CHECK(names(found) == Names { "Nearer", "Near" });
    CHECK(found->place->name == "Houston, TX");
    CHECK(found->place->others.front() == "Houston, MS");
    CHECK(found->radius_miles == 50);
    CHECK(found->hits[0].distance_miles.value() < 1);
    query.radius_miles = 300;
    CHECK(names(search.find(query)) == Names { "Nearer", "Near", "Dallas" });
    query.radius_miles = 1;
    CHECK(names(search.find(query)) == Names { "Nearer" });
}

TEST("filters narrow: kind, language, state, open now and round the clock")
{
    Town town;
    auto night = town.shelter("Night");
    night.schedules = { { .byday = "MO,TU,WE,TH,FR,SA,SU",
        .opens_at = "00:00",
        .closes_at = "24:00",
        .timezone = "America/Chicago" } };
    auto day = town.clinic("Day");
    day.languages = { "en", "es" };
    day.schedules = { { .byday = "MO,TU,WE,TH,FR",
        .opens_at = "09:00",
        .closes_at = "17:00",
        .timezone = "America/Chicago" } };
    town.listed(night);
    town.listed(day);
    auto const index = town.indexed();
    auto search = town.searching();
    auto const with = [&](auto set, char const* at = "2026-11-23T16:00:00Z") {
        SearchQuery query { .now = json::time_from_text(at).value() };
        set(query);
        auto found = search.find(query);
        CHECK(found->relaxed.empty());
        auto all = names(found);
        std::sort(all.begin(), all.end());
        return all;
    };

    CHECK(with([](auto&) {}) == Names { "Day", "Night" });
    CHECK(with([](auto& q) { q.categories = { "legal_imm", "legal_civ" }; }) == Names { "Day" });
    CHECK(with([](auto& q) { q.language = "es"; }) == Names { "Day" });
    CHECK(with([](auto& q) { q.state = "TX"; }) == Names { "Day", "Night" });
    CHECK(with([](auto& q) { q.round_the_clock = true; }) == Names { "Night" });
    CHECK(with([](auto& q) { q.open_now = true; }) == Names { "Day", "Night" });
    CHECK(with([](auto& q) { q.open_now = true; }, "2026-11-23T03:00:00Z") == Names { "Night" });
}

TEST("what stands in the way is let go, said, and the national lines stand beside it")
{
    Town town;
    auto line = town.shelter("National");
    line.categories = { "hotline" };
    line.areas = { { .extent = Extent::Nation, .name = "United States" } };
    town.listed(line);
    town.listed(town.shelter("Dallas", town.a_house({ 32.78, -96.80 })));
    auto const index = town.indexed();
    auto search = town.searching();
    auto query = town.words("shelter");
    query.place = "Houston, TX";

    auto wider = search.find(query);
    CHECK(names(wider) == Names { "Dallas" });
    CHECK(wider->relaxed == std::vector { Condition::Radius });
    CHECK(wider->radius_miles == 250);
    REQUIRE(wider->national_lines.size() == 1);
    CHECK(wider->national_lines[0].service.name == "National");

    query.language = "vi";
    auto other = search.find(query);
    CHECK(names(other) == Names { "Dallas" });
    CHECK(other->relaxed == std::vector { Condition::Radius, Condition::Language });

    auto nonsense = search.find(town.words("qqqqzzzzq"));
    CHECK(nonsense->relaxed == std::vector { Condition::Words });
    CHECK_FALSE(nonsense->hits.empty());
}

TEST("who takes live calls is for advocates, and only while somebody made sure of it lately")
{
    Town town;
    auto one = town.shelter("Elm");
    one.accepts_live_transfer = true;
    town.listed(one);
    auto const index = town.indexed();
    auto staff = town.searching(Audience::Advocates);
    auto query = town.words("");
    query.accepts_live_transfer = true;

    CHECK(town.searching().find(query).error().fault == Fault::Invalid);
    CHECK(names(staff.find(query)) == Names { "Elm" });
    CHECK(staff.find(query)->relaxed.empty());
    query.now += Days(181);
    CHECK(staff.find(query)->relaxed == std::vector { Condition::LiveTransfer });
    CHECK_FALSE(staff.find(query)->hits[0].service.accepts_live_transfer);
}

TEST("a made-up directory of 600 is searched on every page, in every state")
{
    Town town;
    TestDirectory filled;
    auto maker = made_up::Maker::open(REACHLINE_SOURCE_DIR "/data/directory", test_vocabulary(),
        test_places(), { .seed = 1, .services = 600, .now = filled.world.now() });
    REQUIRE(made_up::fill(filled.world, *maker));
    auto index = Index::open(town.where.folders, test_vocabulary()).value();
    REQUIRE(index.rebuild(filled.database));
    auto search = town.searching();

    std::set<std::int64_t> seen;
    auto query = town.words("shelter");
    for (query.page = 0;; ++query.page) {
        auto const found = search.find(query).value();
        if (found.hits.empty())
            break;
        for (auto const& hit : found.hits)
            CHECK(seen.insert(hit.service.id.value).second);
    }
    CHECK(static_cast<std::int64_t>(seen.size()) == search.find(town.words("shelter"))->total);
    for (auto const* const state : { "AK", "GU", "PR", "WY", "DC" }) {
        SearchQuery in { .place = state, .now = town.world.now() };
        auto const found = search.find(in).value();
        CHECK(found.relaxed.empty());
        for (auto const& hit : found.hits)
            CHECK(hit.service.state == state);
    }
    auto const houston =
        search.find({ .words = "refugio", .place = "Houston", .now = town.world.now() }).value();
    CHECK(houston.hits[0].service.state == "TX");
    CHECK(said(houston).find("Trafficking Unit") == std::string::npos);
}

TEST("every mixture of words, places and filters is answered, and no service twice")
{
    // Two words of which either may match, over two databases, once read freed memory in Xapian.
    Town town;
    TestDirectory filled;
    auto maker = made_up::Maker::open(REACHLINE_SOURCE_DIR "/data/directory", test_vocabulary(),
        test_places(), { .seed = 2, .services = 150, .now = filled.world.now() });
    REQUIRE(made_up::fill(filled.world, *maker));
    auto index = Index::open(town.where.folders, test_vocabulary()).value();
    REQUIRE(index.rebuild(filled.database));
    SeededRandom dice(5);
    auto const pick = [&dice](auto const& all) { return all[dice.below(std::size(all))]; };
    std::string const words[] = { "", "shelter", "case manager", "refugio vivienda", "qqqq zzzz",
        "abogada inmigración", "safe house tonight", "trafficking unit" };
    std::string const towns[] = { "", "Houston", "Fargo ND", "Texas", "77002", "Guam" };
    std::string const tongues[] = { "en", "es", "chk" };

    for (auto const audience : { Audience::Public, Audience::Advocates }) {
        auto search = town.searching(audience);
        for (int i = 0; i < 200; ++i) {
            SearchQuery query { .words = pick(words),
                .place = pick(towns),
                .order = dice.below(2) ? Order::Fit : Order::Distance,
                .now = town.world.now() };
            if (dice.below(2))
                query.language = pick(tongues);
            if (dice.below(2))
                query.categories = { pick(test_vocabulary().categories).code };
            query.open_now = dice.below(3) == 0;
            query.accepts_live_transfer = audience == Audience::Advocates && dice.below(3) == 0;
            auto const found = search.find(query);
            REQUIRE(found);
            CHECK_FALSE(found->hits.empty());
            std::set<std::int64_t> seen;
            for (auto const& hit : found->hits)
                CHECK(seen.insert(hit.service.id.value).second);
        }
    }
}

TEST("bad searches are refused or harmless, whatever is in them")
{
    Town town;
    town.listed(town.shelter("Elm"));
    auto const index = town.indexed();
    auto search = town.searching();

    CHECK(search.find(town.words(std::string(301, 'a'))).error().fault == Fault::Invalid);
    CHECK(search.find({ .page = -1 }).error().fault == Fault::Invalid);
    CHECK(search.find({ .page_size = 101 }).error().fault == Fault::Invalid);
    for (auto const* const text : { "\xff\xfe\xc0", "XCshelter_em AND NOT", "* ? \"",
             "elm OR 1=1 --", "\xe5\xae\x89\xe5\x85\xa8", "a\tb\nc", "XMX XQ1" })
        CHECK(search.find(town.words(text)));
    CHECK(search.find({ .place = "\xff\xff", .now = town.world.now() })->place_unknown);
    CHECK(search.find({ .categories = { "no such" }, .now = town.world.now() })->relaxed
        == std::vector { Condition::Categories });
    CHECK(search.complete("\xff\xfe")->empty());
    CHECK(search.complete("")->empty());
}

TEST("remote help is found from wherever it serves, and room while it was told lately")
{
    Town town;
    auto state_wide = town.clinic("State line");
    state_wide.remote = true;
    state_wide.areas = { { .extent = Extent::State, .name = "Texas", .state = "TX" } };
    state_wide.site = town.a_house({ 32.78, -96.80 });
    town.listed(state_wide);
    auto county = town.clinic("County line");
    county.remote = true;
    county.areas = { { .extent = Extent::County,
        .name = "El Paso County, TX",
        .county = "El Paso County",
        .state = "TX" } };
    town.listed(county);
    auto nation = town.clinic("National line");
    nation.remote = true;
    nation.areas = { { .extent = Extent::Nation, .name = "United States" } };
    town.listed(nation);
    auto beds = town.shelter("Beds", town.a_house());
    beds.field_visibility = { { Field::Capacity, Visibility::Public } };
    auto const id = town.listed(beds);
    REQUIRE(report_room(town.world, town.maria, id, 2, 10, "beds"));
    auto const index = town.indexed();
    auto search = town.searching();
    SearchQuery query { .place = "Houston", .remote = true, .now = town.world.now() };

    auto found = search.find(query);
    auto all = names(found);
    std::sort(all.begin(), all.end());
    CHECK(all == Names { "National line", "State line" });
    CHECK(found->relaxed.empty());
    query.place = "Texas";
    CHECK(search.find(query)->total == 3);

    query = { .place = "Houston", .has_room = true, .now = town.world.now() };
    CHECK(names(search.find(query)) == Names { "Beds" });
    CHECK(search.find(query)->relaxed.empty());
    query.now += room_expires_after + hours(1);
    auto const stale = search.find(query).value();
    CHECK(stale.relaxed.front() == Condition::Room);
    CHECK(stale.hits[0].ask == std::vector { Condition::Room });
    CHECK_FALSE(stale.hits[0].service.capacity.has_value());
}

TEST("room that the public is not told is found by advocates alone")
{
    Town town;
    auto const id = town.listed(town.shelter("Beds"));
    REQUIRE(report_room(town.world, town.maria, id, 2, 10, "beds"));
    auto const index = town.indexed();
    auto open = town.searching(Audience::Public);
    auto staff = town.searching(Audience::Advocates);
    SearchQuery const query { .has_room = true, .now = town.world.now() };

    CHECK(staff.find(query)->relaxed.empty());
    CHECK(staff.find(query)->hits[0].service.capacity->available == 2);
    CHECK(open.find(query)->relaxed == std::vector { Condition::Room });
    CHECK_FALSE(open.find(query)->hits[0].service.capacity.has_value());
    CHECK(open.find(query)->hits[0].ask == std::vector { Condition::Room });
}

TEST("open now is judged by the clock where the hours are, and the answer says whose clock it is")
{
    Town town;
    auto west = town.shelter("West");
    west.schedules = { { .byday = "MO,TU,WE,TH,FR",
        .opens_at = "09:00",
        .closes_at = "17:00",
        .timezone = "America/Los_Angeles" } };
    town.listed(west);
    auto const index = town.indexed();
    auto search = town.searching();
    SearchQuery query { .place = "New York City", .kept = order_of_letting_go() };
    query.kept.erase(std::find(query.kept.begin(), query.kept.end(), Condition::Place));
    query.open_now = true;
    query.now = json::time_from_text("2026-11-23T23:30:00Z").value(); // 18:30 and 15:30

    auto const found = search.find(query).value();
    CHECK(names(found) == Names { "West" });
    CHECK(found.zone == "America/New_York");
    CHECK(found.hits[0].zone == "America/Los_Angeles");
    CHECK(found.hits[0].open_now == true);
    query.zone = "Europe/Madrid";
    CHECK(search.find(query)->zone == "Europe/Madrid");
    query.place = "Harris County, TX";
    query.zone = "";
    CHECK(search.find(query)->zone == "America/Chicago");
    query.place = "Texas";
    CHECK(search.find(query)->zone == "America/Chicago");
}

TEST("what nobody made sure of for a year says so, and what was kept is not let go")
{
    Town town;
    town.listed(town.shelter("Elm"));
    auto const index = town.indexed();
    auto search = town.searching();
    auto query = town.words("elm");

    CHECK_FALSE(search.find(query)->hits[0].overdue);
    query.now += Days(366);
    CHECK(search.find(query)->hits[0].overdue);
    query.language = "vi";
    CHECK(search.find(query)->relaxed == std::vector { Condition::Language });
    CHECK(search.find(query)->hits[0].unfit == std::vector { Condition::Language });
    query.kept = { Condition::Language, Condition::Words };
    CHECK(search.find(query)->hits.empty());
}

TEST("a correction can be taken back, and a text goes on with the words of the index")
{
    Town town;
    auto one = town.shelter("Elm");
    one.alternate_name = "Casa Olmo";
    town.listed(one);
    auto const index = town.indexed();
    auto search = town.searching();
    auto query = town.words("sheltr");

    CHECK(search.find(query)->corrections.size() == 1);
    query.as_typed = true;
    CHECK(search.find(query)->corrections.empty());
    CHECK(search.find(query)->relaxed == std::vector { Condition::Words });
    CHECK(names(search.find(town.words("olmo"))) == Names { "Elm" });
    CHECK(search.complete("emergency shel")->front() == "emergency shelter");
    CHECK(search.complete("alber")->front() == "albergue");
}
