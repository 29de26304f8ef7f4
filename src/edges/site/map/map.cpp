#include "edges/site/map/map.hpp"

#include "edges/site/map/window.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace reachline::edges::site {

namespace directory = hotline::directory;
using directory::Border;
using directory::Borders;
using directory::Place;
using directory::PlaceKind;
using directory::Places;

namespace {

constexpr double counties_up_to_miles = 420; ///< wider maps show states alone
constexpr double widest_with_islets = 1'500; ///< miles, and with towns
constexpr int hair = 9; ///< units
constexpr std::size_t most_towns = 7;
constexpr std::size_t towns_looked_at = 300;
constexpr int letter_width = 36;
constexpr int line_height = 74;

bool is_asked_for(Border const& border, directory::CountyCode county)
{
    return county != 0 && (border.one == county) != (border.other == county);
}

directory::CountyCode county_of(MapAsk const& ask, Borders const& borders)
{
    if (!ask.place || ask.place->kind != PlaceKind::County)
        return 0;
    std::string_view name = ask.place->county;
    for (std::string_view const kind : { " County", " Parish", " Borough", " Municipality" })
        if (name.ends_with(kind))
            name.remove_suffix(kind.size());
    return borders.county(name, ask.place->state);
}

Bounds bounds_of(MapAsk const& ask, Borders const& borders)
{
    Bounds bounds;
    for (auto const& pin : ask.pins)
        bounds.take_in(pin.point);
    if (!ask.place)
        return bounds;
    if (ask.place->kind == PlaceKind::State) {
        auto const state = directory::state_number(ask.place->state);
        for (auto const& border : borders.of_states())
            if (border.touches_state(state))
                for (auto const& point : border.line)
                    bounds.take_in(point);
        return bounds;
    }
    bounds.take_in(ask.place->point);
    auto const county = county_of(ask, borders);
    for (auto const& border : borders.of_counties())
        if (is_asked_for(border, county))
            for (auto const& point : border.line)
                bounds.take_in(point);
    return bounds;
}

/// A number of path data: a minus parts it from the one before, so it needs no space.
void add_number(std::string& path, int number)
{
    if (number >= 0 && !path.empty() && path.back() >= '0' && path.back() <= '9')
        path += ' ';
    path += std::to_string(number);
}

void add_spot(std::string& path, int x, int y)
{
    add_number(path, x);
    add_number(path, y);
}

/// Units between two points of a line that are both kept. The wider the map, the more lines it has.
int least_step(Window const& window)
{
    return 7 + static_cast<int>(window.miles_wide() / 250);
}

/// On a map of half the country, what is no wider than a hair: islets.
bool is_too_small(Border const& border, Window const& window)
{
    if (window.miles_wide() <= widest_with_islets)
        return false;
    auto const first = window.spot(border.line.front());
    return std::ranges::all_of(border.line, [&](directory::Point const& point) {
        auto const spot = window.spot(point);
        return std::abs(spot.x - first.x) < hair && std::abs(spot.y - first.y) < hair;
    });
}

/// The parts of a line that can be seen, as path data: "M" to a point, then steps.
void add_line(std::string& path, Border const& border, Window const& window)
{
    std::optional<Spot> last;
    bool in_path = false;
    auto const step = least_step(window);
    for (std::size_t i = 0; i < border.line.size(); ++i) {
        auto const spot = window.spot(border.line[i]);
        bool const ends = i + 1 == border.line.size();
        if (last && !ends && std::abs(spot.x - last->x) < step && std::abs(spot.y - last->y) < step)
            continue;
        bool const seen = last && window.may_show(*last, spot);
        if (seen && !in_path) {
            path += 'M';
            add_spot(path, last->x, last->y);
            path += 'l';
        }
        if (seen)
            add_spot(path, spot.x - last->x, spot.y - last->y);
        in_path = seen;
        last = spot;
    }
}

/// Dots that would lie on each other become one with both numbers.
std::vector<MapDrawing::Marker> markers_of(std::vector<Pin> const& pins, Window const& window)
{
    std::vector<MapDrawing::Marker> markers;
    for (auto const& pin : pins) {
        auto const at = window.spot(pin.point);
        auto const near = std::ranges::find_if(markers, [&](MapDrawing::Marker const& marker) {
            return std::abs(marker.x - at.x) < marker.half + marker_radius
                && std::abs(marker.y - at.y) < 2 * marker_radius;
        });
        auto const number = std::to_string(pin.number);
        if (near == markers.end()) {
            markers.push_back({ .x = at.x, .y = at.y, .half = marker_radius, .label = number });
            continue;
        }
        near->label += ", " + number;
        near->half =
            std::max(marker_radius, static_cast<int>(near->label.size()) * letter_width / 2 + 24);
        near->x = std::clamp(near->x, near->half, map_width - near->half);
    }
    return markers;
}

struct Box {
    int left, top, right, bottom;
    bool overlaps(Box const& other) const
    {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

/// The greatest towns of the states in question whose names have room.
std::vector<MapDrawing::Town> towns_of(MapAsk const& ask,
    std::vector<MapDrawing::Marker> const& markers, Window const& window, Places const& places)
{
    std::set<std::string> states;
    if (ask.place && !ask.place->state.empty())
        states.insert(ask.place->state);
    for (auto const& pin : ask.pins)
        states.insert(pin.state);
    std::vector<Place> towns;
    for (auto const& state : states)
        for (auto& town : places.cities_of(state, towns_looked_at))
            towns.push_back(std::move(town));
    std::ranges::stable_sort(
        towns, [](Place const& a, Place const& b) { return a.population > b.population; });
    std::vector<Box> taken;
    for (auto const& marker : markers)
        taken.push_back({ marker.x - marker.half, marker.y - marker_radius, marker.x + marker.half,
            marker.y + marker_radius });
    std::vector<MapDrawing::Town> shown;
    for (auto const& town : towns) {
        auto const at = window.spot(town.point);
        auto const half = static_cast<int>(town.city.size()) * letter_width / 2;
        Box const box { at.x - half, at.y - 20, at.x + half, at.y + 20 + line_height };
        bool const fits = box.left > 0 && box.right < map_width && box.top > 0
            && box.bottom < map_height
            && std::ranges::none_of(taken, [&](Box const& one) { return one.overlaps(box); });
        if (!fits)
            continue;
        taken.push_back(box);
        shown.push_back({ at.x, at.y, town.city });
        if (shown.size() == most_towns)
            break;
    }
    return shown;
}

} // namespace

std::optional<MapDrawing> drawn(MapAsk const& ask, Borders const& borders, Places const& places)
{
    auto const bounds = bounds_of(ask, borders);
    if (bounds.are_empty())
        return std::nullopt;
    Window const window(bounds);
    auto const county = county_of(ask, borders);
    bool const with_counties = window.miles_wide() <= counties_up_to_miles
        && (!ask.place || ask.place->kind != PlaceKind::State);
    MapDrawing drawing;
    for (auto const& border : borders.of_states())
        if (!is_too_small(border, window))
            add_line(drawing.states, border, window);
    for (auto const& border : borders.of_counties())
        if (is_asked_for(border, county))
            add_line(drawing.asked, border, window);
        else if (with_counties && !border.is_of_states())
            add_line(drawing.counties, border, window);
    drawing.markers = markers_of(ask.pins, window);
    if (window.miles_wide() <= widest_with_islets)
        drawing.towns = towns_of(ask, drawing.markers, window, places);
    return drawing;
}

} // namespace reachline::edges::site
