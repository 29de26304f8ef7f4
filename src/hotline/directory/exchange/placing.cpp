#include "hotline/directory/exchange/placing.hpp"

#include "base/text.hpp"
#include "hotline/directory/places/states.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace reachline::hotline::directory::exchange {

namespace {

/// A ZIP code is rarely wider; in Alaska they are, so there it is not asked.
constexpr double farthest_miles = 60;
constexpr std::size_t most_remembered = 20'000;

bool is_in_united_states(std::string_view country)
{
    auto const word = lower_ascii(trimmed(country));
    return word.empty() || word == "us" || word == "usa" || word == "united states" || word == "pr" || word == "gu" || word == "vi";
}

std::optional<Rule> fault_of(double latitude, double longitude, Point const& expected, std::string_view state)
{
    if (std::abs(latitude) > 90 && std::abs(longitude) <= 90 && std::abs(latitude) <= 180)
        return Rule::TurnedCoordinates;
    if (std::abs(latitude) > 90 || std::abs(longitude) > 180)
        return Rule::ImpossibleCoordinates;
    if (latitude == 0 && longitude == 0)
        return Rule::ZeroCoordinates;
    auto const is_near = [&](double a, double b) { return miles_between({ a, b }, expected) <= farthest_miles; };
    if (is_near(latitude, longitude))
        return std::nullopt;
    bool const is_turned = is_near(latitude, -longitude) || is_near(-latitude, longitude)
        || is_near(-latitude, -longitude)
        || (std::abs(longitude) <= 90 && (is_near(longitude, latitude) || is_near(longitude, -latitude)));
    if (is_turned)
        return Rule::TurnedCoordinates;
    return state == "AK" ? std::nullopt : std::optional(Rule::FarCoordinates);
}

std::string county_name(std::string_view text)
{
    auto name = words_in(text, 100).value;
    auto const lower = lower_ascii(name);
    for (auto const* const kind : { " county", " parish", " borough", " municipality", " census area", " municipio", " city" })
        if (lower.ends_with(kind))
            return name;
    return name.empty() ? name : name + " County";
}

} // namespace

std::optional<Place> Placing::best(std::string const& text) const
{
    if (auto const known = known_.find(text); known != known_.end())
        return known->second;
    auto found = places_.best(text);
    // A name that had to be corrected is another place as often as not.
    if (found && found->corrected)
        found.reset();
    if (known_.size() < most_remembered)
        known_.emplace(text, found);
    return found;
}

Read<std::optional<Site>> Placing::site_of(Row const& location, Row const& address) const
{
    if (!address || address["address_1"].empty() || lower_ascii(address["address_type"]) == "postal"
        || lower_ascii(address["address_type"]) == "virtual")
        return {};
    auto const state = state_named(trimmed(address["state_province"]));
    auto const zip = digits_of(address["postal_code"]).substr(0, 5);
    auto const city = words_in(address["city"], 100).value;
    auto around = zip.size() == 5 ? best(zip) : std::nullopt;
    if (around && state && around->state != state->code)
        around.reset();
    if (!around && state && !city.empty())
        around = best(city + ", " + std::string(state->code));
    auto const code = state ? std::string(state->code) : around ? around->state : std::string();
    if (!is_in_united_states(address["country"]) || code.empty() || !around)
        return { .value = {}, .fault = Rule::UnknownState, .column = "state_province" };

    Site site { .address = { .address_1 = words_in(address["address_1"], 200).value,
                    .city = city.empty() ? around->city : city,
                    .county = words_in(address["county"], 100).value,
                    .state_province = code,
                    .postal_code = words_in(address["postal_code"], 12).value },
        .point = around->point,
        .timezone = around->timezone };
    if (auto const second = words_in(address["address_2"], 100).value; !second.empty())
        site.address.address_1 += ", " + second;
    if (site.address.county.empty() && places_.centre_of_county(county_name(address["region"]), code))
        site.address.county = county_name(address["region"]);
    if (site.address.county.empty())
        site.address.county = county_of(*around);
    if (site.timezone.empty())
        if (auto const town = best(site.address.city + ", " + code))
            site.timezone = town->timezone;

    auto const latitude = decimal(location["latitude"]), longitude = decimal(location["longitude"]);
    if (location["latitude"].empty() && location["longitude"].empty())
        return { .value = std::move(site), .fault = Rule::NoCoordinates, .column = "latitude" };
    if (!latitude || !longitude)
        return { .value = std::move(site), .fault = Rule::ImpossibleCoordinates, .column = "latitude" };
    auto const fault = fault_of(*latitude, *longitude, around->point, code);
    if (!fault)
        site.point = { *latitude, *longitude };
    return { .value = std::move(site), .fault = fault, .column = "latitude" };
}

