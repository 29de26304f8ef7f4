#pragma once

// The part of the country that a map shows, and where a point of it stands in the drawing.

#include "hotline/directory/places/geo.hpp"

namespace reachline::edges::site {

struct Bounds {
    double south = 90;
    double north = -90;
    double west = 360;
    double east = -360;

    void take_in(hotline::directory::Point const&);
    bool are_empty() const { return south > north; }
};

struct Spot {
    int x = 0;
    int y = 0;
};

class Window {
public:
    /// Around the bounds with a margin, never so near that a dot would stand for a street.
    explicit Window(Bounds const&);

    Spot spot(hotline::directory::Point const&) const;
    /// Whether a line between the two may cross the drawing.
    bool may_show(Spot from, Spot to) const;
    double miles_wide() const { return miles_wide_; }

private:
    hotline::directory::Point middle_;
    double units_per_latitude_ = 1;
    double units_per_longitude_ = 1;
    double miles_wide_ = 0;
};

} // namespace reachline::edges::site
