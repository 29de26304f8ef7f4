#include "hotline/directory/places/places.hpp"

#include "base/text.hpp"
#include "hotline/directory/places/folded.hpp"
#include "hotline/directory/places/states.hpp"
#include "hotline/directory/places/tables.hpp"
#include "hotline/directory/places/wording.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace reachline::hotline::directory {

namespace {

constexpr std::size_t longest_place = 80;
/// A state's name wins over a town's of the same name, unless the town is larger than this.
constexpr double weight_of_a_state = 500'000;
constexpr double weight_of_a_county = 50'000;
constexpr double behind_all = 1e-12;
constexpr std::int64_t a_city = 50'000; ///< people
constexpr std::int64_t a_village = 5'000;

struct Candidate {
    double weight = 0;
    Place place;
    bool is_alias = false; ///< it is called otherwise, and by some also so
};

/// The heaviest first. Who wrote a place's own name did not mean others that some call so.
std::vector<Place> best_of(std::vector<Candidate> found, std::size_t limit)
{
    std::stable_sort(found.begin(), found.end(),
        [](Candidate const& a, Candidate const& b) { return a.weight > b.weight; });
    bool const are_own = !found.empty() && !found.front().is_alias;
    std::vector<Place> places;
    for (auto& candidate : found)
        if (places.size() < limit && !(are_own && candidate.is_alias)
            && std::none_of(places.begin(), places.end(),
                [&](Place const& known) { return known.name == candidate.place.name; }))
            places.push_back(std::move(candidate.place));
    return places;
}

bool is_a_small_town(std::vector<Candidate> const& found)
{
    return std::all_of(found.begin(), found.end(), [](Candidate const& one) {
        return one.place.kind == PlaceKind::City && one.place.population < a_village;
    });
}

/// Optimal string alignment: letters lost, added, changed or swapped; `limit` + 1 when more.
std::size_t misspelling(std::string_view a, std::string_view b, std::size_t limit)
{
    if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit)
        return limit + 1;
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t { 0 });
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            now[j] =
                std::min({ last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1]) });
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        if (*std::min_element(now.begin(), now.end()) > limit)
            return limit + 1;
        std::swap(before, last);
        std::swap(last, now);
    }
    return last[b.size()];
}

/// "houston tx" as its name and its state, and "new york" whole, in every way it can be read.
struct Readings {
    std::string_view name;
    std::optional<State> state;
};

std::vector<Readings> readings_of(std::string_view text)
{
    std::vector<Readings> readings { { text, std::nullopt } };
    auto cut = text.rfind(' ');
    for (int words = 0; words < 4 && cut != std::string_view::npos; ++words) {
        if (auto const state = state_named(text.substr(cut + 1)))
            readings.push_back({ text.substr(0, cut), state });
        cut = cut == 0 ? std::string_view::npos : text.rfind(' ', cut - 1);
    }
    return readings;
}

std::optional<std::uint32_t> zip_in(std::string_view text)
{
    for (auto const word : split(text, ' ')) {
        std::uint32_t zip = 0;
        if (word.size() == 5
            && std::from_chars(word.data(), word.data() + 5, zip).ptr == word.data() + 5)
            return zip;
    }
    return std::nullopt;
}

} // namespace

Places::Places(std::unique_ptr<Tables const> tables)
    : tables_(std::move(tables))
{
}
Places::Places(Places&&) noexcept = default;
Places::~Places() = default;

std::size_t Places::zips() const
{
    return tables_->zips.size();
}

std::size_t Places::bytes() const
{
    return tables_->pool.capacity() + tables_->named.capacity() * sizeof(Named)
        + tables_->keys.capacity() * sizeof(Key) + tables_->zips.capacity() * sizeof(ZipRow);
}

/// Looks places up in the tables; a name of its own, so that the header stays short.
class PlaceFinder {
public:
    explicit PlaceFinder(auto const& tables)
        : tables_(tables)
    {
    }

    Place place_of(Named const& named) const
    {
        auto const code = std::string(states()[named.state].code);
        std::string const name(tables_.text(named.name));
        bool const is_city = named.kind == PlaceKind::City;
        return { .kind = named.kind,
            .name = name + ", " + code,
            .city = is_city ? name : "",
            .county = is_city ? "" : name,
            .state = code,
            .zip = "",
            .point = named.point.unpacked(),
            .population = named.population,
            .timezone = tables_.zones[named.zone] };
    }

