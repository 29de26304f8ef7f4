#include "hotline/statistics/suppression.hpp"

#include <numeric>

namespace reachline::hotline::statistics {

namespace {

bool is_small(std::int64_t count)
{
    return count > 0 && count < smallest_shown;
}

/// What a row or a column hides so far.
struct Veil {
    std::int64_t cells = 0; ///< that are not 0
    std::int64_t large = 0; ///< that would be shown if they protected nobody
    std::int64_t sum = 0;

    void add(std::int64_t count)
    {
        cells += count > 0;
        large += count >= smallest_shown;
        sum += count;
    }
    bool is_enough() const { return cells > 1 && large > 0 && sum >= least_sum_over_cells + cells; }
};

/// A row or a column with a published total, seen as one list.
template <class At, class IsHidden, class Hide>
bool protect_line(std::size_t size, At at, IsHidden is_hidden, Hide hide)
{
    Veil veil;
    bool hides = false;
    for (std::size_t i = 0; i < size; ++i)
        if (is_hidden(i)) {
            hides = true;
            veil.add(at(i));
        }
    if (!hides)
        return false;
    bool changed = false;
    for (std::size_t i = size; i-- > 0 && !veil.is_enough();)
        if (!is_hidden(i) && at(i) >= smallest_shown && hide(i)) {
            veil.add(at(i));
            changed = true;
        }
    for (std::size_t i = 0; i < size && !veil.is_enough(); ++i)
        if (!is_hidden(i)) // only zeros are left: they go too, and all of them
            changed = hide(i) || changed;
    return changed;
}

} // namespace

std::vector<std::int64_t> Counts::row_totals() const
{
    std::vector<std::int64_t> totals(rows_);
    for (std::size_t row = 0; row < rows_; ++row)
        for (std::size_t column = 0; column < columns_; ++column)
            totals[row] += at(row, column);
    return totals;
}

std::vector<std::int64_t> Counts::column_totals() const
{
    std::vector<std::int64_t> totals(columns_);
    for (std::size_t row = 0; row < rows_; ++row)
        for (std::size_t column = 0; column < columns_; ++column)
            totals[column] += at(row, column);
    return totals;
}

std::int64_t Counts::total() const
{
    return std::accumulate(cells_.begin(), cells_.end(), std::int64_t {});
}

Flags protect(std::vector<std::int64_t> const& cells)
{
    Flags shown(cells.size(), 1);
    if (is_small(std::accumulate(cells.begin(), cells.end(), std::int64_t {})))
        return Flags(cells.size(), 0);
    for (std::size_t i = 0; i < cells.size(); ++i)
        shown[i] = !is_small(cells[i]);
    protect_line(
        cells.size(), [&](std::size_t i) { return cells[i]; },
        [&](std::size_t i) { return !shown[i]; },
        [&](std::size_t i) {
            shown[i] = 0;
            return true;
        });
    return shown;
}

namespace {

/// Hides cells of a grid until every row and column is protected.
class Grid {
public:
    Grid(Counts const& counts, Shown& shown)
        : counts_(counts)
        , shown_(shown)
        , row_totals_(counts.row_totals())
        , column_totals_(counts.column_totals())
    {
    }

    void protect()
    {
        each([&](std::size_t row, std::size_t column) {
            if (is_small(counts_.at(row, column)) || !shown_.row_totals[row]
                || !shown_.column_totals[column])
                hide(row, column);
        });
        // Each pass only hides, so it ends.
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t row = 0; row < counts_.rows(); ++row)
                changed |= protect_row(row);
            for (std::size_t column = 0; column < counts_.columns(); ++column)
                changed |= protect_column(column);
        }
    }

private:
    void each(auto const& visit)
    {
        for (std::size_t row = 0; row < counts_.rows(); ++row)
            for (std::size_t column = 0; column < counts_.columns(); ++column)
                visit(row, column);
    }

    bool protect_row(std::size_t row)
    {
        if (!shown_.row_totals[row])
            return false;
        return protect_line(
            counts_.columns(), [&](std::size_t i) { return counts_.at(row, i); },
            [&](std::size_t i) { return !shown_.cell(row, i); },
            [&](std::size_t i) { return hide(row, i); });
    }

    bool protect_column(std::size_t column)
    {
        if (!shown_.column_totals[column])
            return false;
        return protect_line(
            counts_.rows(), [&](std::size_t i) { return counts_.at(i, column); },
            [&](std::size_t i) { return !shown_.cell(i, column); },
            [&](std::size_t i) { return hide(i, column); });
    }

    /// A cell under a published total of 0 is known to be 0: hiding it would protect nobody.
    bool hide(std::size_t row, std::size_t column)
    {
        bool const is_known = (shown_.row_totals[row] && row_totals_[row] == 0)
            || (shown_.column_totals[column] && column_totals_[column] == 0);
        if (is_known)
            return false;
        shown_.hide(row, column);
        return true;
    }

    Counts const& counts_;
    Shown& shown_;
    std::vector<std::int64_t> row_totals_;
    std::vector<std::int64_t> column_totals_;
};

} // namespace

Shown protect(Counts const& counts, std::optional<Flags> row_totals)
{
    Shown shown(counts.rows(), counts.columns());
    shown.total = !is_small(counts.total());
    shown.row_totals = row_totals ? *std::move(row_totals) : protect(counts.row_totals());
    shown.column_totals = protect(counts.column_totals());
    Grid(counts, shown).protect();
    return shown;
}

} // namespace reachline::hotline::statistics
