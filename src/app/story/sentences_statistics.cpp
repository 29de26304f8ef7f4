// What the hotline counts of a night: the funder's exact sums, and what the public may see.

#include "app/story/stage.hpp"

#include "hotline/statistics/pages.hpp"

#include <algorithm>

namespace reachline::app::story {

namespace {

namespace statistics = hotline::statistics;
using hotline::World;

std::int64_t counted(statistics::Table const& table, std::string const& code)
{
    auto const cell = std::ranges::find(table.cells, code, &statistics::Cell::code);
    return cell == table.cells.end() ? -1 : cell->count.value_or(0);
}

Complaint month_counts(Stage& stage, std::string const& number, std::string const& code,
    statistics::Table statistics::MonthlyFigures::* table)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const month = day_of(world.now()).substr(0, 7);
        auto const figures = TRY(statistics::monthly_figures(world.database, stage.library().coded, month));
        auto const count = std::to_string(counted(figures.*table, code_of_words(code)));
        return expect(count == number, "it counts " + count);
    });
}

constexpr char all_of_state[] = R"sql(
    select coalesce(sum(count), 0) from rollup
    where period = 'all' and dimension = 'signals.year' and place = ?1
)sql";

/// Small numbers could point at somebody: the public page of the state hides what was counted.
Complaint public_hides(Stage& stage, std::string const& state)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        if (TRY(world.database.number(all_of_state, state)) == 0)
            return "nothing was counted there";
        int const year = std::stoi(day_of(world.now()).substr(0, 4));
        auto const page = TRY(statistics::state_page(
            world.database, stage.library().coded, state, year, world.now()));
        auto const signals = std::ranges::find(page.groups, "signals", &statistics::Group::unit);
        return expect(signals != page.groups.end() && !signals->total, "the page shows it");
    });
}

} // namespace

Sentences statistics_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    return {
        { "expect the month to count {number} by {channel}",
            [](S stage, A said) {
                return month_counts(stage, said[0], said[1], &statistics::MonthlyFigures::channels);
            } },
        { "expect the month to count {number} of the emergency kind {kind}",
            [](S stage, A said) {
                return month_counts(stage, said[0], said[1], &statistics::MonthlyFigures::emergency);
            } },
        { "expect the month to count {number} referred for {service}",
            [](S stage, A said) {
                return month_counts(stage, said[0], said[1], &statistics::MonthlyFigures::referrals);
            } },
        { "expect the month to count {number} that were {result}",
            [](S stage, A said) {
                return month_counts(stage, said[0], said[1], &statistics::MonthlyFigures::results);
            } },
        { "expect the public page of {state} to hide so small a number",
            [](S stage, A said) { return public_hides(stage, said[0]); } },
    };
}

} // namespace reachline::app::story
