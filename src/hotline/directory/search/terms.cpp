#include "hotline/directory/search/terms.hpp"

#include "hotline/directory/places/folded.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace reachline::hotline::directory {

namespace {

struct Grid {
    char const* prefix;
    double degrees;
};
constexpr Grid small { prefix::square, 0.5 };
constexpr Grid large { prefix::large_square, 2.5 };
constexpr double largest_small_radius = 60;

std::int64_t row_of(Grid const& grid, double latitude)
{
    return static_cast<std::int64_t>(std::floor((latitude + 90) / grid.degrees));
}
std::int64_t column_of(Grid const& grid, double longitude)
{
    return static_cast<std::int64_t>(std::floor((longitude + 180) / grid.degrees));
}

std::string square(Grid const& grid, std::int64_t row, std::int64_t column)
{
    auto const columns = static_cast<std::int64_t>(360 / grid.degrees);
    column = (column % columns + columns) % columns; // over the date line
    return grid.prefix + std::to_string(row) + "." + std::to_string(column);
}

std::string square_of(Grid const& grid, Point const& point)
{
    return square(grid, row_of(grid, point.latitude), column_of(grid, point.longitude));
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

WordTerms const& Stems::terms_of_written(std::string const& word) const
{
    constexpr std::size_t most_remembered = 50'000;
    if (written_.size() >= most_remembered)
        written_.clear();
    auto const [known, is_new] = written_.try_emplace(word);
    if (is_new)
        known->second = terms_of(word);
    return known->second;
}

void Stems::forget() const
{
    std::string const longer_than_any(longest_word + 4, 'x');
    english_(longer_than_any);
    spanish_(longer_than_any);
}

std::vector<std::string> squares_of(Point const& point)
{
    return { square_of(small, point), square_of(large, point) };
}

std::vector<std::string> squares_around(Point const& point, double miles)
{
    auto const& grid = miles <= largest_small_radius ? small : large;
    double const up = miles / miles_per_degree_of_latitude;
    double const farthest = std::min(89.0, std::abs(point.latitude) + up);
    double const across = std::min(180.0, miles / miles_per_degree_of_longitude(farthest));
    std::vector<std::string> squares;
    for (auto row = row_of(grid, point.latitude - up); row <= row_of(grid, point.latitude + up);
         ++row)
        for (auto column = column_of(grid, point.longitude - across);
             column <= column_of(grid, point.longitude + across); ++column)
            squares.push_back(square(grid, row, column));
    return squares;
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

std::string packed(Time time)
{
    return Xapian::sortable_serialise(static_cast<double>(milliseconds_of(time)));
}

Time unpacked_time(std::string const& bytes)
{
    if (bytes.empty())
        return Time {};
    return time_of(static_cast<std::int64_t>(Xapian::sortable_unserialise(bytes)));
}

} // namespace reachline::hotline::directory