Area Placing::nation() { return { .extent = Extent::Nation, .name = "United States" }; }

std::optional<Area> Placing::state_area(std::string_view name) const
{
    auto const state = state_named(trimmed(name));
    if (!state)
        return std::nullopt;
    auto const centre = places_.centre_of_state(state->code);
    if (!centre)
        return std::nullopt;
    return Area { .extent = Extent::State, .name = std::string(state->name), .state = std::string(state->code), .centre = *centre };
}

std::optional<Area> Placing::county_area(std::string const& county, std::string const& state) const
{
    auto const centre = places_.centre_of_county(county, state);
    if (!centre)
        return std::nullopt;
    return Area { .extent = Extent::County, .name = county + ", " + state, .county = county, .state = state, .centre = *centre };
}

std::optional<Area> Placing::area_around(Address const& address) const
{
    if (auto const county = county_area(address.county, address.state_province))
        return county;
    return state_area(address.state_province);
}

std::optional<Area> Placing::area_named(std::string_view text, std::string_view state) const
{
    constexpr std::array<std::string_view, 9> all { "us", "usa", "united states", "united states of america",
        "nation", "national", "nationwide", "all states", "estados unidos" };
    auto const name = words_in(text, 100).value;
    auto const lower = lower_ascii(name);
    if (std::find(all.begin(), all.end(), lower) != all.end())
        return nation();
    if (name.starts_with("US-") && name.size() >= 5) {
        auto const code = name.substr(3, 2);
        return name.size() == 5 ? state_area(code) : county_area(name.substr(std::min<std::size_t>(6, name.size())), code);
    }
    auto place = state.empty() ? std::nullopt : best(name + ", " + std::string(state));
    if (!place || place->kind == PlaceKind::State)
        place = best(name);
    if (!place)
        return std::nullopt;
    if (place->kind == PlaceKind::State)
        return state_area(place->state);
    if (auto const county = county_area(county_of(*place), place->state))
        return county;
    return state_area(place->state);
}

/// A city's county is that of the ZIP code nearest to it.
std::string Placing::county_of(Place const& place) const
{
    if (!place.county.empty() || place.kind != PlaceKind::City)
        return place.county;
    auto const [known, is_new] = counties_.try_emplace(place.name);
    if (is_new)
        if (auto const zip = places_.zip_near(place.point, place.state))
            known->second = zip->county;
    return known->second;
}

Read<std::vector<Area>> Placing::areas_in(std::string_view text, std::string_view state) const
{
    Read<std::vector<Area>> result;
    auto const add = [&](Area area) {
        if (std::find(result.value.begin(), result.value.end(), area) == result.value.end())
            result.value.push_back(std::move(area));
    };
    if (trimmed(text).empty())
        return result;
    if (auto whole = area_named(text, state)) {
        add(std::move(*whole));
        return result;
    }
    for (auto const part : parts_of(text, ",;\n|")) {
        if (auto area = area_named(part, state))
            add(std::move(*area));
        else
            result.fault = Rule::UnknownArea;
    }
    return result;
}

} // namespace reachline::hotline::directory::exchange