    Named const* nearest_town(
        Point const& point, std::uint8_t state, bool with_a_zone = false) const
    {
        Named const* nearest = nullptr;
        double least = 1e18;
        double const narrowing = miles_per_degree_of_longitude(point.latitude);
        for (auto const& named : tables_.named) {
            if (named.state != state || named.kind != PlaceKind::City
                || (with_a_zone && named.zone == 0))
                continue;
            // Within a state the earth is flat enough, and this is asked of thousands of towns.
            auto const at = named.point.unpacked();
            double const up = (at.latitude - point.latitude) * miles_per_degree_of_latitude;
            double const across = (at.longitude - point.longitude) * narrowing;
            if (up * up + across * across < least) {
                least = up * up + across * across;
                nearest = &named;
            }
        }
        return nearest;
    }

    Place place_of(ZipRow const& row) const
    {
        auto const point = row.point.unpacked();
        auto const* const city = row.city >= 0 ? &tables_.named[static_cast<std::size_t>(row.city)]
                                               : nearest_town(point, row.state);
        Place place = city ? place_of(*city) : Place {};
        auto digits = std::to_string(row.zip);
        place.zip = std::string(5 - digits.size(), '0') + digits;
        place.name = city ? place.zip + " (" + place.name + ")" : place.zip;
        place.kind = PlaceKind::Zip;
        place.state = states()[row.state].code;
        place.point = point;
        if (row.county >= 0)
            place.county = tables_.text(tables_.named[static_cast<std::size_t>(row.county)].name);
        return place;
    }

    void add_zip(std::uint32_t zip, std::vector<Candidate>& found) const
    {
        auto const row = std::lower_bound(tables_.zips.begin(), tables_.zips.end(), zip,
            [](ZipRow const& a, std::uint32_t b) { return a.zip < b; });
        if (row != tables_.zips.end() && row->zip == zip)
            found.push_back({ 1e12, place_of(*row) });
    }

    void add_named(Readings const& reading, std::vector<Candidate>& found) const
    {
        auto const less = [this](Key const& key, std::string_view text) {
            return tables_.text(key.folded) < text;
        };
        auto key = std::lower_bound(tables_.keys.begin(), tables_.keys.end(), reading.name, less);
        for (; key != tables_.keys.end() && tables_.text(key->folded) == reading.name; ++key)
            add(*key, reading, 1, found);
    }

    /// One letter wrong in a short name, two in a long one; the first letter is nearly always
    /// right.
    void add_misspelt(Readings const& reading, std::vector<Candidate>& found) const
    {
        if (reading.name.size() < 4)
            return;
        std::size_t const limit = reading.name.size() < 8 ? 1 : 2;
        auto const first = reading.name.substr(0, 1);
        auto key = std::lower_bound(tables_.keys.begin(), tables_.keys.end(), first,
            [this](Key const& a, std::string_view text) { return tables_.text(a.folded) < text; });
        for (; key != tables_.keys.end() && tables_.text(key->folded)[0] == first[0]; ++key) {
            auto const wrong = misspelling(reading.name, tables_.text(key->folded), limit);
            if (wrong <= limit)
                add(*key, reading, wrong == 1 ? 1e-3 : 1e-6, found);
        }
    }

    /// A village may be a slip for a city: the city is offered behind it, and not taken.
    void offer_cities(Readings const& reading, std::vector<Candidate>& found) const
    {
        std::vector<Candidate> alike;
        add_misspelt(reading, alike);
        for (auto& one : alike)
            if (one.place.population >= a_city) {
                one.weight *= behind_all;
                found.push_back(std::move(one));
            }
    }

private:
    void add(
        Key const& key, Readings const& reading, double factor, std::vector<Candidate>& found) const
    {
        auto const& named = tables_.named[key.named];
        auto const& state = states()[named.state];
        if (reading.state && reading.state->code != state.code)
            return;
        double weight = named.kind == PlaceKind::County ? weight_of_a_county : named.population + 1;
        weight *= factor * (key.is_alias ? 0.5 : 1) * (reading.state ? 1e4 : 1);
        auto place = place_of(named);
        place.corrected = factor < 1;
        found.push_back({ weight, std::move(place), key.is_alias != 0 });
    }

    Places::Tables const& tables_;
};

