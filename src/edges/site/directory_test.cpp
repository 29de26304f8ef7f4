// Finding help without scripts: what the form asks of the search, what stays on the pages, and what
// no page may show.

#include "base/text.hpp"
#include "edges/site/paper.hpp"
#include "edges/site/taken.hpp"
#include "edges/site/test_site.hpp"
#include "hotline/directory/directory.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::edges::site;
using hotline::World;
namespace directory = hotline::directory;

namespace {

using ListingId = Id<hotline::Listing>;

hotline::Actor keeper(std::int64_t account, hotline::people::Role role)
{
    return { .kind = hotline::Actor::Kind::Staff, .account = { account }, .roles = { role } };
}

/// Adds a service that the directory lists from now on.
ListingId listed(TestSite& test, hotline::Listing one, std::optional<directory::Site> hidden = {})
{
    return test.core.run<ListingId>([&](World& world) -> Result<ListingId> {
        auto const editor = keeper(11, hotline::people::Role::Editor);
        hotline::Organization organization { .name = "Copper Lantern" };
        organization.roles = { directory::OrganizationRole::Provider };
        one.organization = TRY(directory::add(world, editor, organization));
        directory::Reference const reference { directory::test_vocabulary(),
            directory::test_places() };
        auto const id = TRY(directory::add(world, editor, reference, one, hidden));
        TRY(directory::make_sure(world, keeper(12, hotline::people::Role::Verifier), id));
        return id;
    });
}

hotline::Listing a_shelter(std::string name = "Copper Lantern shelter")
{
    auto one = directory::TestDirectory::a_shelter({});
    one.name = std::move(name);
    one.alert = "Ring at the side door this week.";
    one.populations = { "women" };
    one.pets = directory::Answer::Yes;
    one.children = directory::Answer::No;
    one.required_documents = "Nothing";
    one.interpretation = "By phone, any language";
    one.remote = true;
    one.schedules = { { .byday = "MO,TU,WE,TH,FR,SA,SU",
        .opens_at = "00:00",
        .closes_at = "24:00",
        .timezone = "America/Chicago" } };
    one.site = directory::TestDirectory::a_house();
    return one;
}

directory::Hit a_hit(ListingId id, std::string name = "Copper Lantern shelter")
{
    directory::Hit hit;
    hit.service.id = id;
    hit.service.name = std::move(name);
    hit.service.city = "Houston";
    hit.service.state = "TX";
    hit.service.point = directory::Point { 29.76, -95.37 };
    hit.service.phones = { { .number = "713-555-0142" } };
    hit.distance_miles = 3.2;
    return hit;
}

directory::Found found_in_houston(std::vector<directory::Hit> hits)
{
    directory::Found found;
    found.total = static_cast<std::int64_t>(hits.size());
    found.hits = std::move(hits);
    found.place = directory::FoundPlace { .name = "Houston, TX", .state = "TX" };
    return found;
}

/// Searches on the first page of the directory, as somebody near Houston.
TestBrowser& search(TestBrowser& browser)
{
    return browser.press("find").type("words", "shelter").type("place", "Houston").press("find");
}

std::string header(net::Response const& response, std::string_view name)
{
    auto const found = std::ranges::find(response.headers, name, &net::Header::name);
    return found == response.headers.end() ? "" : found->value;
}

} // namespace

TEST("a search asks for what the form says, and for nothing that was left empty")
{
    TestSite test;
    std::vector<directory::SearchQuery> asked;
    test.find = [&](directory::SearchQuery const& query) -> Result<directory::Found> {
        asked.push_back(query);
        return found_in_houston({});
    };
    TestBrowser browser(test);

    browser.press("find").press("find");
    browser.type("words", "bed").type("age", "17").type("pets", "yes").type("order", "near");
    browser.press("find");

    REQUIRE(asked.size() == 1);
    CHECK(asked[0].words == "bed");
    CHECK(asked[0].age == 17);
    CHECK(asked[0].pets);
    CHECK_FALSE(asked[0].children);
    CHECK(asked[0].order == directory::Order::Distance);
    CHECK(asked[0].page == 0);
    CHECK_FALSE(asked[0].as_typed);
}

TEST("what was understood otherwise and what was let go is said, and can be undone")
{
    TestSite test;
    std::vector<directory::SearchQuery> asked;
    test.find = [&](directory::SearchQuery const& query) -> Result<directory::Found> {
        asked.push_back(query);
        auto found = found_in_houston({ a_hit({ 7 }) });
        found.place->corrected = true;
        found.place->others = { "Houston, MS" };
        found.corrections = { { "sheltr", "shelter" } };
        found.relaxed = { directory::Condition::OpenNow, directory::Condition::Pets };
        return found;
    };
    TestBrowser browser(test);

    browser.press("find").type("words", "sheltr").type("place", "Huoston").press("find");

    CHECK(browser.shows("We took the place for Houston, TX."));
    CHECK(browser.shows("We looked for “shelter”, not “sheltr”."));
    CHECK(browser.shows("We let this go: open right now, pets."));
    browser.type("words", "sheltr").press("yes", "as_typed");
    CHECK(asked.back().as_typed);
    browser.type("words", "other").press("find");
    CHECK_FALSE(asked.back().as_typed);
    browser.press("Houston, MS", "place_meant");
    CHECK(asked.back().place == "Houston, MS");
}

