#pragma once

// The published figures: of the nation and of each state, a year at a time, after disclosure
// control (suppression.hpp); and the month's sums for the funder. They are read from the sums, so a
// page costs the same after ten million signals; a read-only connection on a worker will do.
//
// A count that is missing is hidden: from 1 to 9, or it would give another away. Tables add up to
// their unit's total. contacts are all signals; signals leave out hang-ups and what has nothing to
// do with trafficking; people are potential victims.

#include "hotline/statistics/categories.hpp"
#include "store/database.hpp"

#include <boost/describe.hpp>

#include <optional>

namespace reachline::hotline::statistics {

struct Cell {
    std::string code; ///< of the table's list
    std::optional<std::int64_t> count; ///< nothing: hidden
};
BOOST_DESCRIBE_STRUCT(Cell, (), (code, count))

struct Table {
    std::string list; ///< of forms/categories.json, or month ("01" ... "12"), or year
    std::vector<Cell> cells; ///< in the order of the list
};
BOOST_DESCRIBE_STRUCT(Table, (), (list, cells))

struct Group {
    std::string unit; ///< contacts, signals, cases, people
    std::optional<std::int64_t> total; ///< of the year
    std::optional<std::int64_t> all_time;
    Table by_year;
    std::vector<Table> tables;
};
BOOST_DESCRIBE_STRUCT(Group, (), (unit, total, all_time, by_year, tables))

struct StatePage {
    std::string state;
    int year = 0;
    std::string as_of; ///< the day up to which facts are in it
    bool made_up = false; ///< invented figures are in it
    std::vector<int> years; ///< that there are figures of, the newest first
    std::vector<Group> groups;
};
BOOST_DESCRIBE_STRUCT(StatePage, (), (state, year, as_of, made_up, years, groups))

struct NationalPage {
    int year = 0;
    std::string as_of;
    bool made_up = false;
    std::vector<int> years;
    std::vector<Group> groups;
    std::vector<Group> by_state; ///< one a unit, with one table of the list state
};
BOOST_DESCRIBE_STRUCT(NationalPage, (), (year, as_of, made_up, years, groups, by_state))

/// A year without figures gives a page of zeros.
Result<NationalPage> national_page(store::Database&, Categories const&, int year, Time now);
/// NotFound for what is no code of the list of states.
Result<StatePage> state_page(
    store::Database&, Categories const&, std::string_view state, int year, Time now);

/// What the funder is told each month: sums of the whole hotline, exact, for nobody else.
struct MonthlyFigures {
    std::string month; ///< "2026-11"
    bool made_up = false;
    Table emergency; ///< requests by kind
    Table referrals; ///< given, by service
    std::int64_t referrals_given = 0;
    Table channels; ///< all signals
    Table results; ///< answered, abandoned, ...
};
BOOST_DESCRIBE_STRUCT(
    MonthlyFigures, (), (month, made_up, emergency, referrals, referrals_given, channels, results))

Result<MonthlyFigures> monthly_figures(
    store::Database&, Categories const&, std::string const& month);

} // namespace reachline::hotline::statistics
