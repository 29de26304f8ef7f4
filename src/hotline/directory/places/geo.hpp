#pragma once

// Points on the earth and the way between them, as the crow flies.

#include <boost/describe/class.hpp>

namespace reachline::hotline::directory {

/// WGS 84 degrees.
struct Point {
    double latitude = 0;
    double longitude = 0;
    bool operator==(Point const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Point, (), (latitude, longitude))

/// Great-circle distance on a sphere of the earth's mean radius; off by 0.5 % at most.
double miles_between(Point const&, Point const&);

/// What one degree is worth at a latitude.
inline constexpr double miles_per_degree_of_latitude = 69.09;
double miles_per_degree_of_longitude(double latitude);

} // namespace reachline::hotline::directory
