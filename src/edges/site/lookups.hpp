#pragma once

// What the public site looks things up in. Searches and counts run on workers, never in the core.

#include "hotline/directory/places/borders.hpp"
#include "hotline/directory/search/search.hpp"
#include "hotline/statistics/pages.hpp"

#include <functional>

namespace reachline::edges::site {

struct Lookups {
    /// A search of what the public may know; from any thread.
    std::function<Result<hotline::directory::Found>(hotline::directory::SearchQuery const&)> find;
    /// Words of what the public may know that go on as a text ends; from any thread.
    std::function<Result<std::vector<std::string>>(std::string_view text)> complete;
    hotline::directory::Vocabulary const& vocabulary;
    hotline::directory::PlacesOnDemand const& places;
    hotline::directory::BordersOnDemand const& borders;
    hotline::statistics::Categories const& categories;
};

} // namespace reachline::edges::site
