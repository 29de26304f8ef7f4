// Whole households, and the order in which they are made.

#include "hotline/directory/made_up/workshop.hpp"

#include "base/json_binding.hpp"

#include <fstream>
#include <iterator>

namespace reachline::hotline::directory::made_up {

namespace {
constexpr std::size_t well_known_households = 4;
} // namespace

Household Maker::Workshop::provider(State const& state)
{
    auto const& town = any_town(state);
    auto const& main = any_kind();
    Household household;
    household.organization = organization(one_of(words.first) + " " + one_of(words.second) + " "
            + main.suffix + " of " + town.place.city,
        town);
    if (chance(3))
        household.organization.visibility = Visibility::Advocate;
    auto const count = 1 + dice.below(5);
    for (std::uint64_t i = 0; i < count; ++i) {
        auto const& kind = i == 0 ? main : any_kind();
        auto one = listing(household, kind, town);
        give_place(household, one, town, kind);
        give_private_words(one, town);
        if (chance(2))
            one.visibility = Visibility::Partner;
        household.listings.push_back(std::move(one));
    }
    return household;
}

/// Whom an advocate reports to in a state. Shown to advocates only: a person who looks for help
/// should not be led to the police by a list.
Household Maker::Workshop::unit(State const& state, OrganizationRole role)
{
    bool const police = role == OrganizationRole::LawEnforcement;
    auto const& town = towns_of(state.code).front();
    Household household;
    auto& owner = household.organization;
    owner = organization(std::string(state.name)
            + (police ? " Trafficking Unit (example)" : " Child Welfare Intake (example)"),
        town);
    owner.visibility = Visibility::Advocate;
    owner.roles = { role };
    auto one = listing(household, kind_named("outreach"), town);
    one.name = owner.name + ": reports";
    one.description = police ? "Takes reports of suspected trafficking from the hotline."
                             : "Takes reports of suspected abuse of a minor from the hotline.";
    one.categories = { "outreach" };
    one.visibility = Visibility::Advocate;
    one.areas = { area(state) };
    one.schedules = hours(kind_named("hotline"), town.place.timezone);
    one.minimum_age.reset();
    one.location = { ++last_location };
    one.site = site(town);
    household.listings.push_back(std::move(one));
    return household;
}

Household Maker::Workshop::well_known(std::size_t which)
{
    struct Known {
        Id<Organization> id;
        Id<Listing> listing;
        std::string_view name;
        std::string_view category;
        std::string_view number;
        OrganizationRole role;
    };
    static constexpr Known known[well_known_households] = {
        { harbor_house, harbor_house_shelter, "Harbor House", "shelter_em", "713-555-0101",
            OrganizationRole::Provider },
        { lantern_legal_clinic, lantern_legal_immigration, "Lantern Legal Clinic", "legal_imm",
            "713-555-0102", OrganizationRole::Provider },
        { county_trafficking_unit, county_unit_reports, "Harris County Trafficking Unit (example)",
            "outreach", "713-555-0103", OrganizationRole::LawEnforcement },
        { national_line, { 204 }, "Reachline National Line (example)", "hotline", "800-555-0199",
            OrganizationRole::Provider },
    };
    auto const& one = known[which];
    auto const& town = town_named("Houston", "TX");
    auto const& kind = kind_named(one.category);
    Household household;
    auto& owner = household.organization;
    owner = organization(std::string(one.name), town);
    owner.id = one.id;
    owner.roles = { one.role };
    owner.phones = {
        { .number = std::string(one.number), .extension = "", .description = "Front desk" }
    };
    auto service = listing(household, kind, town);
    service.id = one.listing;
    service.organization = owner.id;
    service.phones = { { .number = std::string(one.number),
        .extension = "",
        .kind = PhoneKind::Hotline,
        .description = "Intake" } };
    service.categories = { std::string(one.category) };
    service.languages = { "en", "es" };
    service.description = kind.description.at("en") + " " + kind.description.at("es");
    service.accepts_live_transfer = true;
    service.assured = wanted.now - Days(10);
    if (one.role == OrganizationRole::LawEnforcement) {
        owner.visibility = service.visibility = Visibility::Advocate;
        service.description = "Takes reports of suspected trafficking from the hotline.";
    }
    if (one.id == national_line) {
        service.areas = { { .extent = Extent::Nation,
            .name = "United States",
            .county = "",
            .state = "",
            .centre = {} } };
    } else {
        service.location = { ++last_location };
        service.site = site(town);
    }
    household.listings.push_back(std::move(service));
    return household;
}

std::optional<Household> Maker::Workshop::next()
{
    auto const at = step++;
    if (at < well_known_households)
        return well_known(at);
    auto const units = at - well_known_households;
    if (units < 2 * states().size())
        return unit(states()[units / 2],
            units % 2 ? OrganizationRole::ChildWelfare : OrganizationRole::LawEnforcement);
    if (services_made >= wanted.services)
        return std::nullopt;
    // Every state gets one provider before any gets its second.
    auto const round = units - 2 * states().size();
    auto household = provider(round < states().size() ? states()[round] : any_state());
    auto const room = static_cast<std::size_t>(wanted.services - services_made);
    while (household.listings.size() > room) {
        household.hidden.erase(household.listings.back().id);
        household.listings.pop_back();
    }
    services_made += static_cast<std::int64_t>(household.listings.size());
    return household;
}

Maker::Maker(std::unique_ptr<Workshop> workshop)
    : workshop_(std::move(workshop))
{
}
Maker::Maker(Maker&&) noexcept = default;
Maker::~Maker() = default;

std::optional<Household> Maker::next()
{
    return workshop_->next();
}

Result<Maker> Maker::open(
    std::string const& folder, Vocabulary const& vocabulary, Places const& places, Wanted wanted)
{
    std::ifstream file(folder + "/made_up.json", std::ios::binary);
    if (!file)
        return fail(Fault::Broken, "the words for a made-up directory cannot be opened");
    std::string const text(std::istreambuf_iterator<char>(file), {});
    auto words = json::bound<Words>(TRY(json::parse(text)));
    if (!words || words->first.empty() || words->second.empty() || words->kinds.empty()
        || words->streets.empty() || words->partner_notes.empty() || words->advocate_notes.empty())
        return fail(Fault::Broken, "the words for a made-up directory are not as they should be");
    for (auto const& kind : words->kinds)
        if (!vocabulary.category(kind.category) || !kind.description.contains("en")
            || !kind.description.contains("es"))
            return fail(Fault::Broken, "a made-up service is of a category that nobody knows");
    return Maker(std::make_unique<Workshop>(std::move(*words), vocabulary, places, wanted));
}

} // namespace reachline::hotline::directory::made_up
