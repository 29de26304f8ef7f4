// Whatever is asked, in whatever order, the answers tell nothing of what the asker may not know:
// two directories that differ only in that answer byte for byte alike.

#include "hotline/directory/search/search.hpp"

#include "hotline/directory/search/test_town.hpp"

#include <rapidcheck.h>

#include <cmath>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

namespace {

char const* const counties[] = { "Harris County, TX", "Los Angeles County, CA", "Cook County, IL",
    "Hidalgo County, TX", "Fulton County, GA" };
char const* const words_asked[] = { "", "shelter", "hidden", "refugio vivienda", "sheltr", "bed tonight",
    "copper lantern", "xylophon", "abogada", "q" };
char const* const filtered_states[] = { "TX", "CA", "IL", "GA" };

/// A question and where it is asked from.
struct Asked {
    int words = 0, from = 0, radius = 0, order = 0, filters = 0, who = 0, page = 0;
};
[[maybe_unused]] void showValue(Asked const& asked, std::ostream& os)
{
    os << "{words " << asked.words << " from " << asked.from << " radius " << asked.radius << " order "
       << asked.order << " filters " << asked.filters << " who " << asked.who << " page " << asked.page
       << "}";
}

rc::Gen<Asked> any_question()
{
    using rc::gen::inRange;
    return rc::gen::build<Asked>(rc::gen::set(&Asked::words, inRange(0, 10)),
        rc::gen::set(&Asked::from, inRange(0, 100'000)), rc::gen::set(&Asked::radius, inRange(1, 400)),
        rc::gen::set(&Asked::order, inRange(0, 2)), rc::gen::set(&Asked::filters, inRange(0, 512)),
        rc::gen::set(&Asked::who, inRange(0, 12)), rc::gen::set(&Asked::page, inRange(0, 3)));
}

/// Any ZIP code of the states around, so that circles are drawn from everywhere.
std::string place_of(Asked const& asked)
{
    static std::vector<std::string> const places = [] {
        std::vector<std::string> all;
        for (auto const* const state : filtered_states)
            for (auto const& city : test_places().cities_of(state, 150))
                if (auto const zip = test_places().zip_near(city.point, state))
                    all.push_back(zip->zip);
        for (auto const* const one : { "Texas", "Houston", "Harris County, TX", "Chicago", "", "nowhere" })
            all.emplace_back(one);
        return all;
    }();
    return places[static_cast<std::size_t>(asked.from) % places.size()];
}

SearchQuery query_of(Asked const& asked, Audience audience, Time now)
{
    SearchQuery query { .words = words_asked[asked.words],
        .place = place_of(asked),
        .radius_miles = asked.radius,
        .order = asked.order ? Order::Distance : Order::Fit,
        .page = asked.page,
        .page_size = 3,
        .now = now };
    auto const is_set = [&](int bit) { return (asked.filters >> bit & 1) != 0; };
    if (is_set(0))
        query.categories = { "shelter_em" };
    if (is_set(1))
        query.language = "es";
    query.open_now = is_set(2);
    query.round_the_clock = is_set(3) && is_set(2);
    query.remote = is_set(4) && is_set(3);
    query.has_room = is_set(5);
    query.accepts_live_transfer = is_set(6) && audience == Audience::Advocates;
    query.typing = is_set(7);
    if (is_set(8))
        query.kept = order_of_letting_go();
    query.pets = asked.who & 1;
    query.children = (asked.who & 2) != 0;
    if (asked.who > 3)
        query.populations = { test_vocabulary().populations[static_cast<std::size_t>(asked.who)].code };
    if (asked.who > 8)
        query.age = asked.who + 8;
    return query;
}

/// One of two directories, which are filled alike but for what is hidden.
struct Directory : Town {
    std::vector<Search> open;
    std::optional<Index> index;

    explicit Directory(std::string const& name)
        : Town(name)
    {
    }
    void begin()
    {
        index.emplace(indexed());
        open.push_back(searching(Audience::Public));
        open.push_back(searching(Audience::Advocates));
    }
    std::string answer(Asked const& asked, Audience audience)
    {
        auto& search = open[audience == Audience::Public ? 0 : 1];
        auto const found = search.find(query_of(asked, audience, world.now()));
        REQUIRE(found);
        auto const completed = search.complete(
            std::string(words_asked[asked.words]).substr(0, static_cast<std::size_t>(asked.radius % 6)));
        REQUIRE(completed);
        return said(*found) + json::text_of(json::written(*completed));
    }
    Listing in_county(char const* county, std::string name)
    {
        auto const place = test_places().best(county).value();
        auto one = shelter(std::move(name));
        one.areas = { { .extent = Extent::County,
            .name = place.name,
            .county = place.county,
            .state = place.state } };
        return one;
    }
};

Point somewhere_in(char const* county, int up, int across)
{
    auto const centre = test_places().best(county)->point;
    return { centre.latitude + up / 100.0, centre.longitude + across / 100.0 };
}

/// Where the distances that were told lead to, by least squares over a grid.
Point best_guess(std::vector<std::pair<Point, double>> const& measured, Point around)
{
    Point best;
    double least = 1e18;
    for (double up = -0.6; up <= 0.6; up += 0.02)
        for (double across = -0.6; across <= 0.6; across += 0.02) {
            Point const here { around.latitude + up, around.longitude + across };
            double wrong = 0;
            for (auto const& [from, miles] : measured)
                wrong += std::pow(miles_between(here, from) - miles, 2);
            if (wrong < least) {
                least = wrong;
                best = here;
            }
        }
    return best;
}

} // namespace

TEST("no series of searches places a confidential house closer than the area that it serves")
{
    using rc::gen::inRange;
    bool const held = rc::check([] {
        auto const* const county = counties[*inRange(0, 5)];
        auto const west = somewhere_in(county, *inRange(-40, 41), *inRange(-40, 0));
        auto const east = somewhere_in(county, *inRange(-40, 41), *inRange(1, 41));
        auto const series = *rc::gen::container<std::vector<Asked>>(25, any_question());
        Directory one("west"), other("east");
        for (auto* const directory : { &one, &other }) {
            directory->listed(
                directory->shelter("Open", TestDirectory::a_house(somewhere_in(county, 3, 4))));
            auto hidden = directory->in_county(county, "Hidden");
            hidden.confidential = true;
            hidden.accepts_live_transfer = true;
            directory->listed(hidden, TestDirectory::a_house(directory == &one ? west : east));
            directory->begin();
        }

        std::vector<std::pair<Point, double>> measured;
        for (auto const& asked : series) {
            for (auto const audience : { Audience::Public, Audience::Advocates })
                RC_ASSERT(one.answer(asked, audience) == other.answer(asked, audience));
            auto const found = one.open[0].find(query_of(asked, Audience::Public, one.world.now()));
            auto const from = test_places().best(place_of(asked));
            for (auto const& hit : found->hits)
                if (hit.service.confidential && hit.distance_miles && from) {
                    measured.emplace_back(from->point, *hit.distance_miles);
                    RC_ASSERT(!hit.service.point);
                }
        }

        auto const centre = test_places().best(county)->point;
        for (auto const& [from, miles] : measured)
            RC_ASSERT(std::abs(miles_between(from, centre) - miles) < 0.1);
        if (measured.size() >= 3)
            RC_ASSERT(miles_between(best_guess(measured, centre), centre) < 4);
    });

    CHECK(held);
}

TEST("what is for partners or advocates changes no answer to the public, whatever is asked")
{
    using rc::gen::inRange;
    bool const held = rc::check([] {
        auto const* const county = counties[*inRange(0, 5)];
        auto const shift = *inRange(1, 40);
        auto const series = *rc::gen::container<std::vector<Asked>>(25, any_question());
        Directory plain("plain"), full("full");
        std::vector<Id<Listing>> shared;
        for (auto* const directory : { &plain, &full }) {
            for (auto const* const name : { "Elm", "Oak", "Ash", "Fir" })
                shared.push_back(directory->listed(
                    directory->shelter(name, TestDirectory::a_house(somewhere_in(county, shift, 5)))));
            auto hidden = directory->in_county(county, "Hidden");
            hidden.confidential = true;
            shared.push_back(
                directory->listed(hidden, TestDirectory::a_house(somewhere_in(county, shift, -shift))));
        }
        // Only in one of them: notes, private fields, private services, a private organization.
        auto noted = listing(full.database, shared[5]).value();
        noted.advocate_note = "Xylophonist at the gate, shelter shelter shelter.";
        noted.partner_note = "Bed tonight, refugio vivienda.";
        noted.capacity = Capacity { .available = 4, .unit = "beds", .updated = full.world.now() };
        noted.accepts_live_transfer = true;
        REQUIRE(keep(full.database, noted));
        for (auto const visibility : { Visibility::Partner, Visibility::Advocate }) {
            auto unseen = full.in_county(county, "Xylophone shelter");
            unseen.visibility = visibility;
            unseen.languages = { "es" };
            unseen.populations = { "deaf", "minors" };
            unseen.minimum_age = shift;
            full.listed(unseen);
        }
        Organization secret { .name = "Xylophone house" };
        secret.visibility = Visibility::Advocate;
        auto const owner = add(full.world, full.editor, secret).value();
        auto open_listing = full.in_county(county, "Hidden refugio");
        open_listing.organization = owner;
        full.listed(open_listing);
        plain.begin();
        full.begin();

        for (auto const& asked : series)
            RC_ASSERT(plain.answer(asked, Audience::Public) == full.answer(asked, Audience::Public));
        RC_ASSERT(names(full.open[1].find(full.words("xylophonist"))).front() == "Elm");
    });

    CHECK(held);
}
