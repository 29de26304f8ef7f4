#include "hotline/directory/made_up/workshop.hpp"

#include "hotline/directory/places/folded.hpp"

#include <algorithm>
#include <cmath>

namespace reachline::hotline::directory::made_up {

namespace {
constexpr std::size_t towns_in_a_state = 40;
constexpr std::string_view weekdays = "MO,TU,WE,TH,FR";
constexpr std::string_view every_day = "MO,TU,WE,TH,FR,SA,SU";

bool is_round_the_clock(std::string_view category)
{
    return category == "hotline" || category == "crisis" || category == "shelter_em"
        || category == "shelter_safe" || category == "extract";
}

bool has_beds(std::string_view category)
{
    return category.starts_with("shelter") || category == "housing_tr";
}
} // namespace

std::string slug(std::string_view name)
{
    auto text = folded(name);
    std::replace(text.begin(), text.end(), ' ', '-');
    return text;
}

Maker::Workshop::Workshop(Words some_words, Vocabulary const& some_vocabulary,
    Places const& some_places, Wanted what_is_wanted)
    : words(std::move(some_words))
    , vocabulary(some_vocabulary)
    , places(some_places)
    , wanted(what_is_wanted)
    , dice(what_is_wanted.seed)
{
    std::int64_t sum = 0;
    for (auto const& state : states()) {
        double people = 0;
        for (auto const& town : towns_of(state.code))
            people += static_cast<double>(town.place.population);
        // Growing with the root of the people, so that small states are not left bare.
        state_weights.push_back(sum += 1 + std::llround(std::sqrt(people)));
    }
}

std::vector<Town>& Maker::Workshop::towns_of(std::string_view state)
{
    auto known = towns.find(state);
    if (known == towns.end()) {
        known = towns.emplace(state, std::vector<Town> {}).first;
        for (auto& place : places.cities_of(state, towns_in_a_state))
            if (auto zip = places.zip_near(place.point, state))
                known->second.push_back({ std::move(place), std::move(*zip) });
    }
    return known->second;
}

Town const& Maker::Workshop::any_town(State const& state)
{
    auto const& all = towns_of(state.code);
    // The lower of two dice: large towns, which come first, have more.
    return all[std::min(dice.below(all.size()), dice.below(all.size()))];
}

Town const& Maker::Workshop::town_named(std::string_view name, std::string_view state)
{
    auto const& all = towns_of(state);
    auto const found = std::find_if(
        all.begin(), all.end(), [name](Town const& town) { return town.place.city == name; });
    return found == all.end() ? all.front() : *found;
}

State const& Maker::Workshop::any_state()
{
    auto const drawn =
        static_cast<std::int64_t>(dice.below(static_cast<std::uint64_t>(state_weights.back())));
    auto const at = std::upper_bound(state_weights.begin(), state_weights.end(), drawn);
    return states()[static_cast<std::size_t>(at - state_weights.begin())];
}

Kind const& Maker::Workshop::kind_named(std::string_view category) const
{
    auto const found = std::find_if(words.kinds.begin(), words.kinds.end(),
        [category](Kind const& kind) { return kind.category == category; });
    return found == words.kinds.end() ? words.kinds.front() : *found;
}

Kind const& Maker::Workshop::any_kind()
{
    std::int64_t sum = 0;
    for (auto const& kind : words.kinds)
        sum += kind.weight;
    auto drawn = static_cast<std::int64_t>(dice.below(static_cast<std::uint64_t>(sum)));
    for (auto const& kind : words.kinds)
        if ((drawn -= kind.weight) < 0)
            return kind;
    return words.kinds.back();
}

std::string Maker::Workshop::phone(std::string_view state)
{
    auto const code = words.area_codes.find(std::string(state));
    auto const last = std::to_string(100 + dice.below(100));
    return (code == words.area_codes.end() ? "800" : code->second) + "-555-0" + last;
}

Area Maker::Workshop::area(State const& state) const
{
    return { .extent = Extent::State,
        .name = std::string(state.name),
        .county = "",
        .state = std::string(state.code),
        .centre = places.centre_of_state(state.code).value_or(Point {}) };
}

Area Maker::Workshop::area(Town const& town) const
{
    auto const& county = town.zip.county;
    auto const centre = places.centre_of_county(county, town.place.state);
    if (!centre)
        return area(*state_named(town.place.state));
    return { .extent = Extent::County,
        .name = county + ", " + town.place.state,
        .county = county,
        .state = town.place.state,
        .centre = *centre };
}

Site Maker::Workshop::site(Town const& town)
{
    // Within two miles of the town's centre, so that houses of one town do not lie on one spot.
    auto const nudge = [this] { return (static_cast<double>(dice.below(600)) - 300) / 1e4; };
    double const up = nudge();
    double const across = nudge();
    auto const house = std::to_string(100 + dice.below(9'800));
    return { .address = { .address_1 = house + " " + one_of(words.streets),
                 .city = town.place.city,
                 .county = town.zip.county,
                 .state_province = town.place.state,
                 .postal_code = town.zip.zip },
        .point = { town.place.point.latitude + up, town.place.point.longitude + across },
        .timezone = town.place.timezone };
}

std::vector<Schedule> Maker::Workshop::hours(Kind const& kind, std::string const& timezone)
{
    auto const weekly = [&](std::string_view days, char const* opens, char const* closes) {
        return Schedule { .byday = std::string(days),
            .opens_at = opens,
            .closes_at = closes,
            .timezone = timezone,
            .valid_from = "",
            .valid_to = "",
            .notes = "" };
    };
    if (is_round_the_clock(kind.category))
        return { weekly(every_day, "00:00", "24:00") };
    switch (dice.below(4)) {
    case 0:
        return { weekly(weekdays, "08:30", "17:30") };
    case 1:
        return { weekly("MO,WE,FR", "10:00", "18:00"), weekly("SA", "10:00", "14:00") };
    case 2:
        return { weekly(weekdays, "12:00", "21:00") };
    default:
        return { weekly(weekdays, "09:00", "17:00") };
    }
}

Organization Maker::Workshop::organization(std::string name, Town const& town)
{
    auto const state = town.place.state;
    auto const address = slug(name);
    Organization one { .id = { ++last_organization },
        .name = std::move(name),
        .alternate_name = "",
        .description = "",
        .email = address + "@example.org",
        .website = "https://example.org/" + address };
    one.description = one.name + " was made up for demonstrations. It serves people in and near "
        + town.place.name + ".";
    one.roles = { OrganizationRole::Provider };
    one.phones.push_back({ .number = phone(state), .extension = "", .description = "Front desk" });
    one.assured = some_days_ago(300);
    one.updated = wanted.now;
    return one;
}

Listing Maker::Workshop::listing(Household const& household, Kind const& kind, Town const& town)
{
    auto const& owner = household.organization;
    auto const* const category = vocabulary.category(kind.category);
    Listing one { .id = { ++last_listing },
        .organization = owner.id,
        .name = owner.name + ": " + (category ? category->label.at("en") : kind.category),
        .description = kind.description.at("en"),
        .email = owner.email,
        .website = owner.website };
    one.categories = { kind.category };
    if (chance(30))
        if (auto const& second = any_kind().category; second != kind.category)
            one.categories.push_back(second);
    one.languages = { "en" };
    for (auto const& share : words.languages)
        if (chance(share.percent))
            one.languages.push_back(share.code);
    if (one.languages.size() > 1 && one.languages[1] == "es")
        one.description += " " + kind.description.at("es");
    for (auto const& share : words.populations)
        if (chance(share.percent))
            one.populations.push_back(share.code);
    one.phones.push_back({ .number = phone(town.place.state),
        .extension = "",
        .kind = is_round_the_clock(kind.category) ? PhoneKind::Hotline : PhoneKind::Voice,
        .description = "Intake" });
    one.schedules = hours(kind, town.place.timezone);
    one.areas = { area(town) };
    one.eligibility = chance(50) ? "No papers, insurance or police report needed." : "";
    if (chance(40))
        one.minimum_age = 18;
    if (has_beds(kind.category)) {
        one.pets = any_answer(12, 50);
        one.children = any_answer(45, 25);
    }
    one.remote = kind.category == "hotline" || kind.category == "interp"
        || ((kind.category == "mental" || kind.category.starts_with("legal")) && chance(45));
    if (chance(15))
        one.required_documents = "None to begin with; bring what you have.";
    if (chance(20))
        one.interpretation = "By telephone, in any language.";
    one.fees = "Free";
    one.application_process = chance(60) ? "Call first." : "Come in or call.";
    one.accepts_live_transfer = chance(65);
    if (has_beds(kind.category)) {
        auto const beds = static_cast<std::int64_t>(4 + dice.below(36));
        one.capacity = Capacity { .available = static_cast<std::int64_t>(
                                      dice.below(static_cast<std::uint64_t>(beds) / 2 + 1)),
            .maximum = beds,
            .unit = "beds",
            .updated = some_days_ago(4) };
    }
    one.assured = some_days_ago(300);
    one.updated = wanted.now;
    return one;
}

void Maker::Workshop::give_place(
    Household& household, Listing& one, Town const& town, Kind const& kind)
{
    one.confidential =
        kind.category == "shelter_safe" || (kind.category == "shelter_em" && chance(25));
    if (!one.confidential && kind.category == "hotline")
        return; // a line is given at no place
    one.location = { ++last_location };
    if (one.confidential)
        household.hidden[one.id] = site(town);
    else
        one.site = site(town);
}

void Maker::Workshop::give_private_words(Listing& one, Town const& town)
{
    if (chance(40))
        one.phones.push_back({ .number = phone(town.place.state),
            .extension = "",
            .description = "Back line for hotlines",
            .visibility = Visibility::Advocate });
    if (chance(30))
        one.advocate_note = one_of(words.advocate_notes);
    if (chance(20))
        one.partner_note = one_of(words.partner_notes);
    if (one.confidential || chance(5))
        one.field_visibility[Field::Website] = Visibility::Partner;
    if (chance(6))
        one.field_visibility[Field::Email] = Visibility::Advocate;
}

} // namespace reachline::hotline::directory::made_up