TEST("the list to take along goes from page to page in the form alone")
{
    TestSite test;
    auto const first = listed(test, a_shelter("Copper Lantern shelter"));
    auto const second = listed(test, a_shelter("Silver Lantern shelter"));
    test.find = [&](auto const&) -> Result<directory::Found> {
        return found_in_houston({ a_hit(first), a_hit(second, "Silver Lantern shelter") });
    };
    TestBrowser browser(test);

    search(browser).type("words", "shelter").press(std::to_string(first.value), "take");
    CHECK(browser.shows("My list: 1 place"));
    CHECK(browser.at() == "find");
    browser.press(std::to_string(second.value), "service");
    CHECK(browser.at() == "service");
    browser.press(std::to_string(second.value), "take");
    CHECK(browser.shows("My list: 2 places"));
    browser.press("mine");
    CHECK(browser.shows("Copper Lantern shelter"));
    CHECK(browser.shows("Silver Lantern shelter"));
    browser.press("es", "to");
    CHECK(browser.shows("Mi lista"));
    CHECK(browser.shows("Silver Lantern shelter"));
    browser.press(std::to_string(first.value), "drop");
    CHECK_FALSE(browser.shows("Copper Lantern shelter"));
    browser.press("sheet");
    CHECK(browser.shows("Silver Lantern shelter"));
    CHECK_FALSE(browser.shows("Copper Lantern shelter"));
    CHECK(header(browser.page, "set-cookie").empty());

    browser.press("home").press("find");
    CHECK_FALSE(browser.hidden().contains("mine"));
}

TEST("a full list says so and loses nothing")
{
    TestSite test;
    auto const id = listed(test, a_shelter());
    test.find = [&](auto const&) -> Result<directory::Found> {
        return found_in_houston({ a_hit(id) });
    };
    Taken full;
    for (std::int64_t other = 1; other <= 20; ++other)
        full.add({ other });
    TestBrowser browser(test);

    search(browser).type("words", "shelter").type("mine", full.field());
    browser.press(std::to_string(id.value), "take");

    CHECK(browser.shows("Your list is full with 20 places."));
    CHECK(browser.hidden()["mine"] == full.field());
}

TEST("the page of a service answers first and tells the rest after")
{
    TestSite test;
    auto const id = listed(test, a_shelter());
    test.find = [&](auto const&) -> Result<directory::Found> {
        return found_in_houston({ a_hit(id) });
    };
    TestBrowser browser(test);

    search(browser).type("place", "Houston").press(std::to_string(id.value), "service");

    auto const at = [&](std::string_view text) {
        CAPTURE(text);
        CHECK(browser.shows(text));
        return browser.page.body.find(text);
    };
    CHECK(at("Ring at the side door this week.") < at("tel:7135550142"));
    CHECK(at("tel:7135550142") < at("Day and night"));
    CHECK(at("Day and night") < at("miles"));
    CHECK(at("miles") < at("Women"));
    CHECK(at("Women") < at("A bed for tonight."));
    CHECK(at("A bed for tonight.") < at("12 Hidden Street"));
    at("also by phone or online");
    at("By phone, any language");
    CHECK_FALSE(browser.shows("Not confirmed"));
}

TEST("what nobody confirmed for a year says since when, and what nobody ever confirmed says that")
{
    TestSite test;
    auto hit = a_hit({ 7 });
    hit.service.assured = test.clock.now() - Days(400);
    test.find = [&](auto const&) -> Result<directory::Found> {
        return found_in_houston({ hit, a_hit({ 8 }) });
    };
    TestBrowser browser(test);

    search(browser);

    CHECK(browser.shows("Not confirmed since "));
    CHECK(browser.shows("Not confirmed yet."));
}

