#include "hotline/directory/search/search.hpp"

#include "base/scrub.hpp"
#include "base/test_memory.hpp"
#include "hotline/directory/search/test_town.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

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
        CHECK(found.relaxed == std::vector { Condition::Words });
        CHECK(found.total == 2);
        CHECK(found.corrections.empty());
        CHECK(said(found).find(word) == std::string::npos);
        auto const misspelt = word.substr(0, 3) + word.substr(4);
        CHECK(open.find(town.words(misspelt))->corrections.empty());
        auto const completed = open.complete(word.substr(0, 4)).value();
        CHECK(std::find(completed.begin(), completed.end(), word) == completed.end());
        auto typing = town.words(word.substr(0, 5));
        typing.typing = true;
        CHECK(open.find(typing)->relaxed == std::vector { Condition::Words });
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
    CHECK(search.find(town.words("harmonium"))->relaxed == std::vector { Condition::Words });
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

#if !defined(__SANITIZE_ADDRESS__)
namespace {
/// One word to a search as well: letters alone.
MarkedWord letters_alone()
{
    SystemRandom random;
    std::string letters(40, ' ');
    for (auto& letter : letters)
        letter = static_cast<char>('a' + random.below(26));
    return MarkedWord(std::as_bytes(std::span(letters)));
}
} // namespace

TEST("after a search nothing that keeps state remembers its words")
{
    Town town;
    town.listed(town.shelter("Elm"));
    auto const index = town.indexed();
    auto open = town.searching(Audience::Public);
    auto staff = town.searching(Audience::Advocates);
    auto const word = letters_alone();

    REQUIRE(open.find(town.words(word.plain())));
    REQUIRE(staff.find(town.words("shelter " + word.plain())));
    REQUIRE(open.complete(word.plain()));
    REQUIRE(staff.complete("shelter " + word.plain()));
    scrub_stack();

    CHECK(times_in_memory(word) == 0);
}
#endif
