#include "hotline/directory/search/search.hpp"

#include "base/json_binding.hpp"
#include "hotline/directory/made_up/made_up.hpp"
#include "hotline/directory/test_directory.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <unistd.h>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

namespace {

PlacesOnDemand const& places()
{
    static PlacesOnDemand const places(REACHLINE_SOURCE_DIR "/data/places");
    return places;
}

/// Two folders of a test's own in memory-backed storage, gone with it.
struct TestFolders {
    std::string root = "/dev/shm/reachline_search_test_" + std::to_string(getpid());
    IndexFolders folders { root + "/open", root + "/shut" };

    TestFolders() { std::filesystem::remove_all(root); }
    ~TestFolders() { std::filesystem::remove_all(root); }
};

/// A directory with what a test lists, and searches over it.
struct Town : TestDirectory {
    TestFolders where;
    Id<Organization> lantern = an_organization();

    Index indexed()
    {
        auto index = Index::open(where.folders, test_vocabulary());
        REQUIRE(index);
        REQUIRE(index->rebuild(database));
        return std::move(*index);
    }
    Search searching(Audience audience = Audience::Public)
    {
        auto search = Search::open(where.folders, test_vocabulary(), places(), audience);
        REQUIRE(search);
        return std::move(*search);
    }
    Listing shelter(std::string name, std::optional<Site> site = {})
    {
        auto one = a_shelter(lantern);
        one.name = std::move(name);
        one.site = std::move(site);
        return one;
    }
    Listing clinic(std::string name)
    {
        auto one = a_shelter(lantern);
        one.name = std::move(name);
        one.description = "Lawyers at no cost.";
        one.categories = { "legal_imm" };
        return one;
    }
    SearchQuery words(std::string text) { return { .words = std::move(text), .now = world.now() }; }
};

std::vector<std::string> names(Result<Found> const& found)
{
    REQUIRE(found);
    std::vector<std::string> all;
    for (auto const& hit : found->hits)
        all.push_back(hit.service.name);
    return all;
}
using Names = std::vector<std::string>;

std::string said(Found const& found)
{
    return json::text_of(json::written(found));
}

} // namespace

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

TEST("no words of advocates are found by the public in any hit, count, suggestion or correction")
{
    Town town;
    auto plain = town.shelter("Elm");
    auto noted = town.shelter("Oak");
    noted.advocate_note = "xylophonist knows the gate";
    noted.partner_note = "marimbaphone first";
    noted.email = "glockenspiel@example.org";
    noted.field_visibility = { { Field::Email, Visibility::Advocate },
        { Field::Description, Visibility::Partner } };
    noted.description = "Behind the harmonium works.";
    noted.phones.push_back({ .number = "713-555-0177",
        .description = "vibraphone desk",
        .visibility = Visibility::Advocate });
    auto unseen = town.shelter("Theremin cellar");
    unseen.visibility = Visibility::Advocate;
    town.listed(plain);
    town.listed(noted);
    town.listed(unseen);
    auto const index = town.indexed();
    auto open = town.searching(Audience::Public);
    auto staff = town.searching(Audience::Advocates);

    for (std::string const word :
        { "xylophonist", "marimbaphone", "glockenspiel", "harmonium", "vibraphone", "theremin" }) {
        CAPTURE(word);
        auto const found = open.find(town.words(word)).value();
        CHECK(found.relaxed == std::vector { Relaxed::Words });
        CHECK(found.total == 2);
        CHECK(found.corrections.empty());
        CHECK(said(found).find(word) == std::string::npos);
        auto const misspelt = word.substr(0, 3) + word.substr(4);
        CHECK(open.find(town.words(misspelt))->corrections.empty());
        CHECK(open.complete(word.substr(0, 4))->empty());
        auto typing = town.words(word.substr(0, 5));
        typing.typing = true;
        CHECK(open.find(typing)->relaxed == std::vector { Relaxed::Words });
    }
    CHECK(said(open.find(town.words("oak")).value()).find("0177") == std::string::npos);
    CHECK(names(staff.find(town.words("xylophonist"))) == Names { "Oak" });
    CHECK(names(staff.find(town.words("xylofonist"))) == Names { "Oak" });
    CHECK(names(staff.find(town.words("theremin"))) == Names { "Theremin cellar" });
    CHECK(staff.find(town.words("shelter"))->total == 3);
    CHECK(open.find(town.words("shelter"))->total == 2);
}

TEST("no term, entry, value or spelling of the public index says an advocates' word")
{
    Town town;
    auto noted = town.shelter("Oak");
    noted.advocate_note = "xylophonist knows the gate";
    noted.email = "xylophonist@example.org";
    noted.field_visibility = { { Field::Email, Visibility::Partner } };
    auto const id = town.listed(noted);
    auto index = town.indexed();
    REQUIRE(index.refresh(town.database, id));
    auto const words_in = [](std::string const& folder) {
        Xapian::Database const database(current_of(folder));
        std::string all;
        for (auto at = database.allterms_begin(); at != database.allterms_end(); ++at)
            all += *at + "\n";
        for (auto at = database.spellings_begin(); at != database.spellings_end(); ++at)
            all += *at + "\n";
        for (auto at = database.postlist_begin(""); at != database.postlist_end(""); ++at) {
            auto const document = database.get_document(*at);
            all += document.get_data() + "\n";
            for (auto value = document.values_begin(); value != document.values_end(); ++value)
                all += *value + "\n";
        }
        return all;
    };

    auto const open = words_in(town.where.folders.for_public);
    auto const shut = words_in(town.where.folders.for_advocates);

    CHECK(open.find("copper") != std::string::npos);
    CHECK(open.find("xylophon") == std::string::npos);
    CHECK(open.find("the gate") == std::string::npos);
    CHECK(shut.find("xylophon") != std::string::npos);
}

