#include "hotline/directory/search/terms.hpp"

#include "hotline/directory/places/folded.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>

namespace reachline::hotline::directory {

namespace {
constexpr double cells_a_degree = 2;
constexpr std::int64_t columns = 720;

std::string cell(std::int64_t row, std::int64_t column)
{
    column = (column % columns + columns) % columns; // over the date line
    return prefix::cell + std::to_string(row) + "." + std::to_string(column);
}

std::int64_t row_of(double latitude)
{
    return static_cast<std::int64_t>(std::floor((latitude + 90) * cells_a_degree));
}
std::int64_t column_of(double longitude)
{
    return static_cast<std::int64_t>(std::floor((longitude + 180) * cells_a_degree));
}
} // namespace

WordTerms Stems::terms_of(std::string const& word) const
{
    auto const plain = without_accents(word);
    return { .exact = plain,
        .english = "Z" + english_(plain),
        .spanish = "Y" + without_accents(spanish_(word)),
        .spanish_unaccented = "Y" + without_accents(spanish_(plain)) };
}

std::string cell_of(Point const& point)
{
    return cell(row_of(point.latitude), column_of(point.longitude));
}

std::vector<std::string> cells_around(Point const& point, double miles)
{
    double const up = miles / miles_per_degree_of_latitude;
    double const farthest = std::min(89.0, std::abs(point.latitude) + up);
    double const across = std::min(180.0, miles / miles_per_degree_of_longitude(farthest));
    std::vector<std::string> cells;
    for (auto row = row_of(point.latitude - up); row <= row_of(point.latitude + up); ++row)
        for (auto column = column_of(point.longitude - across);
             column <= column_of(point.longitude + across); ++column)
            cells.push_back(cell(row, column));
    return cells;
}

std::string packed(Point const& point)
{
    std::int32_t const millionths[2] = { static_cast<std::int32_t>(
                                             std::lround(point.latitude * 1e6)),
        static_cast<std::int32_t>(std::lround(point.longitude * 1e6)) };
    return { reinterpret_cast<char const*>(millionths), sizeof millionths };
}

Point unpacked_point(std::string const& bytes)
{
    std::int32_t millionths[2] = {};
    std::memcpy(millionths, bytes.data(), std::min(bytes.size(), sizeof millionths));
    return { millionths[0] / 1e6, millionths[1] / 1e6 };
}

} // namespace reachline::hotline::directory
