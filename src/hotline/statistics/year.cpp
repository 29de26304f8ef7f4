#include "hotline/statistics/year.hpp"

#include "base/ensure.hpp"

#include <algorithm>
#include <functional>

namespace reachline::hotline::statistics {

namespace {

Cell cell(std::string const& code, std::int64_t count, bool is_shown)
{
    return { code, is_shown ? std::optional(count) : std::nullopt };
}

} // namespace

std::vector<std::string> codes_of(Categories const& categories, std::string_view list)
{
    if (list == "month")
        return { "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12" };
    auto const* found = categories.list(list);
    ensure(found); // Categories::load() checked that it is there
    std::vector<std::string> codes;
    for (auto const& item : found->items)
        codes.push_back(item.code);
    return codes;
}

Year::Year(Categories const& categories, int year, Time now)
    : categories_(categories)
    , year_(year)
    , as_of_(day_of(now))
    , places_(codes_of(categories, "state"))
{
}

Result<Year> Year::read(store::Database& database, Categories const& categories, int year, Time now)
{
    Year result(categories, year, now);
    TRY(result.load(database));
    return result;
}

Done Year::load(store::Database& database)
{
    auto const name = std::to_string(year_);
    known_years_ = TRY(years_of(database));
    all_years_ = known_years_;
    if (std::ranges::find(all_years_, name) == all_years_.end())
        all_years_.push_back(name);
    // The newest first: what is hidden to protect others is taken from the end.
    std::ranges::sort(all_years_, std::greater {});
    year_at_ = static_cast<std::size_t>(std::ranges::find(all_years_, name) - all_years_.begin());

    Cells year_cells;
    Cells cells;
    for (auto const& unit : published_units()) {
        year_cells.emplace(unit.by_year, Positions(all_years_));
        for (auto const& dimension : unit.dimensions)
            cells.emplace(dimension.name, Positions(codes_of(categories_, dimension.list)));
    }
    auto all_time = TRY(sums_of(database, "all", { places_, year_cells }));
    auto of_year = TRY(sums_of(database, name, { places_, cells }));
    made_up_ = of_year.made_up;
    for (auto const& unit : published_units())
        protect_unit(unit, all_time, of_year, cells);
    return {};
}

void Year::protect_unit(Unit const& unit, Sums& all_time, Sums& of_year, Cells const& cells)
{
    auto totals = taken(all_time, unit.by_year, all_years_.size());
    auto shown = protect(totals);
    Flags row_totals(places_.size());
    for (std::size_t place = 0; place < places_.size(); ++place)
        row_totals[place] = shown.cell(place, year_at_);
    for (auto const& dimension : unit.dimensions) {
        auto counts = taken(of_year, dimension.name, cells.find(dimension.name)->second.size());
        auto table = protect(counts, row_totals);
        tables_.emplace(dimension.name, Protected { std::move(counts), std::move(table) });
    }
    years_.emplace(unit.name, Protected { std::move(totals), std::move(shown) });
}

Counts Year::taken(Sums& sums, std::string_view dimension, std::size_t columns) const
{
    auto const found = sums.by_dimension.find(dimension);
    if (found == sums.by_dimension.end())
        return Counts(places_.size(), columns);
    return std::move(found->second);
}

std::vector<Group> Year::groups_of(std::size_t place) const
{
    std::vector<Group> groups;
    for (auto const& unit : published_units())
        groups.push_back(group_of(unit, place));
    return groups;
}

Group Year::group_of(Unit const& unit, std::size_t place) const
{
    auto const& [counts, shown] = years_of_unit(unit);
    Group group { std::string(unit.name), {}, {}, { "year", {} }, {} };
    for (std::size_t year = 0; year < all_years_.size(); ++year)
        group.by_year.cells.push_back(
            cell(all_years_[year], counts.at(place, year), shown.cell(place, year)));
    group.total = group.by_year.cells[year_at_].count;
    if (shown.row_totals[place])
        group.all_time = counts.row_totals()[place];
    for (auto const& dimension : unit.dimensions) {
        auto const& of = table_of(dimension);
        auto const codes = codes_of(categories_, dimension.list);
        Table table { std::string(dimension.list), {} };
        for (std::size_t i = 0; i < codes.size(); ++i)
            table.cells.push_back(cell(codes[i], of.counts.at(place, i), of.shown.cell(place, i)));
        group.tables.push_back(std::move(table));
    }
    return group;
}

std::vector<Group> Year::national_groups() const
{
    std::vector<Group> groups;
    for (auto const& unit : published_units())
        groups.push_back(national_group(unit));
    return groups;
}

Group Year::national_group(Unit const& unit) const
{
    auto group = national_head(unit);
    for (auto const& dimension : unit.dimensions) {
        auto const& of = table_of(dimension);
        auto const codes = codes_of(categories_, dimension.list);
        auto const totals = of.counts.column_totals();
        Table table { std::string(dimension.list), {} };
        for (std::size_t i = 0; i < codes.size(); ++i)
            table.cells.push_back(
                cell(codes[i], totals[i], group.total && of.shown.column_totals[i]));
        group.tables.push_back(std::move(table));
    }
    return group;
}

Group Year::national_head(Unit const& unit) const
{
    auto const& [counts, shown] = years_of_unit(unit);
    Group group { std::string(unit.name), {}, {}, { "year", {} }, {} };
    auto const totals = counts.column_totals();
    for (std::size_t year = 0; year < all_years_.size(); ++year)
        group.by_year.cells.push_back(
            cell(all_years_[year], totals[year], shown.column_totals[year]));
    group.total = group.by_year.cells[year_at_].count;
    if (shown.total)
        group.all_time = counts.total();
    return group;
}

std::vector<Group> Year::by_state() const
{
    std::vector<Group> groups;
    for (auto const& unit : published_units()) {
        auto group = national_head(unit);
        auto const& [counts, shown] = years_of_unit(unit);
        Table table { "state", {} };
        for (std::size_t place = 0; place < places_.size(); ++place)
            table.cells.push_back(cell(
                places_.codes()[place], counts.at(place, year_at_), shown.cell(place, year_at_)));
        group.tables.push_back(std::move(table));
        groups.push_back(std::move(group));
    }
    return groups;
}

} // namespace reachline::hotline::statistics