TEST("a word made private is forgotten at once, also by corrections and suggestions")
{
    Town town;
    auto one = town.shelter("Oak");
    one.description = "By the harmonium works.";
    auto const id = town.listed(one);
    auto index = town.indexed();
    auto search = town.searching();
    CHECK(search.find(town.words("harmonum"))->corrections.size() == 1);

    auto hushed = listing(town.database, id).value();
    hushed.field_visibility = { { Field::Description, Visibility::Advocate } };
    REQUIRE(keep(town.database, hushed));
    REQUIRE(index.refresh(town.database, id));

    CHECK(search.find(town.words("harmonum"))->corrections.empty());
    CHECK(search.complete("harm")->empty());
    CHECK(search.find(town.words("harmonium"))->relaxed == std::vector { Relaxed::Words });
}

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
    CHECK(search.find(town.words("elm"))->relaxed == std::vector { Relaxed::Words });
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
    CHECK(Search::open(town.where.folders, test_vocabulary(), places(), Audience::Advocates)
              .error()
              .fault
        == Fault::Broken);
    CHECK(Index::open(
              { town.where.folders.for_public, REACHLINE_SOURCE_DIR "/build" }, test_vocabulary())
              .error()
              .fault
        == Fault::Invalid);
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

TEST("searches from everywhere tell nothing of where a confidential house stands")
{
    // The same service twice, its house at opposite ends of the county: whoever measures from a
    // hundred places must get the same answers, or three circles would meet at the door.
    auto const answers_for = [](Point house, Audience audience) {
        Town town;
        auto hidden = town.shelter("Hidden");
        hidden.confidential = true;
        hidden.accepts_live_transfer = true;
        town.listed(hidden, town.a_house(house));
        auto const index = town.indexed();
        auto search = town.searching(audience);
        std::string all;
        for (auto const* const zip :
            { "77002", "77084", "77346", "77571", "77493", "77547", "77449", "77073" })
            for (double const radius : { 3.0, 8.0, 15.0, 25.0 }) {
                SearchQuery query { .words = "hidden",
                    .place = zip,
                    .radius_miles = radius,
                    .order = Order::Distance,
                    .now = town.world.now() };
                auto found = search.find(query).value();
                for (auto& hit : found.hits)
                    hit.service.id = {}; // made from the clock
                all += said(found) + "\n";
            }
        CHECK(all.find("distance_miles\":") != std::string::npos);
        CHECK(all.find("Hidden Street") == std::string::npos);
        CHECK(all.find("latitude") == std::string::npos);
        return all;
    };

    for (auto const audience : { Audience::Public, Audience::Advocates }) {
        auto const west = answers_for({ 29.90, -95.90 }, audience);
        auto const east = answers_for({ 29.60, -95.00 }, audience);
        CHECK(west == east);
    }
}

TEST("three distances lead to the middle of the county and miles away from the house")
{
    Town town;
    Point const house { 29.90, -95.75 };
    auto hidden = town.shelter("Hidden");
    hidden.confidential = true;
    town.listed(hidden, town.a_house(house));
    auto const index = town.indexed();
    auto search = town.searching();
    std::vector<std::pair<Point, double>> measured;
    for (auto const* const zip : { "77002", "77346", "77571" }) {
        auto const found = search.find(
            { .words = "hidden", .place = zip, .radius_miles = 100, .now = town.world.now() });
        measured.emplace_back(
            test_places().best(zip)->point, found->hits.at(0).distance_miles.value());
    }

    Point best;
    double least = 1e9;
    for (double latitude = 29.3; latitude < 30.3; latitude += 0.01)
        for (double longitude = -96.1; longitude < -94.8; longitude += 0.01) {
            double wrong = 0;
            for (auto const& [from, miles] : measured)
                wrong += std::abs(miles_between({ latitude, longitude }, from) - miles);
            if (wrong < least) {
                least = wrong;
                best = { latitude, longitude };
            }
        }

    auto const middle = test_places().centre_of_county("Harris County", "TX").value();
    CHECK(miles_between(best, middle) < 2);
    CHECK(miles_between(best, house) > 10);
}

TEST("an address for advocates alone is near for them, and for the public as far as its county")
{
    Town town;
    auto one = town.shelter("Elm", town.a_house({ 29.90, -95.75 }));
    one.field_visibility = { { Field::Address, Visibility::Advocate } };
    town.listed(one);
    auto const index = town.indexed();
    SearchQuery const query { .words = "elm", .place = "77449", .now = town.world.now() };
    auto const from = test_places().best("77449")->point;
    auto const middle = test_places().centre_of_county("Harris County", "TX").value();

    auto const open = town.searching().find(query)->hits.at(0);
    auto const staff = town.searching(Audience::Advocates).find(query)->hits.at(0);

    CHECK(
        open.distance_miles.value() == doctest::Approx(miles_between(from, middle)).epsilon(0.01));
    CHECK(open.service.city.empty());
    CHECK(staff.distance_miles.value()
        == doctest::Approx(miles_between(from, { 29.90, -95.75 })).epsilon(0.02));
    CHECK(staff.service.city == "Houston");
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
