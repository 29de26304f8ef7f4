#pragma once

// Disclosure control: what of a table may be published so that nobody is found in it.
//
// A count from 1 to 9 is hidden. Since a table shows its totals, a hidden count could be found by
// subtraction; so each row and column that hides something hides a larger count too, and enough of
// them that each small one could still be anything from 1 to 9, also for a reader who knows these
// rules. Which larger ones are hidden follows from their place in the list alone, never from how
// large they are, since a choice by size would itself tell. (Checked by brute force in
// suppression_test.cpp.) Where nothing larger is left, the whole line is hidden; a row whose total
// is hidden shows nothing.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace reachline::hotline::statistics {

inline constexpr std::int64_t smallest_shown = 10;
/// What is hidden in a line adds up to this and one for each hidden count: 9 for a small one, 10
/// for a larger one, 1 for each of the others, less the two counted already.
inline constexpr std::int64_t least_sum_over_cells = 17;

/// Counts in rows (places) and columns (the values of a list). What is hidden to protect others
/// is taken from the end of each, where "other" and "not known" stand.
class Counts {
public:
    Counts(std::size_t rows, std::size_t columns)
        : rows_(rows)
        , columns_(columns)
        , cells_(rows * columns)
    {
    }
    std::size_t rows() const { return rows_; }
    std::size_t columns() const { return columns_; }
    std::int64_t& at(std::size_t row, std::size_t column)
    {
        return cells_[row * columns_ + column];
    }
    std::int64_t at(std::size_t row, std::size_t column) const
    {
        return cells_[row * columns_ + column];
    }
    std::vector<std::int64_t> row_totals() const;
    std::vector<std::int64_t> column_totals() const;
    std::int64_t total() const;

private:
    std::size_t rows_;
    std::size_t columns_;
    std::vector<std::int64_t> cells_;
};

using Flags = std::vector<char>; ///< one a cell; not 0: shown

/// What of the counts may be shown.
class Shown {
public:
    Shown(std::size_t rows, std::size_t columns)
        : row_totals(rows, 1)
        , column_totals(columns, 1)
        , columns_(columns)
        , cells_(rows * columns, 1)
    {
    }
    bool total = true;
    Flags row_totals;
    Flags column_totals;
    bool cell(std::size_t row, std::size_t column) const
    {
        return cells_[row * columns_ + column] != 0;
    }
    void hide(std::size_t row, std::size_t column) { cells_[row * columns_ + column] = 0; }

private:
    std::size_t columns_;
    Flags cells_;
};

/// One table of which the total is published too (unless it is itself from 1 to 9).
Flags protect(std::vector<std::int64_t> const& cells);

/// A table for each row, the sum of all of them, and all totals. `row_totals`, if given, says which
/// totals of rows another table has hidden already.
Shown protect(Counts const&, std::optional<Flags> row_totals = std::nullopt);

} // namespace reachline::hotline::statistics
