// Reads the compressed tables of data/places into memory.

#include "base/text.hpp"
#include "hotline/directory/places/folded.hpp"
#include "hotline/directory/places/states.hpp"
#include "hotline/directory/places/table_file.hpp"
#include "hotline/directory/places/tables.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <unordered_map>

namespace reachline::hotline::directory {

namespace {

/// Other names ("NYC", "Nueva York") are kept for towns that a stranger would call by one.
constexpr std::uint32_t enough_people_for_other_names = 15'000;

double number(std::string_view text)
{
    double value = NAN;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::uint32_t whole(std::string_view text)
{
    std::uint32_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

bool is_latin(std::string_view text)
{
    return std::none_of(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xc9; });
}

/// Calls `row` with the columns of each line; false from it means a damaged table.
template <class Row>
Done each_line(std::string_view table, std::size_t columns, Row row)
{
    std::vector<std::string_view> cells;
    while (!table.empty()) {
        auto line = table.substr(0, table.find('\n'));
        table.remove_prefix(std::min(table.size(), line.size() + 1));
        cells.clear();
        for (std::size_t at = 0; at != std::string_view::npos;) {
            auto const tab = line.find('\t', at);
            cells.push_back(line.substr(at, tab == std::string_view::npos ? tab : tab - at));
            at = tab == std::string_view::npos ? tab : tab + 1;
        }
        if (cells.size() != columns || !row(cells))
            return fail(Fault::Broken, "a table of places has a line that is wrong");
    }
    return {};
}

} // namespace

class PlaceReader {
public:
    PlaceReader()
    {
        for (std::size_t i = 0; i < states().size(); ++i)
            state_of_[std::string(states()[i].code)] = static_cast<std::uint8_t>(i);
        tables_.pool.reserve(3 << 20);
        tables_.pool += '\0';
        tables_.zones.emplace_back();
    }

    Done read_places(std::string_view table)
    {
        return each_line(table, 9, [this](auto const& cells) {
            auto const state = state_of_.find(cells[2]);
            if (state == state_of_.end())
                return true;
            Named const named { .name = pooled(cells[0]),
                .population = whole(cells[6]),
                .point = PackedPoint::of({ number(cells[4]), number(cells[5]) }),
                .state = state->second,
                .zone = zone(cells[7]),
                .kind = PlaceKind::City };
            auto const position = add(named, cells[0]);
            if (named.population >= enough_people_for_other_names)
                for (auto const other : split(cells[8], ','))
                    if (other.size() > 2 && is_latin(other))
                        add_key(position, folded(other), true);
            return std::isfinite(number(cells[4])) && std::isfinite(number(cells[5]));
        });
    }

    Done read_zips(std::string_view table)
    {
        return each_line(table, 6, [this](auto const& cells) {
            auto const state = state_of_.find(cells[2]);
            if (state == state_of_.end()) // military post abroad, Marshall Islands
                return true;
            Point const point { number(cells[4]), number(cells[5]) };
            auto const packed = PackedPoint::of(point);
            zips_[whole(cells[0])] = { .zip = whole(cells[0]),
                .point = packed,
                .city = city(cells[1], state->second, packed),
                .county = county(cells[3], state->second),
                .state = state->second };
            return std::isfinite(point.latitude) && std::isfinite(point.longitude);
        });
    }

    /// The Census' centre of a ZIP code is that of its area, so it is preferred.
    Done read_census(std::string_view table)
    {
        return each_line(table, 3, [this](auto const& cells) {
            auto const zip = whole(cells[0]);
            Point const point { number(cells[1]), number(cells[2]) };
            auto const known = zips_.find(zip);
            if (known != zips_.end())
                known->second.point = PackedPoint::of(point);
            else if (auto const state = state_of_.find(state_of_zip(zip)); state != state_of_.end())
                zips_[zip] = { .zip = zip,
                    .point = PackedPoint::of(point),
                    .city = -1,
                    .county = -1,
                    .state = state->second };
            return std::isfinite(point.latitude) && std::isfinite(point.longitude);
        });
    }

    std::unique_ptr<Places::Tables const> finished()
    {
        place_counties();
        for (auto const& [zip, row] : zips_)
            tables_.zips.push_back(row);
        auto const& pool = tables_;
        std::sort(tables_.keys.begin(), tables_.keys.end(), [&pool](Key const& a, Key const& b) {
            return pool.text(a.folded) < pool.text(b.folded);
        });
        tables_.pool.shrink_to_fit();
        tables_.keys.shrink_to_fit();
        tables_.named.shrink_to_fit();
        return std::make_unique<Places::Tables const>(std::move(tables_));
    }

private:
    /// GeoNames' postal table has no territories; their ZIP codes tell where they are.
    static std::string_view state_of_zip(std::uint32_t zip)
    {
        switch (zip / 100) {
        case 6:
        case 7:
        case 9:
            return "PR";
        case 8:
            return "VI";
        case 967:
            return zip == 96799 ? "AS" : "HI";
        case 969:
            return zip >= 96950 && zip <= 96952 ? "MP" : "GU";
        default:
            return "";
        }
    }

