// The page of the statistics. The directory's pages stand in pages_directory.cpp.

#include "edges/site/pages.hpp"
#include "edges/site/sheet.hpp"

#include <algorithm>

namespace reachline::edges::site {

namespace {

std::vector<Choice> all_states(Language const& language)
{
    std::vector<Choice> choices;
    for (auto const& [code, name] : states_in(language))
        choices.push_back({ code, name });
    return choices;
}

std::int64_t greatest_in(StatisticsTable const& table)
{
    std::int64_t greatest = 1;
    for (auto const& row : table.rows)
        greatest = std::max(greatest, row.count.value_or(0));
    return greatest;
}

bool holds_back(StatisticsPage const& page)
{
    return std::ranges::any_of(page.tables, [](auto const& table) {
        return std::ranges::any_of(table.rows, [](auto const& row) { return !row.count; });
    });
}

} // namespace

std::string Pages::show(Frame const& frame, StatisticsPage const& page) const
{
    auto const& language = frame.language;
    return fill(frame, "statistics", [&](Sheet& sheet) {
        auto const state = language.find("state." + page.state);
        sheet
            .set("HEADING",
                state ? language.say("statistics.heading.state", { { "state", *state } })
                      : std::string(language.say("statistics.heading")))
            .set("SENTENCE", page.sentence)
            .show_if(holds_back(page), "HELD_BACK");
        sheet.show_if(page.made_up, "MADE_UP");
        sheet.choices("STATE_CHOICE", all_states(language), page.state);
        std::vector<Choice> years;
        for (auto const& year : page.years)
            years.push_back({ year, year });
        sheet.choices("YEAR_CHOICE", years, page.year);
        if (!page.as_of.empty())
            sheet.set("AS_OF",
                language.say("statistics.as_of", { { "date", date_in(language, page.as_of) } }));
        for (auto const& table : page.tables) {
            auto shown = sheet.section("TABLE");
            shown.set("CAPTION", table.caption).set("KIND", table.kind);
            auto const most = std::to_string(greatest_in(table));
            for (auto const& row : table.rows) {
                auto line = shown.section("ROW");
                line.set("LABEL", row.label)
                    .set("COUNT", row.count ? counted(language, *row.count) : std::string("–"));
                if (row.count)
                    line.section("BAR").set("MOST", most).set("SIZE", std::to_string(*row.count));
            }
        }
    });
}

} // namespace reachline::edges::site
