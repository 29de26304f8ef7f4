#include "hotline/statistics/figures_for_tests.hpp"

#include <set>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::statistics;

namespace {

json::Bound<Categories> spoiled(std::string const& from, std::string const& to)
{
    auto text = categories_text();
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    return Categories::load(text);
}

constexpr char select_facts[] = "select id, day from signal_fact";

} // namespace

TEST("the shipped lists load, and a list that is needed cannot be missing")
{
    CHECK(the_lists().has("channel", "webchat"));
    CHECK(the_lists().list("state")->items.size() == 58);
    CHECK_FALSE(the_lists().has("channel", "pigeon"));
    CHECK_FALSE(the_lists().has("no_list", "call"));
    CHECK_FALSE(spoiled("\"list\": \"venue\"", "\"list\": \"venues\""));
    CHECK_FALSE(spoiled("\"code\": \"crisis\"", "\"code\": \"tip\""));
    CHECK_FALSE(spoiled("\"form\": \"categories\"", "\"form\": \"fields\""));
    CHECK_FALSE(Categories::load("[]"));
}

TEST("a signal is counted by codes, and nothing else about it is kept")
{
    Figures figures;

    figures.signals(1, "TX", "webchat");

    CHECK(figures.count(
              "select count(*) from signal_fact where day = '2025-11-24' and channel = 'webchat'")
        == 1);
    CHECK(
        figures.count(
            "select count from rollup where dimension = 'contacts.channel' and period = '2025-11'")
        == 1);
    CHECK(
        figures.count("select count from rollup where dimension = 'signals.month' and cell = '11'")
        == 1);
}

TEST("the id of a fact tells nothing: not the signal, not the moment, not the order")
{
    Figures figures;
    auto const near = figures.world.new_id<Signal>();

    figures.signals(200, "TX");

    auto const ids =
        figures.database.all(select_facts, [](store::Row const& row) { return row.integer(0); })
            .value();
    std::set<std::int64_t> const different(ids.begin(), ids.end());
    CHECK(different.size() == 200);
    auto const is_near = [&](std::int64_t id) { return std::abs(id - near.value) < 1'000'000'000; };
    CHECK(std::ranges::count_if(ids, is_near)
        <= 1); // ids of records lie within minutes of each other
    CHECK(figures.count("select count(*) from event") == 0);
    CHECK(figures.notices.empty());
}

TEST("what is no code of the lists is refused, and nothing of it is counted")
{
    Figures figures;
    auto const refused = [&](SignalFact const& fact) {
        auto const done = count_signal(figures.world, the_lists(), fact);
        return !done && done.error().fault == Fault::Invalid;
    };

    CHECK(refused({ .channel = "Maria called" }));
    CHECK(refused({ .channel = "call", .state = "Texas" }));
    CHECK(refused({ .channel = "call", .reason = "" }));
    CHECK(refused({ .channel = "call", .result = "good" }));
    CHECK(refused({ .channel = "call", .relation = "aunt" }));
    CHECK(refused({ .channel = "call", .how_found = "bus" }));
    CHECK(count_case(figures.world, the_lists(), { .venue = "12 Elm Street" }).error().fault
        == Fault::Invalid);
    CHECK(
        count_case(figures.world, the_lists(), { .people = { { .age_band = "14" } } }).error().fault
        == Fault::Invalid);
    CHECK(count_step(figures.world, the_lists(), { .kind = "rescue" }).error().fault
        == Fault::Invalid);

    CHECK(figures.count("select count(*) from rollup") == 0);
    CHECK(figures.count("select count(*) from signal_fact") == 0);
    CHECK(figures.count("select count(*) from case_fact") == 0);
    CHECK(figures.count("select count(*) from person_fact") == 0);
}

TEST("a rare language is counted as another language")
{
    Figures figures;

    REQUIRE(count_signal(
        figures.world, the_lists(), { .channel = "call", .language = "xyz", .reason = "tip" }));

    CHECK(figures.count("select count(*) from signal_fact where language = 'other'") == 1);
}

TEST("a hang-up is a contact and no signal")
{
    Figures figures;

    REQUIRE(count_signal(figures.world, the_lists(),
        { .channel = "call", .reason = "missed", .result = "abandoned" }));

    CHECK(figures.count("select count from rollup where dimension = 'contacts.year'") == 1);
    CHECK(figures.count("select count(*) from rollup where dimension like 'signals.%'") == 0);
}

TEST("waits are kept in steps only")
{
    CHECK(wait_of(std::nullopt) == "no_wait");
    CHECK(wait_of(seconds(0)) == "under_20_s");
    CHECK(wait_of(seconds(20)) == "under_1_min");
    CHECK(wait_of(seconds(299)) == "under_5_min");
    CHECK(wait_of(minutes(14)) == "under_15_min");
    CHECK(wait_of(minutes(59)) == "under_1_h");
    CHECK(wait_of(hours(30)) == "1_h_or_more");
    for (auto const waited : { 0, 20, 60, 300, 900, 3600 })
        CHECK(the_lists().has("wait", wait_of(seconds(waited))));
}

TEST("a command that fails later takes its facts and its sums back")
{
    Figures figures;
    REQUIRE(figures.database.begin());
    REQUIRE(figures.database.savepoint());
    figures.signals(1, "TX");

    figures.database.undo();
    REQUIRE(figures.database.commit());

    CHECK(figures.count("select count(*) from signal_fact") == 0);
    CHECK(figures.count("select count(*) from rollup") == 0);
}

TEST("the sums are what the facts add up to")
{
    Figures figures;
    SeededRandom dice(5);
    auto const some = [&](char const* list) {
        auto const& items = the_lists().list(list)->items;
        return items[dice.below(items.size())].code;
    };
    for (int i = 0; i < 300; ++i) {
        figures.ledger.clock.advance(hours(30));
        REQUIRE(count_signal(figures.world, the_lists(),
            { some("channel"), some("state"), some("language"), some("reason"),
                some("signal_result"), seconds(dice.below(4000)), some("relation"),
                some("how_found") }));
        REQUIRE(count_case(figures.world, the_lists(),
            { some("state"), some("trafficking_type"), some("venue"), some("likelihood"),
                { { some("age_band"), some("gender") }, { some("age_band"), some("gender") } } }));
    }

    CHECK(
        figures.count(
            "select count(*) from (select substr(day, 1, 4), state, venue, count(*) from case_fact "
            "group by 1, 2, 3 "
            "except select period, place, cell, count from rollup where dimension = 'cases.venue')")
        == 0);
    CHECK(figures.count("select count(*) from (select substr(day, 1, 7), state, channel, count(*) "
                        "from signal_fact group by 1, 2, 3 "
                        "except select period, place, cell, count from rollup where dimension = "
                        "'contacts.channel')")
        == 0);
    CHECK(figures.count("select count(*) from (select substr(day, 1, 4), state, age_band, count(*) "
                        "from person_fact group by 1, 2, 3 "
                        "except select period, place, cell, count from rollup where dimension = "
                        "'people.age_band')")
        == 0);
    CHECK(figures.count("select sum(count) from rollup where dimension = 'cases.venue'") == 300);
    CHECK(figures.count("select sum(count) from rollup where dimension = 'contacts.result' and "
                        "length(period) = 4")
        == 300);
    CHECK(figures.count("select sum(count) from rollup where dimension = 'people.gender'") == 600);
}
