#include "hotline/directory/search/fitting.hpp"

#include "hotline/directory/search/test_town.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;

namespace {

/// The names of what is found, in order, each with a "?" when somebody has to be asked.
Names told(Search& search, SearchQuery query)
{
    query.kept = order_of_letting_go();
    auto const found = search.find(query);
    REQUIRE(found);
    CHECK(found->relaxed.empty());
    Names all;
    for (auto const& hit : found->hits)
        all.push_back(hit.service.name + (hit.ask.empty() ? "" : "?"));
    return all;
}

Names sorted(Names names)
{
    std::sort(names.begin(), names.end());
    return names;
}

struct Shelters : Town {
    void add(std::string name, std::vector<std::string> populations)
    {
        auto one = shelter(std::move(name));
        one.populations = std::move(populations);
        listed(one);
    }
    SearchQuery serving(std::vector<std::string> populations)
    {
        return { .populations = std::move(populations), .now = world.now() };
    }
};

} // namespace

TEST("who names the person comes first, who names nobody is asked, who names others is not shown")
{
    Shelters town;
    town.add("Silent", {});
    town.add("Labor", { "trafficking_labor" });
    town.add("Sex", { "trafficking_sex", "women" });
    town.add("Both", { "trafficking_labor", "trafficking_sex" });
    auto const index = town.indexed();

    for (auto const audience : { Audience::Public, Audience::Advocates }) {
        auto search = town.searching(audience);
        auto const labor = told(search, town.serving({ "trafficking_labor" }));
        CHECK(labor.back() == "Silent?");
        CHECK(sorted(labor) == Names { "Both", "Labor", "Silent?" });
        CHECK(sorted(told(search, town.serving({ "women" })))
            == Names { "Both?", "Labor?", "Sex", "Silent?" });
        CHECK(sorted(told(search, town.serving({ "men" }))) == Names { "Both?", "Labor?", "Silent?" });
        auto const two = told(search, town.serving({ "trafficking_sex", "women" }));
        CHECK(two == Names { "Sex", "Both?", "Silent?" });
    }
}

TEST("a word weighs less than who the person is, and counts among those who take them alike")
{
    Shelters town;
    auto silent = town.shelter("Lantern lantern lantern");
    town.listed(silent);
    town.add("Plain", { "men" });
    town.add("Lantern", { "men" });
    auto const index = town.indexed();
    auto search = town.searching();
    auto query = town.serving({ "men" });
    query.words = "lantern house";
    query.kept = {};

    CHECK(names(search.find(query)) == Names { "Lantern", "Plain", "Lantern lantern lantern" });
    CHECK(search.find(query)->hits[2].ask == std::vector { Condition::Gender });
}

TEST("whoever serves all immigrants is asked for one of them, and not passed over")
{
    Shelters town;
    town.add("Everybody", { "immigrants" });
    town.add("Refugees", { "refugees" });
    town.add("Papers", { "visa_t_u" });
    auto const index = town.indexed();
    auto search = town.searching();

    CHECK(told(search, town.serving({ "visa_t_u" })) == Names { "Papers", "Everybody?" });
    CHECK(sorted(told(search, town.serving({ "immigrants" })))
        == Names { "Everybody", "Papers?", "Refugees?" });
}

TEST("other populations are asked for by name, each of them")
{
    Shelters town;
    town.add("Deaf", { "deaf" });
    town.add("Deaf families", { "deaf", "families" });
    town.add("Silent", {});
    auto const index = town.indexed();
    auto search = town.searching();

    CHECK(sorted(told(search, town.serving({ "deaf" }))) == Names { "Deaf", "Deaf families" });
    CHECK(told(search, town.serving({ "deaf", "families" })) == Names { "Deaf families" });
}

TEST("an age fits between the limits and in a group that is named; nothing said is asked")
{
    auto const said = [](std::optional<std::int64_t> least, std::optional<std::int64_t> most,
                          std::vector<std::string> const& populations = {}) {
        return AgesSaid::of(least, most, populations);
    };
    auto const at = [](AgesSaid const& ages, std::int64_t years) {
        auto const same = AgesSaid::from(ages.term());
        CHECK(same.takes({ years, years }) == ages.takes({ years, years }));
        return ages.takes({ years, years });
    };

    CHECK(at(said({}, {}), 16) == Answer::Ask);
    CHECK(at(said(18, {}), 17) == Answer::No);
    CHECK(at(said(18, {}), 18) == Answer::Yes);
    CHECK(at(said(12, 17), 18) == Answer::No);
    CHECK(at(said(12, 17), 12) == Answer::Yes);
    CHECK(at(said({}, 24), 25) == Answer::No);
    CHECK(at(said({}, {}, { "minors" }), 17) == Answer::Yes);
    CHECK(at(said({}, {}, { "minors", "women" }), 18) == Answer::No);
    CHECK(at(said({}, {}, { "young_adults" }), 24) == Answer::Yes);
    CHECK(at(said({}, {}, { "women" }), 40) == Answer::Ask);
    CHECK(at(said({}, {}, { "minors", "adults" }), 40) == Answer::Yes);
    // One door open and one closed is closed: a child is not sent to a house for adults.
    CHECK(at(said(16, {}, { "adults" }), 17) == Answer::No);
}

