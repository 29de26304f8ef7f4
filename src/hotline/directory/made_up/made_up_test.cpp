#include "hotline/directory/made_up/made_up.hpp"

#include "base/test.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/places/states.hpp"
#include "hotline/directory/shown.hpp"
#include "store/migrations.hpp"

#include <set>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

namespace {
constexpr Time now = time_of(1'795'550'069'000);
constexpr char words[] = REACHLINE_SOURCE_DIR "/data/directory";

Places const& the_places()
{
    static PlacesOnDemand const places(REACHLINE_SOURCE_DIR "/data/places");
    return **places.get();
}
Vocabulary const& the_vocabulary()
{
    static auto const vocabulary = Vocabulary::load(words);
    return vocabulary.value();
}
std::vector<made_up::Household> a_directory(std::uint64_t seed, std::int64_t services)
{
    auto maker = made_up::Maker::open(
        words, the_vocabulary(), the_places(), { .seed = seed, .services = services, .now = now });
    REQUIRE(maker);
    std::vector<made_up::Household> all;
    while (auto household = maker->next())
        all.push_back(std::move(*household));
    return all;
}
bool is_made_up(std::string_view number)
{
    return number.size() == 12 && number.substr(3, 7) == "-555-01";
}
} // namespace

TEST("a made-up directory is the same for the same seed and another for another")
{
    auto const one = a_directory(7, 300);
    auto const same = a_directory(7, 300);
    auto const other = a_directory(8, 300);

    REQUIRE(one.size() == same.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        CHECK(one[i].organization == same[i].organization);
        CHECK(one[i].listings == same[i].listings);
        CHECK(one[i].hidden == same[i].hidden);
    }
    CHECK(one.back().organization.name != other.back().organization.name);
}

TEST("a made-up directory names nobody real, and is in every state")
{
    std::set<std::string> states_served;
    std::int64_t services = 0;
    auto const first_provider = static_cast<std::int64_t>(1'000 + 4 + 2 * states().size() + 1);

    for (auto const& household : a_directory(1, 2'000)) {
        CHECK(household.organization.website.starts_with("https://example.org/"));
        CHECK(household.organization.email.ends_with("@example.org"));
        for (auto const& phone : household.organization.phones)
            CHECK(is_made_up(phone.number));
        for (auto const& listing : household.listings) {
            services += household.organization.id.value >= first_provider;
            for (auto const& phone : listing.phones)
                CHECK(is_made_up(phone.number));
            for (auto const& category : listing.categories)
                CHECK(the_vocabulary().category(category));
            for (auto const& language : listing.languages)
                CHECK(the_vocabulary().language(language));
            if (shown(listing, household.organization, Visibility::Public))
                states_served.insert(listing.areas.front().state);
            CHECK(listing.confidential == household.hidden.contains(listing.id));
            CHECK_FALSE((listing.confidential && listing.site));
        }
    }

    CHECK(services == 2'000);
    CHECK(states_served.size() >= states().size());
}

TEST("the partners of the demonstration are always there, and the unit is not public")
{
    auto const all = a_directory(3, 60);

    CHECK(all[0].organization.id == made_up::harbor_house);
    CHECK(all[0].organization.name == "Harbor House");
    CHECK(all[0].listings[0].site->address.city == "Houston");
    CHECK(all[1].organization.id == made_up::lantern_legal_clinic);
    CHECK(all[2].organization.id == made_up::county_trafficking_unit);
    CHECK(all[2].organization.roles == std::vector { OrganizationRole::LawEnforcement });
    for (auto const& household : all)
        for (auto const role : household.organization.roles)
            if (role == OrganizationRole::LawEnforcement || role == OrganizationRole::ChildWelfare)
                CHECK_FALSE(
                    shown(household.listings[0], household.organization, Visibility::Partner));
}

TEST("what is kept is read back whole")
{
    auto database = store::Database::open(":memory:").value();
    REQUIRE(store::migrate(database, store::hotline_migrations()));
    auto const all = a_directory(5, 100);

    for (auto const& household : all) {
        REQUIRE(keep(database, household.organization, Keeping::New));
        for (auto const& listing : household.listings) {
            if (listing.confidential)
                REQUIRE(keep_hidden(
                    database, { listing.location, listing.organization, { 1 }, Bytes(3) }));
            REQUIRE(keep(database, listing, Keeping::New));
            REQUIRE(keep(database, listing, Keeping::Maybe));
        }
    }

    for (auto const& household : all) {
        CHECK(organization(database, household.organization.id).value().name
            == household.organization.name);
        for (auto listing : household.listings) {
            auto read = directory::listing(database, listing.id).value();
            if (read.site) { // stored to a millionth of a degree
                CHECK(miles_between(read.site->point, listing.site->point) < 0.001);
                read.site->point = listing.site->point;
            }
            CHECK(miles_between(read.areas[0].centre, listing.areas[0].centre) < 0.001);
            read.areas[0].centre = listing.areas[0].centre;
            CHECK(read == listing);
        }
    }
}
