#include "hotline/directory/places/borders.hpp"

#include "base/test.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace reachline;
using namespace reachline::hotline::directory;

namespace {

Borders const& the_borders()
{
    static auto const borders = Borders::load(REACHLINE_SOURCE_DIR "/data/map");
    REQUIRE(borders);
    return *borders;
}

} // namespace

TEST("every state has a border, and its lines lie where it is")
{
    auto const texas = state_number("TX");

    double west = 0, east = -180, south = 90, north = 0;
    for (auto const& border : the_borders().of_states())
        if (border.touches_state(texas))
            for (auto const& point : border.line) {
                west = std::min(west, point.longitude);
                east = std::max(east, point.longitude);
                south = std::min(south, point.latitude);
                north = std::max(north, point.latitude);
            }

    CHECK(west == doctest::Approx(-106.6).epsilon(0.01));
    CHECK(east == doctest::Approx(-93.5).epsilon(0.01));
    CHECK(south == doctest::Approx(25.8).epsilon(0.01));
    CHECK(north == doctest::Approx(36.5).epsilon(0.01));
    for (auto const* letters : { "AL", "AK", "HI", "PR", "GU", "DC", "WY" })
        CHECK(std::ranges::any_of(the_borders().of_states(),
            [&](Border const& border) { return border.touches_state(state_number(letters)); }));
}

TEST("Alaska is in one piece")
{
    for (auto const& border : the_borders().of_counties())
        if (border.touches_state(state_number("AK")))
            for (auto const& point : border.line)
                CHECK(point.longitude < 0);
}

TEST("a county is found by its name and its state, and what is none is not")
{
    CHECK(the_borders().county("Harris", "TX") == 48201);
    CHECK(the_borders().county("Harris", "GA") == 13145);
    CHECK(the_borders().county("Harris", "ZZ") == 0);
    CHECK(the_borders().county("Nowhere", "TX") == 0);
}

TEST("lines that are missing or damaged are refused whole")
{
    auto const folder = std::filesystem::temp_directory_path() / "reachline-damaged-borders";
    std::filesystem::create_directories(folder);

    CHECK(Borders::load(folder / "nowhere").error().fault == Fault::Broken);
    for (auto const* text :
        { "border\t48201\t\t1 2 x\n", "border\t48201\t\t1 2 3\n", "road\t1\t2\t3 4\n" }) {
        std::ofstream(folder / "us-borders.tsv.gz") << text;
        CHECK(Borders::load(folder).error().fault == Fault::Broken);
    }
    std::filesystem::remove_all(folder);
}

TEST("counties that share a line are neighbours, also over the border of a state")
{
    auto const& borders = the_borders();
    auto const around = borders.neighbours_of(borders.county("Bowie", "TX"));

    CHECK(std::ranges::count(around, borders.county("Miller", "AR")) == 1);
    CHECK(std::ranges::count(around, borders.county("Cass", "TX")) == 1);
    CHECK(std::ranges::count(around, borders.county("Harris", "TX")) == 0);
    CHECK(std::ranges::count(around, CountyCode { 0 }) == 0);
    CHECK(state_of(borders.county("Miller", "AR")) == "AR");
    CHECK(state_of(0).empty());
}