    std::uint32_t pooled(std::string_view text)
    {
        auto const at = static_cast<std::uint32_t>(tables_.pool.size());
        tables_.pool += text;
        tables_.pool += '\0';
        return at;
    }

    std::uint8_t zone(std::string_view name)
    {
        auto& zones = tables_.zones;
        auto const known = std::find(zones.begin(), zones.end(), name);
        if (known == zones.end())
            zones.emplace_back(name);
        return static_cast<std::uint8_t>(
            std::find(zones.begin(), zones.end(), name) - zones.begin());
    }

    std::uint32_t add(Named const& named, std::string_view name)
    {
        auto const position = static_cast<std::uint32_t>(tables_.named.size());
        tables_.named.push_back(named);
        auto key = folded(name);
        auto& known = by_name_[key + static_cast<char>(named.state + 1)];
        known = static_cast<std::int32_t>(position + 1);
        add_key(position, key, false);
        return position;
    }

    void add_key(std::uint32_t position, std::string_view key, bool is_alias)
    {
        if (!key.empty())
            tables_.keys.push_back({ pooled(key), position & 0x7fffffff, is_alias });
    }

    std::int32_t city(std::string_view name, std::uint8_t state, PackedPoint point)
    {
        if (name.empty())
            return -1;
        auto const known = by_name_.find(folded(name) + static_cast<char>(state + 1));
        if (known != by_name_.end())
            return known->second - 1;
        return static_cast<std::int32_t>(add({ .name = pooled(name),
                                                 .population = 0,
                                                 .point = point,
                                                 .state = state,
                                                 .zone = 0,
                                                 .kind = PlaceKind::City },
            name));
    }

    std::int32_t county(std::string_view name, std::uint8_t state)
    {
        if (name.empty() || name.find("(city)") != std::string_view::npos)
            return -1; // an independent city is found as a city
        auto const full = full_county_name(trimmed(name.substr(0, name.find(" ("))), state);
        auto& known = counties_[full + static_cast<char>(state + 1)];
        if (!known)
            known = 1
                + static_cast<std::int32_t>(add({ .name = pooled(full),
                                                    .population = 0,
                                                    .point = {},
                                                    .state = state,
                                                    .zone = 0,
                                                    .kind = PlaceKind::County },
                    full));
        return known - 1;
    }

    /// The source says "Rapides" and "Jefferson Parish" of one state.
    static std::string full_county_name(std::string_view plain, std::uint8_t state)
    {
        for (std::string_view const kind :
            { " County", " Parish", " Borough", " Municipality", " Census Area" })
            if (plain.ends_with(kind))
                return std::string(plain);
        auto const code = states()[state].code;
        return std::string(plain)
            + (code == "LA"        ? " Parish"
                    : code == "AK" ? " Borough"
                                   : " County");
    }

    void place_counties()
    {
        struct Sum {
            double latitude = 0, longitude = 0, count = 0;
        };
        std::unordered_map<std::int32_t, Sum> sums;
        for (auto const& [zip, row] : zips_) {
            auto& sum = sums[row.county];
            sum.latitude += row.point.latitude;
            sum.longitude += row.point.longitude;
            ++sum.count;
        }
        for (auto const& [county, sum] : sums)
            if (county >= 0)
                tables_.named[static_cast<std::size_t>(county)].point = {
                    static_cast<std::int32_t>(sum.latitude / sum.count),
                    static_cast<std::int32_t>(sum.longitude / sum.count)
                };
    }

    Places::Tables tables_;
    std::map<std::string, std::uint8_t, std::less<>> state_of_;
    std::map<std::uint32_t, ZipRow> zips_;
    std::unordered_map<std::string, std::int32_t> by_name_; ///< folded name + state -> position + 1
    std::unordered_map<std::string, std::int32_t> counties_;
};

PackedPoint PackedPoint::of(Point const& point)
{
    return { static_cast<std::int32_t>(std::lround(point.latitude * 1e6)),
        static_cast<std::int32_t>(std::lround(point.longitude * 1e6)) };
}

Result<Places> Places::load(std::string const& folder)
{
    PlaceReader reader;
    TRY(reader.read_places(TRY(unzipped(folder + "/us-places-geonames.tsv.gz"))));
    TRY(reader.read_zips(TRY(unzipped(folder + "/us-zip-geonames.tsv.gz"))));
    TRY(reader.read_census(TRY(unzipped(folder + "/us-zcta-census.tsv.gz"))));
    return Places(reader.finished());
}

} // namespace reachline::hotline::directory
