#include "edges/site/map/window.hpp"

#include "edges/site/map/map.hpp"

#include <algorithm>
#include <cmath>

namespace reachline::edges::site {

using hotline::directory::Point;

namespace {
constexpr double margin = 1.3; ///< of the bounds' own size
constexpr double least_miles_wide = 30;
constexpr double furthest = 100'000; ///< units; what lies beyond is not seen anyway
} // namespace

void Bounds::take_in(Point const& point)
{
    south = std::min(south, point.latitude);
    north = std::max(north, point.latitude);
    west = std::min(west, point.longitude);
    east = std::max(east, point.longitude);
}

Window::Window(Bounds const& bounds)
    : middle_({ (bounds.south + bounds.north) / 2, (bounds.west + bounds.east) / 2 })
{
    auto const miles_a_longitude =
        hotline::directory::miles_per_degree_of_longitude(middle_.latitude);
    auto const wide = (bounds.east - bounds.west) * miles_a_longitude * margin;
    auto const high =
        (bounds.north - bounds.south) * hotline::directory::miles_per_degree_of_latitude * margin;
    miles_wide_ = std::max({ wide, high * map_width / map_height, least_miles_wide });
    auto const units_a_mile = map_width / miles_wide_;
    units_per_latitude_ = hotline::directory::miles_per_degree_of_latitude * units_a_mile;
    units_per_longitude_ = miles_a_longitude * units_a_mile;
}

Spot Window::spot(Point const& point) const
{
    auto const unit = [](double value) {
        return static_cast<int>(std::lround(std::clamp(value, -furthest, furthest)));
    };
    return { unit(map_width / 2.0 + (point.longitude - middle_.longitude) * units_per_longitude_),
        unit(map_height / 2.0 - (point.latitude - middle_.latitude) * units_per_latitude_) };
}

bool Window::may_show(Spot from, Spot to) const
{
    return std::max(from.x, to.x) >= 0 && std::min(from.x, to.x) <= map_width
        && std::max(from.y, to.y) >= 0 && std::min(from.y, to.y) <= map_height;
}

} // namespace reachline::edges::site