TEST("a search by age finds who takes it first and never who does not, by number or by group")
{
    Town town;
    auto const with_ages = [&](char const* name, std::optional<std::int64_t> least,
                               std::optional<std::int64_t> most, std::vector<std::string> who = {}) {
        auto one = town.shelter(name);
        one.minimum_age = least;
        one.maximum_age = most;
        one.populations = std::move(who);
        town.listed(one);
    };
    with_ages("Adults", 18, {});
    with_ages("Youth", 12, 21);
    with_ages("Minors", {}, {}, { "minors" });
    with_ages("Silent", {}, {});
    auto const index = town.indexed();
    auto search = town.searching();
    auto const of_age = [&](std::int64_t years) {
        return told(search, { .age = years, .now = town.world.now() });
    };

    CHECK(of_age(16).back() == "Silent?");
    CHECK(sorted(of_age(16)) == Names { "Minors", "Silent?", "Youth" });
    CHECK(sorted(of_age(20)) == Names { "Adults", "Silent?", "Youth" });
    CHECK(sorted(of_age(70)) == Names { "Adults", "Silent?" });
    CHECK(sorted(told(search, { .populations = { "minors" }, .now = town.world.now() }))
        == Names { "Minors", "Silent?", "Youth" });
}

TEST("pets and children: yes is found, no is not, and who does not say comes later and is asked")
{
    Town town;
    for (auto const answer : { Answer::Ask, Answer::Yes, Answer::No }) {
        auto one = town.shelter("Pets " + std::string(json::enum_name(answer)));
        one.pets = answer;
        one.children = Answer::Yes;
        town.listed(one);
    }
    auto const index = town.indexed();
    auto search = town.searching();

    CHECK(told(search, { .pets = true, .now = town.world.now() }) == Names { "Pets yes", "Pets ask?" });
    CHECK(told(search, { .pets = true, .children = true, .now = town.world.now() })
        == Names { "Pets yes", "Pets ask?" });
    auto const hits = search.find({ .pets = true, .now = town.world.now() })->hits;
    CHECK(hits[1].ask == std::vector { Condition::Pets });
}

TEST("a child's age and what was done to the child give way last, are said, and marked at each hit")
{
    Town town;
    auto adults = town.shelter("Adults", town.a_house());
    adults.minimum_age = 18;
    town.listed(adults);
    auto minors = town.clinic("Minors");
    minors.site = town.a_house({ 32.78, -96.80 });
    minors.maximum_age = 17;
    minors.populations = { "trafficking_sex" };
    town.listed(minors);
    auto const index = town.indexed();
    auto search = town.searching();
    SearchQuery query { .words = "shelter", .place = "Houston", .radius_miles = 25 };
    query.populations = { "trafficking_sex" };
    query.age = 15;
    query.open_now = true;
    query.now = town.world.now();

    auto const found = search.find(query).value();

    CHECK(names(found) == Names { "Minors" });
    CHECK(found.relaxed
        == std::vector { Condition::Radius, Condition::OpenNow, Condition::Words });
    query.age = 90;
    query.words = "lawyers";
    auto const old = search.find(query).value();
    CHECK(names(old) == Names { "Adults" });
    query.words = "";
    query.age = 15;
    query.populations = { "trafficking_labor" };
    query.kept = { Condition::Age };
    auto const labor = search.find(query).value();
    CHECK(names(labor) == Names { "Minors" });
    CHECK(labor.relaxed.back() == Condition::Trafficking);
    CHECK(labor.hits[0].unfit == std::vector { Condition::Trafficking });
}

TEST("codes that the vocabulary does not know and impossible ages are refused")
{
    Town town;
    town.listed(town.shelter("Elm"));
    auto const index = town.indexed();
    auto search = town.searching();

    CHECK(search.find({ .populations = { "no such" } }).error().fault == Fault::Invalid);
    CHECK(search.find({ .age = -1 }).error().fault == Fault::Invalid);
    CHECK(search.find({ .age = 121 }).error().fault == Fault::Invalid);
    CHECK(search.find({ .zone = "../etc/passwd" }).error().fault == Fault::Invalid);
    CHECK(search.find({ .zone = "Mars/Olympus" }).error().fault == Fault::Invalid);
}