TEST("a hidden place shows no address, no way and no dot, and is reached through us")
{
    TestSite test;
    auto hidden = directory::TestDirectory::a_shelter({});
    hidden.confidential = true;
    auto const id = listed(test, hidden, directory::TestDirectory::a_house());
    test.find = [&](auto const&) -> Result<directory::Found> {
        auto hit = a_hit(id);
        hit.service.confidential = true;
        hit.service.city.clear();
        hit.service.area = "Harris County, TX";
        return found_in_houston({ hit });
    };
    TestBrowser browser(test);

    search(browser).type("words", "shelter").type("place", "Houston").press("map");
    // Even a point that should not be there makes no dot.
    CHECK(browser.shows("<svg"));
    CHECK_FALSE(browser.shows("<rect"));
    CHECK(browser.shows("Call us, we connect you"));
    auto const with_it = browser.page.body.substr(browser.page.body.find("<svg"));
    test.find = [&](auto const&) -> Result<directory::Found> { return found_in_houston({}); };
    browser.type("words", "shelter").type("place", "Houston").press("map");
    auto const without_it = browser.page.body.substr(browser.page.body.find("<svg"));
    CHECK(with_it.substr(0, with_it.find("</svg>"))
        == without_it.substr(0, without_it.find("</svg>")));

    browser.press(std::to_string(id.value), "service");
    CHECK(browser.shows("Call us, we connect you"));
    CHECK_FALSE(browser.shows("Hidden Street"));
    browser.press(std::to_string(id.value), "sheet");
    CHECK_FALSE(browser.shows("Hidden Street"));
    CHECK(browser.shows("1-888-555-0100"));
}

TEST("a map numbers its dots as the list does, and goes away again")
{
    TestSite test;
    test.find = [](directory::SearchQuery const& query) -> Result<directory::Found> {
        auto found = found_in_houston({ a_hit({ 7 }), a_hit({ 8 }) });
        found.hits[1].service.point.reset();
        found.page = query.page;
        found.total = 12;
        return found;
    };
    TestBrowser browser(test);

    search(browser).type("words", "shelter").type("place", "Houston").press("map");
    CHECK(browser.shows("<text class=\"dot\""));
    CHECK(browser.shows(">1</text>"));
    CHECK_FALSE(browser.shows(">2</text>"));
    browser.type("words", "shelter").type("place", "Houston").press("1", "from");
    CHECK(browser.shows(">11</text>"));
    CHECK(browser.shows("<span class=\"ordinal\">12</span>"));
    browser.type("words", "shelter").press("list");
    CHECK_FALSE(browser.shows("<svg"));
}

TEST("paper says nothing of trafficking unless the service's own name does")
{
    TestSite test;
    auto loud = a_shelter("Lantern against Trafficking");
    loud.application_process = "Say that you are a survivor of human trafficking.";
    loud.required_documents = "Una carta sobre la trata de personas";
    loud.fees = "Free";
    loud.phones = { { .number = "713-555-0142", .description = "Trafficking desk" } };
    auto const id = listed(test, loud);
    TestBrowser browser(test);

    browser.press(std::to_string(id.value), "sheet");

    auto const& page = browser.page.body;
    auto const first = page.find("raffick");
    CHECK(first != std::string::npos);
    CHECK(page.find("raffick", first + 1) == std::string::npos);
    CHECK_FALSE(browser.shows("trata de"));
    CHECK(browser.shows("Free"));
    CHECK(browser.shows("713-555-0142"));
    CHECK_FALSE(browser.shows("Women"));
    CHECK(browser.shows("<title>Notes</title>"));
}

TEST("a text is quiet in both languages and whatever its letters")
{
    CHECK(is_quiet("Ring at the door. Open for all."));
    CHECK(is_quiet("Toque la puerta. Abierto para todos."));
    CHECK_FALSE(is_quiet("Anti-TRAFFICKING office"));
    CHECK_FALSE(is_quiet("contra el Tráfico de personas"));
    CHECK_FALSE(is_quiet("víctimas"));
}

TEST("words that go on as one types come as a list for scripts, and of what the public knows alone")
{
    TestSite test;
    std::vector<std::string> begun;
    test.complete = [&](std::string_view text) -> Result<std::vector<std::string>> {
        begun.emplace_back(text);
        return std::vector<std::string> { "shelter", "shelf \"x\"" };
    };
    TestBrowser browser(test);

    browser.post({ { "go", "complete" }, { "words", "she" } });

    CHECK(begun == std::vector<std::string> { "she" });
    CHECK(header(browser.page, "content-type") == "application/json");
    CHECK(header(browser.page, "cache-control") == "no-store");
    CHECK(browser.page.body == R"(["shelter","shelf \"x\""])");
    browser.post({ { "go", "complete" }, { "words", std::string(400, 'a') } });
    CHECK(browser.page.body == "[]");
    CHECK(begun.size() == 1);
}

TEST("a service that is not there, and one that the public may not know, look the same")
{
    TestSite test;
    auto secret = a_shelter();
    secret.visibility = directory::Visibility::Advocate;
    auto const id = listed(test, secret);
    TestBrowser browser(test);

    browser.press(std::to_string(id.value), "service");
    auto const of_secret = browser.page.body;
    browser.press("home").press("999", "service");

    CHECK(browser.page.status == 404);
    CHECK(browser.page.body == of_secret);
    CHECK_FALSE(browser.shows("Copper Lantern"));
}
