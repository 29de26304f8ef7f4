#include "hotline/statistics/pages_store.hpp"

namespace reachline::hotline::statistics {

Positions::Positions(std::vector<std::string> codes)
    : codes_(std::move(codes))
{
    for (std::size_t i = 0; i < codes_.size(); ++i)
        at_.emplace(codes_[i], i);
}

std::size_t Positions::of(std::string_view code) const
{
    auto const found = at_.find(code);
    return found == at_.end() ? size() : found->second;
}

constexpr char select_sums[] = R"sql(
    select dimension, place, cell, made_up, count from rollup
    where period = ?1 order by dimension, place, cell
)sql";

Result<Sums> sums_of(store::Database& database, std::string const& period, Axes const& axes)
{
    Sums sums;
    // Rows come in order, so the dimension and the place of the one before are mostly this one's.
    std::string dimension;
    std::string place;
    std::size_t place_at = axes.places.size() - 1;
    Counts* counts = nullptr;
    Positions const* cells = nullptr;
    auto const in_list = [](Positions const& list, std::string_view code) {
        return std::min(list.of(code), list.size() - 1);
    };
    auto const add = [&](store::Row const& row) {
        if (row.text(0) != dimension) {
            dimension = row.string(0);
            auto const axis = axes.dimensions.find(dimension);
            cells = axis == axes.dimensions.end() ? nullptr : &axis->second;
            counts = cells
                ? &sums.by_dimension.try_emplace(dimension, axes.places.size(), cells->size())
                       .first->second
                : nullptr;
        }
        if (!counts)
            return 0;
        if (row.text(1) != place) {
            place = row.string(1);
            place_at = in_list(axes.places, place);
        }
        counts->at(place_at, in_list(*cells, row.text(2))) += row.integer(4);
        sums.made_up = sums.made_up || row.flag(3);
        return 0;
    };
    TRY(database.all(select_sums, add, period));
    return sums;
}

constexpr char select_years[] = R"sql(
    select distinct cell from rollup where period = 'all' and dimension = 'contacts.year'
    union
    select distinct cell from rollup where period = 'all' and dimension = 'cases.year'
    order by 1 desc
)sql";

Result<std::vector<std::string>> years_of(store::Database& database)
{
    return database.all(select_years, [](store::Row const& row) { return row.string(0); });
}

} // namespace reachline::hotline::statistics
