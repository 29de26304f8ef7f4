#pragma once

// The sums as they are read for a page.

#include "hotline/statistics/suppression.hpp"
#include "store/database.hpp"

#include <map>
#include <string>
#include <vector>

namespace reachline::hotline::statistics {

/// Finds where a code stands in its list; the order of the list is the order of the page.
class Positions {
public:
    explicit Positions(std::vector<std::string> codes);
    std::vector<std::string> const& codes() const { return codes_; }
    std::size_t size() const { return codes_.size(); }
    /// size() for a code that is not there.
    std::size_t of(std::string_view code) const;

private:
    std::vector<std::string> codes_;
    std::map<std::string, std::size_t, std::less<>> at_;
};

struct Axes {
    Positions const& places;
    std::map<std::string, Positions, std::less<>> const& dimensions; ///< cells of each dimension
};

struct Sums {
    std::map<std::string, Counts, std::less<>> by_dimension; ///< places by cells
    bool made_up = false;
};

/// All sums of a period, by dimension. A code that left its list counts as the list's last.
Result<Sums> sums_of(store::Database&, std::string const& period, Axes const&);

/// The years that there are sums of, the newest first.
Result<std::vector<std::string>> years_of(store::Database&);

} // namespace reachline::hotline::statistics
