#pragma once

// Addresses, coordinates and areas as others write them, made into ours. What cannot be trusted gives
// way to the middle of the ZIP code, never to a guess.

#include "hotline/directory/exchange/readers.hpp"
#include "hotline/directory/places/places.hpp"

#include <map>

namespace reachline::hotline::directory::exchange {

class Placing {
public:
    explicit Placing(Places const& places)
        : places_(places)
    {
    }
    /// Where an address is; nothing for one without a street, which is no place to go to.
    Read<std::optional<Site>> site_of(Row const& location, Row const& address) const;
    /// "Harris County, TX", "Texas", "Belmont, Burlingame", "US-TX Harris County". A city stands for
    /// its county. `state` is where the service is, for names that several states have.
    Read<std::vector<Area>> areas_in(std::string_view text, std::string_view state) const;
    /// The county of a place, else its state.
    std::optional<Area> area_around(Address const&) const;
    std::optional<Area> state_area(std::string_view state) const;
    static Area nation();

private:
    std::optional<Place> best(std::string const& text) const;
    std::optional<Area> area_named(std::string_view text, std::string_view state) const;
    std::optional<Area> county_area(std::string const& county, std::string const& state) const;

    std::string county_of(Place const&) const;

    Places const& places_;
    mutable std::map<std::string, std::optional<Place>> known_;
    mutable std::map<std::string, std::string> counties_; ///< of cities
};

} // namespace reachline::hotline::directory::exchange
