#include "hotline/directory/places/geo.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace reachline::hotline::directory {

namespace {
constexpr double earth_radius_miles = 3958.7613;
double radians(double degrees)
{
    return degrees * std::numbers::pi / 180;
}
} // namespace

double miles_between(Point const& from, Point const& to)
{
    double const half_up = std::sin(radians(to.latitude - from.latitude) / 2);
    double const half_across = std::sin(radians(to.longitude - from.longitude) / 2);
    double const haversine = half_up * half_up
        + std::cos(radians(from.latitude)) * std::cos(radians(to.latitude)) * half_across
            * half_across;
    return 2 * earth_radius_miles * std::asin(std::min(1.0, std::sqrt(haversine)));
}

double miles_per_degree_of_longitude(double latitude)
{
    return std::max(0.1, miles_per_degree_of_latitude * std::cos(radians(latitude)));
}

} // namespace reachline::hotline::directory
