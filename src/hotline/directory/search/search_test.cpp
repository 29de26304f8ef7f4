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
    CHECK(wider->relaxed == std::vector { Relaxed::Radius });
    CHECK(wider->radius_miles == 250);
    REQUIRE(wider->national_lines.size() == 1);
    CHECK(wider->national_lines[0].service.name == "National");

    query.language = "vi";
    auto other = search.find(query);
    CHECK(names(other) == Names { "Dallas" });
    CHECK(other->relaxed == std::vector { Relaxed::Radius, Relaxed::Language });

    auto nonsense = search.find(town.words("qqqqzzzzq"));
    CHECK(nonsense->relaxed == std::vector { Relaxed::Words });
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
    CHECK(staff.find(query)->relaxed == std::vector { Relaxed::LiveTransfer });
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
        == std::vector { Relaxed::Categories });
    CHECK(search.complete("\xff\xfe")->empty());
    CHECK(search.complete("")->empty());
}
