#pragma once

// A map that we draw ourselves, so that nobody else learns where a person looks. Lines of states
// and counties, the greater towns, and a numbered dot for each result whose place everybody may
// know.
//
// What has no public place leaves no trace here: the part of the country that is shown follows from
// the place that was asked for and from the dots alone.

#include "hotline/directory/places/borders.hpp"

#include <optional>
#include <string>
#include <vector>

namespace reachline::edges::site {

/// A result with a public place, by its number in the list.
struct Pin {
    int number = 0;
    hotline::directory::Point point {};
    std::string state {}; ///< "TX"
};

struct MapAsk {
    std::optional<hotline::directory::Place> place {}; ///< as the search understood it
    std::vector<Pin> pins {};
};

/// What stands in the drawing, in units of its own: 1600 wide, 1200 high.
struct MapDrawing {
    struct Marker {
        int x = 0;
        int y = 0;
        int half = 0; ///< half of its width; wider when it bears several numbers
        std::string label {}; ///< "3", or "3, 5" where two stand at one spot
    };
    struct Town {
        int x = 0;
        int y = 0;
        std::string name {};
    };
    std::string counties {}; ///< path data of SVG
    std::string states {};
    std::string asked {}; ///< the border of the county that was asked for
    std::vector<Marker> markers {};
    std::vector<Town> towns {};
};

inline constexpr int map_width = 1600;
inline constexpr int map_height = 1200;
inline constexpr int marker_radius = 52;

/// Nothing when there is neither a place nor a pin to show.
std::optional<MapDrawing> drawn(
    MapAsk const&, hotline::directory::Borders const&, hotline::directory::Places const&);

} // namespace reachline::edges::site