std::optional<Point> Places::centre_of_state(std::string_view state) const
{
    double latitude = 0, longitude = 0, count = 0;
    auto const add = [&](Point const& point) {
        latitude += point.latitude;
        // The Aleutians reach beyond the date line.
        longitude += point.longitude > 0 && state == "AK" ? point.longitude - 360 : point.longitude;
        ++count;
    };
    for (auto const& row : tables_->zips)
        if (states()[row.state].code == state)
            add(row.point.unpacked());
    if (count == 0)
        for (auto const& named : tables_->named)
            if (states()[named.state].code == state)
                add(named.point.unpacked());
    if (count == 0)
        return std::nullopt;
    return Point { latitude / count, longitude / count };
}

std::optional<Point> Places::centre_of_county(std::string_view county, std::string_view state) const
{
    for (auto const& named : tables_->named)
        if (named.kind == PlaceKind::County && states()[named.state].code == state
            && tables_->text(named.name) == county)
            return named.point.unpacked();
    return std::nullopt;
}

std::string Places::timezone_of(Place const& place) const
{
    auto const state = std::find_if(states().begin(), states().end(),
        [&place](State const& one) { return one.code == place.state; });
    if (!place.timezone.empty() || state == states().end())
        return place.timezone;
    if (place.kind == PlaceKind::State) {
        auto const largest = cities_of(place.state, 1);
        return largest.empty() ? std::string() : largest.front().timezone;
    }
    auto const* const town = PlaceFinder(*tables_).nearest_town(
        place.point, static_cast<std::uint8_t>(state - states().begin()), true);
    return town ? tables_->zones[town->zone] : std::string();
}

std::vector<Place> Places::find(std::string_view text, std::size_t limit) const
{
    if (text.size() > longest_place)
        return {};
    auto const wanted = folded(text);
    PlaceFinder const finder(*tables_);
    std::vector<Candidate> found;
    if (auto const zip = zip_in(wanted))
        finder.add_zip(*zip, found);
    auto const add = [&](std::string_view name, bool is_state) {
        if (auto const state = state_named(name))
            found.push_back({ weight_of_a_state,
                Place { .kind = PlaceKind::State,
                    .name = std::string(state->name),
                    .city = "",
                    .county = "",
                    .state = std::string(state->code),
                    .zip = "",
                    .point = centre_of_state(state->code).value_or(Point {}),
                    .timezone = "" } });
        if (!is_state)
            for (auto const& reading : readings_of(name))
                finder.add_named(reading, found);
    };
    add(wanted, false);
    if (found.empty())
        for (auto const& other : other_wordings(wanted))
            if (found.empty())
                add(other.text, other.is_state);
    if (found.empty())
        for (auto const& reading : readings_of(wanted))
            finder.add_misspelt(reading, found);
    else if (is_a_small_town(found))
        for (auto const& reading : readings_of(wanted))
            finder.offer_cities(reading, found);
    return best_of(std::move(found), limit);
}

std::optional<Place> Places::best(std::string_view text) const
{
    auto places = find(text, 1);
    return places.empty() ? std::nullopt : std::optional(std::move(places.front()));
}

std::vector<Place> Places::cities_of(std::string_view state, std::size_t limit) const
{
    std::vector<Named const*> towns;
    for (auto const& named : tables_->named)
        if (named.kind == PlaceKind::City && named.population > 0
            && states()[named.state].code == state)
            towns.push_back(&named);
    std::stable_sort(towns.begin(), towns.end(),
        [](auto const* a, auto const* b) { return a->population > b->population; });
    if (towns.size() > limit)
        towns.resize(limit);
    std::vector<Place> places;
    for (auto const* const town : towns)
        places.push_back(PlaceFinder(*tables_).place_of(*town));
    return places;
}

std::optional<Place> Places::zip_near(Point const& point, std::string_view state) const
{
    ZipRow const* nearest = nullptr;
    double least = 1e9;
    for (auto const& row : tables_->zips)
        if (states()[row.state].code == state)
            if (auto const miles = miles_between(point, row.point.unpacked()); miles < least) {
                least = miles;
                nearest = &row;
            }
    if (!nearest)
        return std::nullopt;
    return PlaceFinder(*tables_).place_of(*nearest);
}

Result<Places const*> PlacesOnDemand::get() const
{
    std::call_once(once_, [this] { places_.emplace(Places::load(folder_)); });
    if (!*places_)
        return fail(places_->error());
    return &**places_;
}

} // namespace reachline::hotline::directory
