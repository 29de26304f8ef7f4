#include "edges/site/statistics_words.hpp"

#include <algorithm>
#include <array>

namespace reachline::edges::site {

namespace statistics = hotline::statistics;

namespace {

/// What a visitor is shown of each unit; months, waits and results are for those who run the line.
struct Shown {
    std::string_view unit;
    std::string_view list;
};
constexpr std::array<Shown, 9> shown_tables { {
    { "contacts", "channel" },
    { "signals", "reason" },
    { "signals", "relation" },
    { "signals", "how_found" },
    { "signals", "language" },
    { "cases", "trafficking_type" },
    { "cases", "venue" },
    { "people", "age_band" },
    { "people", "gender" },
} };

std::string in_tongue(Language const& language, statistics::Words const& words)
{
    if (auto const found = words.find(language.code()); found != words.end())
        return found->second;
    auto const english = words.find("en");
    return english == words.end() ? std::string() : english->second;
}

std::string unit_name(Language const& language, std::string const& unit)
{
    return std::string(language.find("statistics.unit." + unit).value_or(unit));
}

std::string list_name(
    Language const& language, statistics::Categories const& categories, std::string const& list)
{
    if (list == "year")
        return std::string(language.say("statistics.year_column"));
    auto const* found = categories.list(list);
    return found ? in_tongue(language, found->label) : list;
}

std::string cell_name(Language const& language, statistics::Categories const& categories,
    std::string const& list, std::string const& code)
{
    auto const* found = categories.find(list, code);
    return found ? in_tongue(language, found->label) : code;
}

StatisticsTable table_of(Language const& language, statistics::Categories const& categories,
    std::string const& unit, statistics::Table const& table)
{
    auto const list = list_name(language, categories, table.list);
    StatisticsTable shown {
        .caption = language.say(
            "statistics.caption", { { "unit", unit_name(language, unit) }, { "list", list } }),
        .kind = list,
        .rows = {},
    };
    for (auto const& cell : table.cells)
        if (!cell.count || *cell.count > 0)
            shown.rows.push_back(
                { cell_name(language, categories, table.list, cell.code), cell.count });
    // Years stay in their order. What is held back stands last, or its place would tell its size.
    if (table.list != "year")
        std::ranges::stable_sort(shown.rows, [](auto const& a, auto const& b) {
            return a.count.value_or(-1) > b.count.value_or(-1);
        });
    return shown;
}

statistics::Group const* unit_in(
    std::vector<statistics::Group> const& groups, std::string_view unit)
{
    auto const found = std::ranges::find(groups, unit, &statistics::Group::unit);
    return found == groups.end() ? nullptr : &*found;
}

void add_table(Language const& language, statistics::Categories const& categories,
    std::string const& unit, statistics::Table const& table, StatisticsPage& page)
{
    auto shown = table_of(language, categories, unit, table);
    if (!shown.rows.empty())
        page.tables.push_back(std::move(shown));
}

/// What both pages share.
StatisticsPage head_of(Language const& language, statistics::Categories const& categories,
    auto const& figures, std::string const& state)
{
    StatisticsPage page { .state = state,
        .sentence = {},
        .year = std::to_string(figures.year),
        .made_up = figures.made_up,
        .as_of = figures.as_of };
    for (auto const year : figures.years)
        page.years.push_back(std::to_string(year));
    if (std::ranges::find(page.years, page.year) == page.years.end())
        page.years.insert(page.years.begin(), page.year);
    auto const* contacts = unit_in(figures.groups, "contacts");
    if (!contacts || !contacts->total) {
        page.sentence = language.say("statistics.sentence.hidden", { { "year", page.year } });
    } else {
        auto const count = counted(language, *contacts->total);
        auto const name = language.find("state." + state).value_or(state);
        page.sentence = state.empty()
            ? language.say(
                "statistics.sentence.nation", { { "year", page.year }, { "count", count } })
            : language.say("statistics.sentence.state",
                { { "year", page.year }, { "count", count }, { "state", name } });
    }
    if (contacts)
        add_table(language, categories, "contacts", contacts->by_year, page);
    for (auto const& [unit, list] : shown_tables)
        if (auto const* group = unit_in(figures.groups, unit))
            for (auto const& table : group->tables)
                if (table.list == list)
                    add_table(language, categories, group->unit, table, page);
    return page;
}

} // namespace

StatisticsPage page_of(Language const& language, statistics::Categories const& categories,
    statistics::NationalPage const& figures)
{
    auto page = head_of(language, categories, figures, "");
    if (auto const* signals = unit_in(figures.by_state, "signals"))
        for (auto const& table : signals->tables)
            add_table(language, categories, "signals", table, page);
    return page;
}

StatisticsPage page_of(Language const& language, statistics::Categories const& categories,
    statistics::StatePage const& figures)
{
    return head_of(language, categories, figures, figures.state);
}

} // namespace reachline::edges::site
