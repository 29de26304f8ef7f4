#include "hotline/statistics/figures_for_tests.hpp"

#include "base/json_binding.hpp"

#include <chrono>
#include <ctime>
#include <filesystem>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::statistics;

namespace {

/// Checks that a table's visible cells and its total leave nothing to compute.
void check_cannot_subtract(Group const& group, Table const& table)
{
    std::int64_t shown = 0;
    int hidden = 0;
    for (auto const& cell : table.cells) {
        CHECK_FALSE((cell.count && *cell.count > 0 && *cell.count < 10));
        shown += cell.count.value_or(0);
        hidden += !cell.count;
    }
    if (!group.total)
        CHECK(shown == 0);
    else if (hidden == 0)
        CHECK(shown == *group.total);
    else
        CHECK(hidden >= 2);
    if (group.total && hidden > 0)
        CHECK(*group.total - shown >= 10);
}

} // namespace

TEST("a page of nothing is a page of zeros")
{
    Figures figures;

    auto const page = figures.nation();

    CHECK(page.as_of == "2025-11-24");
    CHECK_FALSE(page.made_up);
    CHECK(page.years.empty());
    CHECK(group(page.groups, "signals").total == 0);
    CHECK(cell(table(group(page.groups, "signals"), "channel"), "call") == 0);
}

TEST("signals are counted for the nation, for their state, by channel and by month")
{
    Figures figures;
    figures.signals(40, "TX", "call");
    figures.signals(20, "TX", "webchat");
    figures.signals(30, "OH", "call");

    auto const nation = figures.nation();
    auto const texas = figures.state("TX");

    CHECK(group(nation.groups, "signals").total == 90);
    CHECK(cell(table(group(nation.groups, "signals"), "channel"), "call") == 70);
    CHECK(cell(table(group(nation.groups, "contacts"), "signal_result"), "answered") == 90);
    CHECK(cell(table(group(nation.by_state, "signals"), "state"), "TX") == 60);
    CHECK(group(texas.groups, "signals").total == 60);
    CHECK(cell(table(group(texas.groups, "signals"), "channel"), "webchat") == 20);
    CHECK(cell(table(group(texas.groups, "signals"), "month"), "11") == 60);
    CHECK(cell(group(texas.groups, "signals").by_year, "2025") == 60);
    CHECK(group(texas.groups, "signals").all_time == 60);
    CHECK(texas.years == std::vector<int> { 2025 });
}

TEST("cases are counted by type and venue, and the people in them by age and gender")
{
    Figures figures;
    for (int i = 0; i < 25; ++i)
        REQUIRE(count_case(figures.world, the_lists(),
            { "FL", "labor", "agriculture", "high",
                { { "25_to_59", "male" }, { "18_to_24", "female" } } }));

    auto const page = figures.state("FL");

    CHECK(cell(table(group(page.groups, "cases"), "trafficking_type"), "labor") == 25);
    CHECK(cell(table(group(page.groups, "cases"), "venue"), "agriculture") == 25);
    CHECK(cell(table(group(page.groups, "people"), "age_band"), "18_to_24") == 25);
    CHECK(group(page.groups, "people").total == 50);
}

TEST("a year shows its own figures, and the years beside it")
{
    Figures figures;
    figures.signals(50, "TX");
    figures.ledger.clock.advance(Days(60));
    figures.signals(30, "TX");

    auto const page = figures.state("TX", 2026);

    CHECK(page.years == std::vector<int> { 2026, 2025 });
    CHECK(group(page.groups, "signals").total == 30);
    CHECK(group(page.groups, "signals").all_time == 80);
    CHECK(cell(group(page.groups, "signals").by_year, "2025") == 50);
    CHECK(cell(table(group(page.groups, "signals"), "month"), "01") == 30);
    CHECK(cell(table(group(page.groups, "signals"), "month"), "11") == 0);
}

