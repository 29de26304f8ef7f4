#include "hotline/statistics/suppression.hpp"

#include "base/random.hpp"
#include "base/test.hpp"

#include <functional>
#include <map>
#include <set>

using namespace reachline;
using namespace reachline::hotline::statistics;

namespace {

using Cells = std::vector<std::int64_t>;
constexpr std::int64_t hidden = -1;

Cells published(Cells const& cells)
{
    auto const shown = protect(cells);
    Cells result;
    for (std::size_t i = 0; i < cells.size(); ++i)
        result.push_back(shown[i] ? cells[i] : hidden);
    return result;
}

/// Every table of `size` cells that adds up to `total`.
void each_table(
    std::size_t size, std::int64_t total, std::function<void(Cells const&)> const& visit)
{
    Cells cells(size);
    std::function<void(std::size_t, std::int64_t)> fill = [&](std::size_t at, std::int64_t left) {
        if (at + 1 == size) {
            cells[at] = left;
            return visit(cells);
        }
        for (std::int64_t value = 0; value <= left; ++value) {
            cells[at] = value;
            fill(at + 1, left - value);
        }
    };
    fill(0, total);
}

/// What a reader who knows the total and these very rules can still believe of each cell.
std::size_t fewest_beliefs(std::size_t size, std::int64_t total)
{
    std::map<Cells, std::vector<std::set<std::int64_t>>> beliefs;
    each_table(size, total, [&](Cells const& cells) {
        auto& belief = beliefs[published(cells)];
        belief.resize(size);
        for (std::size_t i = 0; i < size; ++i)
            belief[i].insert(cells[i]);
    });
    std::size_t fewest = 1000;
    for (auto const& [table, belief] : beliefs)
        for (std::size_t i = 0; i < size; ++i)
            if (table[i] == hidden)
                fewest = std::min(fewest, belief[i].size());
    return fewest;
}

/// Every value that each hidden cell of a grid can have, given all that is published with it.
class Believed {
public:
    Believed(Counts const& counts, Shown const& shown)
        : rows_(counts.rows())
        , columns_(counts.columns())
    {
        for (std::size_t row = 0; row < counts.rows(); ++row)
            for (std::size_t column = 0; column < counts.columns(); ++column)
                if (!shown.cell(row, column)) {
                    cells.push_back({ row, column, counts.at(row, column), {} });
                    rows_[row].left += counts.at(row, column);
                    columns_[column].left += counts.at(row, column);
                    ++rows_[row].open;
                    ++columns_[column].open;
                }
        fill(0);
    }
    struct Cell {
        std::size_t row;
        std::size_t column;
        std::int64_t truth;
        std::set<std::int64_t> values;
    };
    std::vector<Cell> cells;

private:
    struct Line {
        std::int64_t left = 0;
        int open = 0;
    };
    void fill(std::size_t at)
    {
        if (at == cells.size()) {
            for (std::size_t i = 0; i < at; ++i)
                cells[i].values.insert(chosen_[i]);
            return;
        }
        auto& row = rows_[cells[at].row];
        auto& column = columns_[cells[at].column];
        auto least = std::max(row.open == 1 ? row.left : 0, column.open == 1 ? column.left : 0);
        chosen_.resize(cells.size());
        for (auto value = least; value <= std::min(row.left, column.left); ++value) {
            chosen_[at] = value;
            row = { row.left - value, row.open - 1 };
            column = { column.left - value, column.open - 1 };
            bool const can_go_on =
                (row.open > 0 || row.left == 0) && (column.open > 0 || column.left == 0);
            if (can_go_on)
                fill(at + 1);
            row = { row.left + value, row.open + 1 };
            column = { column.left + value, column.open + 1 };
        }
    }
    std::vector<Line> rows_;
    std::vector<Line> columns_;
    Cells chosen_;
};

Counts some_counts(Random& random)
{
    Counts counts(3, 3);
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t column = 0; column < 3; ++column) {
            auto const kind = random.below(4);
            auto const value = kind == 0 ? 0
                : kind == 1              ? 1 + random.below(9)
                : kind == 2              ? random.below(30)
                                         : 10 + random.below(15);
            counts.at(row, column) = static_cast<std::int64_t>(value);
        }
    return counts;
}

} // namespace

