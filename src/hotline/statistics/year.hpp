#pragma once

// Everything that the pages of one year are made of, protected together: what one page hides no
// other page of the year gives away. Totals of places by years are protected first, then each
// table under the totals that may be shown.

#include "hotline/statistics/pages.hpp"
#include "hotline/statistics/pages_store.hpp"
#include "hotline/statistics/rollup.hpp"

namespace reachline::hotline::statistics {

/// The codes of a list in its order; the months for "month".
std::vector<std::string> codes_of(Categories const&, std::string_view list);

class Year {
public:
    /// Borrows the lists.
    static Result<Year> read(store::Database&, Categories const&, int year, Time now);

    Positions const& places() const { return places_; }
    std::vector<Group> groups_of(std::size_t place) const;
    std::vector<Group> national_groups() const;
    std::vector<Group> by_state() const;

    template <class Page>
    void head(Page& page) const
    {
        page.year = year_;
        page.as_of = as_of_;
        page.made_up = made_up_;
        for (auto const& year : known_years_)
            page.years.push_back(std::stoi(year));
    }

private:
    /// Counts, and what of them may be shown.
    struct Protected {
        Counts counts;
        Shown shown;
    };
    using Cells = std::map<std::string, Positions, std::less<>>;

    Year(Categories const&, int year, Time now);
    Done load(store::Database&);
    void protect_unit(Unit const&, Sums& all_time, Sums& of_year, Cells const&);
    Counts taken(Sums&, std::string_view dimension, std::size_t columns) const;
    Group group_of(Unit const&, std::size_t place) const;
    Group national_group(Unit const&) const;
    Group national_head(Unit const&) const;
    Protected const& years_of_unit(Unit const& unit) const
    {
        return years_.find(unit.name)->second;
    }
    Protected const& table_of(Dimension const& one) const { return tables_.find(one.name)->second; }

    Categories const& categories_;
    int year_;
    std::string as_of_;
    Positions places_;
    bool made_up_ = false;
    std::vector<std::string> known_years_; ///< with figures
    std::vector<std::string> all_years_; ///< and the one asked for, the newest first
    std::size_t year_at_ = 0;
    std::map<std::string, Protected, std::less<>> years_; ///< by unit: places by years
    std::map<std::string, Protected, std::less<>> tables_; ///< by dimension: places by cells
};

} // namespace reachline::hotline::statistics