TEST("a small count is hidden, with another that protects it")
{
    Figures figures;
    figures.signals(60, "TX", "call");
    figures.signals(20, "TX", "tip");
    figures.signals(3, "TX", "email");

    auto const texas = figures.state("TX");
    auto const& channels = table(group(texas.groups, "signals"), "channel");

    CHECK_FALSE(cell(channels, "email"));
    CHECK_FALSE(cell(channels, "tip"));
    CHECK(cell(channels, "call") == 60);
    CHECK(cell(channels, "text") == 0);
}

TEST("a state with few signals shows no total and no table, and the others do not give it away")
{
    Figures figures;
    figures.signals(4, "WY");
    figures.signals(50, "TX");
    figures.signals(80, "OH");

    auto const wyoming = figures.state("WY");
    auto const nation = figures.nation();

    auto const& small = group(wyoming.groups, "signals");
    CHECK_FALSE(small.total);
    CHECK_FALSE(small.all_time);
    for (auto const& one : small.tables)
        for (auto const& cell : one.cells)
            CHECK(cell.count.value_or(0) == 0); // a 0 is known where the whole nation has none
    auto const& states = table(group(nation.by_state, "signals"), "state");
    CHECK_FALSE(cell(states, "WY"));
    CHECK((!cell(states, "TX") || !cell(states, "OH")));
    CHECK(group(nation.groups, "signals").total == 134);
    // And the page of the state that protects it hides its total too.
    for (auto const* code : { "TX", "OH" })
        CHECK(group(figures.state(code).groups, "signals").total == cell(states, code));
}

TEST("what one state hides, the nation and the other states do not give away")
{
    Figures figures;
    figures.signals(60, "TX", "call");
    figures.signals(25, "TX", "text");
    figures.signals(2, "TX", "email");
    figures.signals(70, "OH", "call");
    figures.signals(30, "OH", "text");
    figures.signals(40, "OH", "email");
    figures.signals(90, "CA", "call");
    figures.signals(35, "CA", "text");
    figures.signals(45, "CA", "email");

    auto const national =
        cell(table(group(figures.nation().groups, "signals"), "channel"), "email");
    int hidden = 0;
    for (auto const& state : the_lists().list("state")->items)
        hidden +=
            !cell(table(group(figures.state(state.code).groups, "signals"), "channel"), "email");

    CHECK(national == 87);
    CHECK(hidden >= 2);
}

TEST("no such state has no page, and no such month no figures")
{
    Figures figures;

    CHECK(
        state_page(figures.database, the_lists(), "Texas", 2025, figures.world.now()).error().fault
        == Fault::NotFound);
    CHECK(state_page(figures.database, the_lists(), "", 2025, figures.world.now()).error().fault
        == Fault::NotFound);
    CHECK(
        monthly_figures(figures.database, the_lists(), "November").error().fault == Fault::Invalid);
    CHECK(monthly_figures(figures.database, the_lists(), "2025-1").error().fault == Fault::Invalid);
    CHECK(
        monthly_figures(figures.database, the_lists(), "20250-1").error().fault == Fault::Invalid);
}

TEST("the funder's month: emergency requests by kind, referrals given by service, exact")
{
    Figures figures;
    for (auto const* kind :
        { "emergency_shelter", "emergency_shelter", "transportation", "follow_up" })
        REQUIRE(count_step(figures.world, the_lists(), { .kind = kind, .state = "TX" }));
    for (auto const* service : { "legal", "legal", "shelter" })
        REQUIRE(count_step(figures.world, the_lists(), { .kind = "referral", .service = service }));
    figures.signals(3, "TX", "text");

    auto const month = monthly_figures(figures.database, the_lists(), "2025-11").value();
    auto const other = monthly_figures(figures.database, the_lists(), "2025-10").value();

    CHECK(cell(month.emergency, "emergency_shelter") == 2);
    CHECK(cell(month.emergency, "transportation") == 1);
    CHECK(cell(month.emergency, "extraction") == 0);
    CHECK(month.emergency.cells.size() == 3);
    CHECK(month.referrals_given == 3);
    CHECK(cell(month.referrals, "legal") == 2);
    CHECK(cell(month.channels, "text") == 3);
    CHECK(cell(month.results, "answered") == 3);
    CHECK(other.referrals_given == 0);
}

