#include "hotline/directory/places/places.hpp"

#include "base/test.hpp"

#include <algorithm>
#include <chrono>

using namespace reachline;
using namespace reachline::hotline::directory;

namespace {
Places const& the_places()
{
    static PlacesOnDemand const places(REACHLINE_SOURCE_DIR "/data/places");
    auto const loaded = places.get();
    REQUIRE(loaded);
    return **loaded;
}
std::string said(std::string_view text)
{
    auto const place = the_places().best(text);
    return place ? place->name : "nowhere";
}
} // namespace

TEST("Houston is the city of two million, and says so; the others stay to be chosen")
{
    auto const houstons = the_places().find("Houston", 10);

    REQUIRE(houstons.size() >= 6);
    CHECK(houstons[0].name == "Houston, TX");
    CHECK(houstons[0].population == 2'304'580);
    CHECK(houstons[1].name == "Houston, MS");
    CHECK(said("houston mn") == "Houston, MN");
    CHECK(said("Houston, Minnesota") == "Houston, MN");
}

TEST("a village that is spelled nearly as a city stays what was typed, and the city is offered behind it")
{
    auto const found = the_places().find("Huston", 4);
    auto const city = the_places().find("Houston", 10);

    CHECK(found.at(0).name == "Huston, ID");
    CHECK_FALSE(found[0].corrected);
    CHECK(found.at(1).name == "Houston, TX");
    CHECK(std::none_of(city.begin(), city.end(), [](Place const& place) { return place.corrected; }));
}

TEST("a place is found by ZIP code, city, county, state, Spanish name and nickname")
{
    CHECK(said("77002") == "77002 (Houston, TX)");
    CHECK(said("77002-1234") == "77002 (Houston, TX)");
    CHECK(said("Harris County, TX") == "Harris County, TX");
    CHECK(said("Jefferson Parish") == "Jefferson Parish, LA");
    CHECK(said("nuevo mexico") == "New Mexico");
    CHECK(said("tx") == "Texas");
    CHECK(said("NYC") == "New York City, NY");
    CHECK(said("new york") == "New York City, NY");
    CHECK(said("Washington") == "Washington, DC");
    CHECK(said("Kansas") == "Kansas");
    CHECK(said("Holtsville") == "Holtsville, NY");
    CHECK(said("st. louis") == "St. Louis, MO");
}

TEST("a place is found as people say it, in English and Spanish, with accents or without")
{
    CHECK(said("Condado de Harris, Texas") == "Harris County, TX");
    CHECK(said("condado Harris TX") == "Harris County, TX");
    CHECK(said("parroquia de Jefferson") == "Jefferson Parish, LA");
    CHECK(said("Estado de Nueva York") == "New York");
    CHECK(said("new york state") == "New York");
    CHECK(said("Washington state") == "Washington");
    CHECK(said("Ciudad de Nueva York") == "New York City, NY");
    CHECK(said("cerca de Houston, Tejas") == "Houston, TX");
    CHECK(said("near Houston") == "Houston, TX");
    CHECK(said("Houston area") == "Houston, TX");
    CHECK(said("Texas, Houston") == "Houston, TX");
    CHECK(said("Houston, TX 77002") == "77002 (Houston, TX)");
    CHECK(said("Washington, D.C.") == "Washington, DC");
    for (auto const* const text : { "Española", "Espanola", "ESPAÑOLA NM" })
        CHECK(said(text) == "Española, NM");
    for (auto const* const text : { "Mayagüez", "mayaguez", "Mayaguez, Puerto Rico" })
        CHECK(said(text) == "Mayagüez, PR");
    CHECK(said("Carolina del Norte") == "North Carolina");
    CHECK(said("Misuri") == "Missouri");
    CHECK(said("Hawái") == "Hawaii");
    CHECK(said("Dona Ana County") == "Doña Ana County, NM");
    CHECK(said("condado de doña ana") == "Doña Ana County, NM");
}

TEST("what else a name may mean are places of that name, and a place has a clock")
{
    for (auto const& other : the_places().find("Brooklyn", 10))
        CHECK(other.name.find("Brooklyn") != std::string::npos);
    auto const zone_of = [](char const* text) {
        return the_places().timezone_of(the_places().best(text).value());
    };

    CHECK(zone_of("Houston") == "America/Chicago");
    CHECK(zone_of("El Paso") == "America/Denver");
    CHECK(zone_of("Harris County, TX") == "America/Chicago");
    CHECK(zone_of("El Paso County, TX") == "America/Denver");
    CHECK(zone_of("85001") == "America/Phoenix");
    CHECK(zone_of("California") == "America/Los_Angeles");
    CHECK(zone_of("Guam") == "Pacific/Guam");
}

TEST("both sources of ZIP codes are joined, with the territories that only one has")
{
    CHECK(the_places().zips() >= 41'000);
    CHECK(the_places().best("00901")->state == "PR");
    CHECK(the_places().best("00501")->state == "NY");
    CHECK(the_places().best("San Juan PR")->name == "San Juan, PR");
    for (auto const* const state : { "PR", "GU", "VI", "AS", "MP", "DC", "AK" })
        CHECK(the_places().centre_of_state(state));
}

TEST("a misspelt city is found and says that it was corrected")
{
    CHECK(said("Huoston") == "Houston, TX");
    CHECK(said("Philadelfia") == "Philadelphia, PA");
    CHECK(the_places().best("Huoston")->corrected);
    CHECK_FALSE(the_places().best("Houston")->corrected);
}

TEST("what is no place finds none, whatever is written")
{
    CHECK(said("") == "nowhere");
    CHECK(said("zzzzqqqq") == "nowhere");
    CHECK(said("00000") == "nowhere");
    CHECK(said(std::string(100'000, 'a')) == "nowhere");
    CHECK(said("\xff\xfe%s'; drop table place") == "nowhere");
}

TEST("distances are those of the map")
{
    CHECK(miles_between({ 29.7604, -95.3698 }, { 32.7767, -96.7970 })
        == doctest::Approx(225).epsilon(0.01));
    CHECK(miles_between({ 29.7604, -95.3698 }, { 29.7604, -95.3698 }) == 0);
}

TEST("places are few megabytes and quick to load")
{
    auto const start = std::chrono::steady_clock::now();
    auto const places = Places::load(REACHLINE_SOURCE_DIR "/data/places");
    auto const took = std::chrono::steady_clock::now() - start;

    REQUIRE(places);
    CHECK(places->bytes() < 6'000'000);
    MESSAGE("places: ", places->bytes(), " bytes, ",
        std::chrono::duration_cast<std::chrono::milliseconds>(took).count(), " ms");
}
