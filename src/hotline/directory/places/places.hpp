#pragma once

// Where things are: ZIP codes, cities, counties and states of the United States, offline.
//
// A person in danger types "Houston" and means the city of two million, not the six hundred in
// Minnesota: the greatest population wins, and the answer says which place was taken, so that the
// other one can be chosen. Nothing here asks another server: a place that somebody looks up near a
// shelter is a secret.
//
// Two sources are joined: the Census has ZIP codes that GeoNames lacks, and GeoNames has 7,846
// (post boxes mostly) that the Census lacks. See data/places/SOURCES.md.

#include "base/result.hpp"
#include "hotline/directory/places/geo.hpp"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::hotline::directory {

enum class PlaceKind { Zip, City, County, State };
BOOST_DESCRIBE_ENUM(PlaceKind, Zip, City, County, State)

struct Place {
    PlaceKind kind = PlaceKind::City;
    std::string
        name {}; ///< as it is said: "Houston, TX", "77002 (Houston, TX)", "Harris County, TX"
    std::string city {}; ///< empty for a county or a state
    std::string county {};
    std::string state {}; ///< "TX"
    std::string zip {};
    Point point {}; ///< its centre
    std::int64_t population = 0; ///< 0 where it is not known
    std::string timezone {}; ///< IANA name; empty where it is not known
    bool corrected = false; ///< found under another spelling than the one typed
};

class Places {
public:
    /// Reads the compressed tables of data/places: about 60,000 names in 6 MB.
    static Result<Places> load(std::string const& folder);
    Places(Places&&) noexcept;
    ~Places();

    /// What a text may mean, likeliest first: "77002", "Houston", "houston tx", "Harris County",
    /// "Nueva York". Empty when it is no place we know.
    std::vector<Place> find(std::string_view text, std::size_t limit = 5) const;
    std::optional<Place> best(std::string_view text) const;

    /// The middle of a county's ZIP codes, or of a state's: never the place of one house.
    std::optional<Point> centre_of_county(std::string_view county, std::string_view state) const;
    std::optional<Point> centre_of_state(std::string_view state) const;

    /// The zone of a place; of a county its nearest town's, of a state its largest town's.
    std::string timezone_of(Place const&) const;

    /// Places of a state, the most populous first.
    std::vector<Place> cities_of(std::string_view state, std::size_t limit) const;
    /// A ZIP code of a city, or of the point nearest to it in the state.
    std::optional<Place> zip_near(Point const&, std::string_view state) const;

    std::size_t zips() const;
    std::size_t bytes() const; ///< of memory held

private:
    struct Tables;
    explicit Places(std::unique_ptr<Tables const>);
    friend class PlaceReader;
    friend class PlaceFinder;
    std::unique_ptr<Tables const> tables_;
};

/// Loads the tables when somebody first asks for a place. Safe to share between reading threads.
class PlacesOnDemand {
public:
    explicit PlacesOnDemand(std::string folder)
        : folder_(std::move(folder))
    {
    }
    Result<Places const*> get() const;

private:
    std::string folder_;
    mutable std::once_flag once_;
    mutable std::optional<Result<Places>> places_;
};

} // namespace reachline::hotline::directory