TEST("a count of 10 or more and a 0 are shown, a count from 1 to 9 is not")
{
    CHECK(published({ 25, 0, 40, 100 }) == Cells { 25, 0, 40, 100 });
    CHECK(published({ 25, 9, 40, 100 })[1] == hidden);
    CHECK(published({ 25, 1, 40, 100 })[1] == hidden);
    CHECK(published({ 25, 10, 40, 100 })[1] == 10);
}

TEST("a hidden count cannot be found by subtraction: another is hidden with it, from the end of "
     "the list")
{
    CHECK(published({ 40, 3, 25, 100 }) == Cells { 40, hidden, 25, hidden });
    CHECK(published({ 40, 3, 0, 100 }) == Cells { 40, hidden, 0, hidden });
}

TEST("two small counts and their sum would tell: something larger is hidden too")
{
    CHECK(published({ 40, 1, 1, 30 }) == Cells { 40, hidden, hidden, hidden });
    CHECK(published({ 40, 9, 9, 30 }) == Cells { 40, hidden, hidden, hidden });
}

TEST("where nothing larger is left the whole table is hidden")
{
    CHECK(published({ 8, 9, 0 }) == Cells { hidden, hidden, hidden });
    CHECK(published({ 4, 0, 0 }) == Cells { hidden, hidden, hidden });
    CHECK(published({ 0, 0, 0 }) == Cells { 0, 0, 0 });
}

TEST("brute force: a reader who knows the total and the rules can believe nine values of every "
     "hidden cell")
{
    for (std::int64_t total = smallest_shown; total <= 60; ++total) {
        CHECK(fewest_beliefs(2, total) >= 9);
        CHECK(fewest_beliefs(3, total) >= 9);
    }
    for (std::int64_t total = smallest_shown; total <= 40; ++total)
        CHECK(fewest_beliefs(4, total) >= 9);
}

TEST("brute force would see a rule that is too weak")
{
    // Hiding small counts alone leaves one value for 3 in {20, 3} with the total 23.
    std::set<std::int64_t> believed;
    each_table(2, 23, [&](Cells const& cells) {
        if (cells[0] == 20)
            believed.insert(cells[1]);
    });
    CHECK(believed.size() == 1);
}

TEST("tables of states, their sums and the national table together give no small count away")
{
    SeededRandom random(3);
    int judged = 0;
    for (int trial = 0; trial < 400; ++trial) {
        auto const counts = some_counts(random);
        auto const shown = protect(counts);
        for (auto const& cell : Believed(counts, shown).cells) {
            bool const is_small = cell.truth > 0 && cell.truth < smallest_shown;
            if (!is_small || !shown.row_totals[cell.row] || !shown.column_totals[cell.column])
                continue;
            CHECK(cell.values.size() >= 2);
            CHECK(cell.values.contains(cell.truth));
            ++judged;
        }
    }
    CHECK(judged > 500);
}

TEST("a row whose total another table hides shows nothing")
{
    Counts counts(3, 2);
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t column = 0; column < 2; ++column)
            counts.at(row, column) = 50;

    auto const shown = protect(counts, Flags { 1, 0, 1 });

    CHECK_FALSE(shown.cell(1, 0));
    CHECK_FALSE(shown.cell(1, 1));
    // Both other states together would give it away, were they all shown.
    CHECK((!shown.cell(0, 0) || !shown.cell(2, 0)));
    CHECK(shown.total);
}

TEST("a grid without small counts is shown as it is, and an empty one as zeros")
{
    Counts counts(4, 5);
    auto const empty = protect(counts);
    CHECK(empty.cell(0, 0));
    CHECK(empty.total);

    for (std::size_t row = 0; row < 4; ++row)
        for (std::size_t column = 0; column < 5; ++column)
            counts.at(row, column) = 10;
    auto const full = protect(counts);
    for (std::size_t row = 0; row < 4; ++row)
        for (std::size_t column = 0; column < 5; ++column)
            CHECK(full.cell(row, column));
}
