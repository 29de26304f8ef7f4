#include "edges/site/map/map.hpp"

#include "base/test.hpp"
#include "hotline/directory/places/states.hpp"
#include "hotline/directory/test_directory.hpp"

#include <algorithm>
#include <sstream>

using namespace reachline;
using namespace reachline::edges::site;
using namespace reachline::hotline::directory;

namespace {

Borders const& the_borders()
{
    static auto const borders = Borders::load(REACHLINE_SOURCE_DIR "/data/map");
    REQUIRE(borders);
    return *borders;
}

std::optional<MapDrawing> map_for(std::string_view place, std::vector<Pin> pins = {})
{
    MapAsk ask { .pins = std::move(pins) };
    if (!place.empty())
        ask.place = test_places().best(place);
    return drawn(ask, the_borders(), test_places());
}

Pin pin_at(int number, Point point, std::string state = "TX")
{
    return { number, point, std::move(state) };
}

constexpr Point downtown { 29.76, -95.37 };
constexpr Point pasadena { 29.69, -95.21 };

/// Every number of a path, whatever letters stand between them.
bool is_a_path(std::string_view path)
{
    return std::ranges::all_of(path, [](char c) {
        return (c >= '0' && c <= '9') || c == '-' || c == ' ' || c == 'M' || c == 'l';
    });
}

std::size_t size_of(MapDrawing const& map)
{
    return map.counties.size() + map.states.size() + map.asked.size();
}

} // namespace

TEST("a map around a city has its counties, its dots where they are, and its neighbours' names")
{
    auto const map = map_for("Houston", { pin_at(1, downtown), pin_at(4, pasadena) });

    REQUIRE(map);
    CHECK_FALSE(map->counties.empty());
    CHECK(is_a_path(map->counties));
    CHECK(is_a_path(map->states));
    REQUIRE(map->markers.size() == 2);
    CHECK(map->markers[0].label == "1");
    CHECK(map->markers[1].label == "4");
    // Pasadena lies to the east of the middle of Houston, and a little south.
    CHECK(map->markers[1].x > map->markers[0].x);
    CHECK(map->markers[1].y > map->markers[0].y);
    CHECK_FALSE(map->towns.empty());
    for (auto const& marker : map->markers) {
        CHECK(marker.x > 0);
        CHECK(marker.x < map_width);
        CHECK(marker.y > 0);
        CHECK(marker.y < map_height);
    }
}

TEST("every state can be drawn, and no map is heavy")
{
    for (auto const& state : states()) {
        CAPTURE(state.name);
        auto const map = map_for(state.name);
        REQUIRE(map);
        CHECK_FALSE(map->states.empty());
        CHECK(size_of(*map) <= 8 * 1024);
    }
}

TEST("a map of the whole country is light too")
{
    auto const map = map_for("",
        { pin_at(1, { 47.6, -122.3 }, "WA"), pin_at(2, { 25.8, -80.2 }, "FL"),
            pin_at(3, { 44.9, -68.7 }, "ME") });

    REQUIRE(map);
    CHECK(map->counties.empty());
    CHECK(size_of(*map) <= 14 * 1024);
    CHECK(map->markers.size() == 3);
}

TEST("the county that was asked for is drawn out")
{
    CHECK_FALSE(map_for("Harris County, TX")->asked.empty());
    CHECK(map_for("Houston")->asked.empty());
}

TEST("dots at one spot become one with all their numbers")
{
    auto const map =
        map_for("Houston", { pin_at(1, downtown), pin_at(2, downtown), pin_at(3, pasadena) });

    REQUIRE(map->markers.size() == 2);
    CHECK(map->markers[0].label == "1, 2");
    CHECK(map->markers[0].half > marker_radius);
}

TEST("with neither a place nor a dot there is no map")
{
    CHECK_FALSE(map_for(""));
}