TEST(
    "a made-up history covers every place since 2020, says so, and nothing of it can be subtracted")
{
    Figures figures;
    auto const began = std::chrono::steady_clock::now();
    REQUIRE(figures.database.begin());
    REQUIRE(seed_made_up_history(figures.database, the_lists(), 1, 2020, figures.world.now()));
    REQUIRE(figures.database.commit());
    auto const took = std::chrono::steady_clock::now() - began;

    MESSAGE(
        "a made-up history: " << std::chrono::duration_cast<milliseconds>(took).count() << " ms");
    CHECK(took < seconds(20)); // under one in a release build; sanitizers are slow
    auto const nation = figures.nation();
    CHECK(nation.made_up);
    CHECK(nation.years == std::vector<int> { 2025, 2024, 2023, 2022, 2021, 2020 });
    CHECK(group(nation.groups, "signals").total > 20'000);
    for (auto const& group : nation.groups)
        for (auto const& table : group.tables)
            check_cannot_subtract(group, table);
    for (auto const& state : the_lists().list("state")->items) {
        auto const page = figures.state(state.code, 2024);
        CHECK(page.made_up);
        for (auto const& group : page.groups)
            for (auto const& table : group.tables)
                check_cannot_subtract(group, table);
    }
    CHECK(seed_made_up_history(figures.database, the_lists(), 1, 2020, figures.world.now())
              .error()
              .fault
        == Fault::Conflict);
}

TEST("a made-up history is the same for a seed, and does not hide what is counted beside it")
{
    Figures figures;
    Figures again;
    for (auto* one : { &figures, &again })
        REQUIRE(seed_made_up_history(one->database, the_lists(), 9, 2024, one->world.now()));
    auto const before = group(figures.state("TX").groups, "signals").total.value();
    CHECK(json::text_of(json::written(figures.nation()))
        == json::text_of(json::written(again.nation())));

    figures.signals(12, "TX");

    CHECK(group(figures.state("TX").groups, "signals").total == before + 12);
    CHECK(figures.count(
              "select sum(count) from rollup where made_up = 0 and dimension = 'signals.year'")
        == 12);
}

TEST("a page is made in a few milliseconds of a processor")
{
    Figures figures;
    REQUIRE(seed_made_up_history(figures.database, the_lists(), 1, 2007, figures.world.now()));
    figures.state("TX");
    auto const began = std::clock();

    for (int i = 0; i < 50; ++i)
        figures.state("TX", 2024);

    auto const each = (std::clock() - began) * 1'000'000 / CLOCKS_PER_SEC / 50;
    MESSAGE("a state page from nineteen years: " << each << " us");
    CHECK(each < 100'000); // slow builds and sanitizers too; bin/bench holds the budget
}

TEST("pages are read on a connection that can write nothing")
{
    auto const path =
        (std::filesystem::temp_directory_path() / "reachline-figures-test.db").string();
    for (auto const* end : { "", "-wal", "-shm" })
        std::filesystem::remove(path + end);
    {
        auto database = store::Database::open(path).value();
        REQUIRE(store::migrate(database, store::hotline_migrations()));
    }

    auto reader = store::Database::open(path, store::Access::ReadOnly).value();

    CHECK(national_page(reader, the_lists(), 2025, time_of(1'764'000'000'000)));
    CHECK_FALSE(seed_made_up_history(reader, the_lists(), 1, 2025, time_of(1'764'000'000'000)));
    for (auto const* end : { "", "-wal", "-shm" })
        std::filesystem::remove(path + end);
}
