#pragma once

// Where the counties and states of the United States end: lines to draw a map from, offline. A map
// fetched from somebody else's server would tell them where a person looks for shelter.
//
// See data/map/SOURCES.md.

#include "hotline/directory/places/places.hpp"

#include <span>

namespace reachline::hotline::directory {

/// Five digits of a county (FIPS 6-4): the first two are its state's. 0: the sea, or abroad.
using CountyCode = std::uint32_t;

struct Border {
    CountyCode one = 0;
    CountyCode other = 0;
    std::span<Point const> line {};

    bool touches_state(std::uint32_t state) const
    {
        return one / 1000 == state || other / 1000 == state;
    }
    /// Between two states, or between one and the sea.
    bool is_of_states() const { return one / 1000 != other / 1000; }
};

struct County {
    CountyCode code = 0;
    std::string name {}; ///< without "County"
};

class Borders {
public:
    /// Reads data/map/us-borders.tsv.gz: some 60,000 points. West of the date line longitudes go on
    /// below -180, so that Alaska is in one piece.
    static Result<Borders> load(std::string const& folder);

    /// Between two counties, or a county and the sea, each once.
    std::span<Border const> of_counties() const { return counties_lines_; }
    /// Between two states, or a state and the sea, in long lines; their codes end in 000.
    std::span<Border const> of_states() const { return states_lines_; }
    /// By its name without "County" and the state's letters; 0 if there is none.
    CountyCode county(std::string_view name, std::string_view state) const;
    std::span<County const> counties() const { return counties_; }
    /// Those that share a line with it, by their codes; the sea is none.
    std::vector<CountyCode> neighbours_of(CountyCode) const;

private:
    std::vector<Point> points_;
    std::vector<Border> counties_lines_;
    std::vector<Border> states_lines_;
    std::vector<County> counties_;
};

/// The first two digits of the codes of a state's counties; 0 for letters that are no state's.
std::uint32_t state_number(std::string_view letters);
/// The letters of the state in which a county lies; empty for a code that is none.
std::string_view state_of(CountyCode);

/// Loads the lines when somebody first asks for a map. Safe to share between reading threads.
class BordersOnDemand {
public:
    explicit BordersOnDemand(std::string folder)
        : folder_(std::move(folder))
    {
    }
    Result<Borders const*> get() const;

private:
    std::string folder_;
    mutable std::once_flag once_;
    mutable std::optional<Result<Borders>> borders_;
};

} // namespace reachline::hotline::directory
