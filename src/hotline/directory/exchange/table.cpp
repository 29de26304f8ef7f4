#include "hotline/directory/exchange/table.hpp"

#include "base/ensure.hpp"
#include "hotline/directory/exchange/columns.hpp"

#include <algorithm>
#include <cstring>

namespace reachline::hotline::directory::exchange {

std::string_view Words::keep(std::string_view text)
{
    if (text.empty())
        return {};
    if (text.size() > left_) {
        left_ = std::max(block, text.size());
        blocks_.push_back(std::make_unique<char[]>(left_));
        next_ = blocks_.back().get();
    }
    std::memcpy(next_, text.data(), text.size());
    std::string_view const kept(next_, text.size());
    next_ += text.size();
    left_ -= text.size();
    return kept;
}

std::string_view Row::operator[](std::string_view name) const
{
    auto const at = table->column(name);
    return at ? cells()[*at] : std::string_view {};
}

std::span<std::string_view const> Row::cells() const
{
    auto const width = table->columns_.size();
    return std::span(table->cells_).subspan(index * width, width);
}

Table::Table(Kind kind)
    : kind_(kind)
{
    for (auto const& column : columns_of(kind))
        columns_.push_back(column.ours);
}

void Table::add(std::span<std::string_view const> cells, Place place)
{
    ensure(cells.size() == columns_.size());
    cells_.insert(cells_.end(), cells.begin(), cells.end());
    places_.push_back(place);
}

std::optional<std::size_t> Table::column(std::string_view name) const
{
    auto const found = std::find(columns_.begin(), columns_.end(), name);
    return found == columns_.end() ? std::nullopt
                                   : std::optional(static_cast<std::size_t>(found - columns_.begin()));
}

Tables::Tables()
{
    for (std::size_t i = 0; i < kinds; ++i)
        all.emplace_back(static_cast<Kind>(i));
}

Finding Tables::finding(
    Row const& row, std::string_view column, Rule rule, std::string detail) const
{
    auto const& place = row.table->place(row.index);
    std::string where(place.path);
    if (!where.empty() && !column.empty())
        where += '.';
    where += column;
    return { .file = files[place.file],
        .row = place.number,
        .column = std::move(where),
        .rule = rule,
        .detail = std::move(detail) };
}

} // namespace reachline::hotline::directory::exchange
