#include "hotline/directory/places/borders.hpp"

#include "base/text.hpp"
#include "hotline/directory/places/table_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace reachline::hotline::directory {

namespace {

constexpr double per_degree = 1000;

struct Numbered {
    std::string_view letters;
    std::uint32_t number;
};
constexpr std::array<Numbered, 56> numbers { { { "AL", 1 }, { "AK", 2 }, { "AZ", 4 }, { "AR", 5 },
    { "CA", 6 }, { "CO", 8 }, { "CT", 9 }, { "DE", 10 }, { "DC", 11 }, { "FL", 12 }, { "GA", 13 },
    { "HI", 15 }, { "ID", 16 }, { "IL", 17 }, { "IN", 18 }, { "IA", 19 }, { "KS", 20 },
    { "KY", 21 }, { "LA", 22 }, { "ME", 23 }, { "MD", 24 }, { "MA", 25 }, { "MI", 26 },
    { "MN", 27 }, { "MS", 28 }, { "MO", 29 }, { "MT", 30 }, { "NE", 31 }, { "NV", 32 },
    { "NH", 33 }, { "NJ", 34 }, { "NM", 35 }, { "NY", 36 }, { "NC", 37 }, { "ND", 38 },
    { "OH", 39 }, { "OK", 40 }, { "OR", 41 }, { "PA", 42 }, { "RI", 44 }, { "SC", 45 },
    { "SD", 46 }, { "TN", 47 }, { "TX", 48 }, { "UT", 49 }, { "VT", 50 }, { "VA", 51 },
    { "WA", 53 }, { "WV", 54 }, { "WI", 55 }, { "WY", 56 }, { "AS", 60 }, { "GU", 66 },
    { "MP", 69 }, { "PR", 72 }, { "VI", 78 } } };

CountyCode code_from(std::string_view digits)
{
    CountyCode code = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), code);
    return code;
}

/// "-95366 29757 12 -3": the first point, then steps from each to the next, in thousandths of a
/// degree. False if it is anything else.
bool add_points(std::string_view text, std::vector<Point>& points)
{
    std::vector<int> told;
    for (auto const word : split(text, ' ')) {
        int number = 0;
        auto const read = std::from_chars(word.data(), word.data() + word.size(), number);
        if (read.ec != std::errc {} || read.ptr != word.data() + word.size())
            return false;
        told.push_back(number);
    }
    int longitude = 0, latitude = 0;
    for (std::size_t i = 0; i + 1 < told.size(); i += 2) {
        longitude += told[i];
        latitude += told[i + 1];
        points.push_back({ latitude / per_degree, longitude / per_degree });
    }
    return told.size() % 2 == 0 && told.size() >= 2;
}

} // namespace

std::uint32_t state_number(std::string_view letters)
{
    auto const* const found = std::ranges::find(numbers, letters, &Numbered::letters);
    return found == numbers.end() ? 0 : found->number;
}

std::string_view state_of(CountyCode code)
{
    auto const* const found = std::ranges::find(numbers, code / 1000, &Numbered::number);
    return found == numbers.end() ? std::string_view() : found->letters;
}

Result<Borders> Borders::load(std::string const& folder)
{
    auto const text = TRY(unzipped(folder + "/us-borders.tsv.gz"));
    Borders read;
    std::vector<std::size_t> ends_of_counties, ends_of_states;
    for (auto const line : split(text, '\n')) {
        auto const cells = split(line, '\t');
        if (cells.size() == 3 && cells[0] == "county") {
            read.counties_.push_back({ code_from(cells[1]), std::string(cells[2]) });
        } else if (cells.size() == 4 && cells[0] == "border"
            && add_points(cells[3], read.points_)) {
            read.counties_lines_.push_back(
                { .one = code_from(cells[1]), .other = code_from(cells[2]) });
            ends_of_counties.push_back(read.points_.size());
        } else if (cells.size() == 4 && cells[0] == "state" && add_points(cells[3], read.points_)) {
            read.states_lines_.push_back(
                { .one = code_from(cells[1]) * 1000, .other = code_from(cells[2]) * 1000 });
            ends_of_states.push_back(read.points_.size());
        } else if (!line.empty()) {
            return fail(Fault::Broken, "the lines of the map are damaged");
        }
    }
    // The file tells the states' lines first.
    std::size_t begin = 0;
    auto const hand_out = [&](std::vector<Border>& lines, std::vector<std::size_t> const& ends) {
        for (std::size_t i = 0; i < ends.size(); ++i) {
            lines[i].line = std::span(read.points_).subspan(begin, ends[i] - begin);
            begin = ends[i];
        }
    };
    hand_out(read.states_lines_, ends_of_states);
    hand_out(read.counties_lines_, ends_of_counties);
    return read;
}

CountyCode Borders::county(std::string_view name, std::string_view state) const
{
    auto const number = state_number(state);
    for (auto const& county : counties_)
        if (county.code / 1000 == number && county.name == name)
            return county.code;
    return 0;
}

std::vector<CountyCode> Borders::neighbours_of(CountyCode code) const
{
    std::vector<CountyCode> codes;
    for (auto const& border : counties_lines_) {
        if (border.one != code && border.other != code)
            continue;
        auto const other = border.one == code ? border.other : border.one;
        if (other != 0 && std::ranges::find(codes, other) == codes.end())
            codes.push_back(other);
    }
    return codes;
}

Result<Borders const*> BordersOnDemand::get() const
{
    std::call_once(once_, [this] { borders_.emplace(Borders::load(folder_)); });
    if (!*borders_)
        return fail(borders_->error());
    return &**borders_;
}

} // namespace reachline::hotline::directory
