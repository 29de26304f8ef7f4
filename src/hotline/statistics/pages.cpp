#include "hotline/statistics/pages.hpp"

#include "hotline/statistics/year.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::statistics {

Result<NationalPage> national_page(
    store::Database& database, Categories const& categories, int year, Time now)
{
    auto const figures = TRY(Year::read(database, categories, year, now));
    NationalPage page;
    figures.head(page);
    page.groups = figures.national_groups();
    page.by_state = figures.by_state();
    return page;
}

Result<StatePage> state_page(store::Database& database, Categories const& categories,
    std::string_view state, int year, Time now)
{
    if (!categories.has("state", state))
        return fail(Fault::NotFound, "there is no such state");
    auto const figures = TRY(Year::read(database, categories, year, now));
    StatePage page;
    page.state = state;
    figures.head(page);
    page.groups = figures.groups_of(figures.places().of(state));
    return page;
}

namespace {

bool is_month(std::string_view text)
{
    return text.size() == 7 && text[4] == '-'
        && std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) == 6;
}

Table sum_over_places(Sums& sums, std::string_view dimension, std::string_view list,
    std::vector<std::string> const& codes)
{
    Table table { std::string(list), {} };
    auto const found = sums.by_dimension.find(dimension);
    auto const totals = found == sums.by_dimension.end() ? std::vector<std::int64_t>(codes.size())
                                                         : found->second.column_totals();
    for (std::size_t i = 0; i < codes.size(); ++i)
        table.cells.push_back({ codes[i], totals[i] });
    return table;
}

} // namespace

Result<MonthlyFigures> monthly_figures(
    store::Database& database, Categories const& categories, std::string const& month)
{
    if (!is_month(month))
        return fail(Fault::Invalid, "a month is written as 2026-11");
    constexpr std::array<Dimension, 4> dimensions { {
        { "steps.kind", "step_kind" },
        { "referrals.service_type", "service_type" },
        { "contacts.channel", "channel" },
        { "contacts.result", "signal_result" },
    } };
    Positions const places(codes_of(categories, "state"));
    std::map<std::string, Positions, std::less<>> cells;
    for (auto const& dimension : dimensions)
        cells.emplace(dimension.name, Positions(codes_of(categories, dimension.list)));
    auto sums = TRY(sums_of(database, month, { places, cells }));
    auto const table = [&](Dimension const& dimension) {
        return sum_over_places(
            sums, dimension.name, dimension.list, cells.find(dimension.name)->second.codes());
    };

    MonthlyFigures figures;
    figures.month = month;
    figures.made_up = sums.made_up;
    figures.emergency.list = "emergency";
    auto const steps = table(dimensions[0]);
    std::ranges::copy_if(steps.cells, std::back_inserter(figures.emergency.cells),
        [&](Cell const& step) { return categories.has("emergency", step.code); });
    figures.referrals = table(dimensions[1]);
    for (auto const& service : figures.referrals.cells)
        figures.referrals_given += *service.count;
    figures.channels = table(dimensions[2]);
    figures.results = table(dimensions[3]);
    return figures;
}

} // namespace reachline::hotline::statistics
