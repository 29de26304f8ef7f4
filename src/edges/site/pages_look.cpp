// The pages to look things up: the directory and the statistics.

#include "edges/site/pages.hpp"
#include "edges/site/sheet.hpp"

#include <algorithm>

namespace reachline::edges::site {

namespace {

std::string found_sentence(Language const& language, std::int64_t count)
{
    if (count == 0)
        return std::string(language.say("find.count.none"));
    if (count == 1)
        return std::string(language.say("find.count.one"));
    return language.say("find.count.many", { { "count", counted(language, count) } });
}

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

/// Name, organization, phones and facts: what the list and the page of one service share.
void fill_listing(auto& sheet, Listing const& listing)
{
    sheet.set("NAME", listing.name)
        .set("ID", std::to_string(listing.id))
        .show_if(!listing.takes_new, "CLOSED")
        .show_if(listing.confidential, "CONFIDENTIAL");
    if (!listing.by.empty())
        sheet.section("BY").set("BY_NAME", listing.by);
    for (auto const& phone : listing.phones)
        sheet.section("PHONE").set("DIGITS", dialled(phone)).set("NUMBER", phone);
    for (auto const& fact : listing.facts)
        sheet.section("FACT").say("LABEL", fact.label).set("TEXT", fact.text);
}

} // namespace

std::string Pages::show(Frame const& frame, FindPage const& page) const
{
    return fill(frame, "find", [&](Sheet& sheet) {
        sheet.set("WORDS", page.words).set("PLACE", page.place);
        sheet.choices("KIND", page.kinds, page.kind);
        sheet.choices("SPOKEN", page.languages, page.spoken);
        if (!page.searched)
            return;
        auto found = sheet.section("SEARCHED");
        found.set("COUNT", found_sentence(frame.language, page.count))
            .show_if(page.listings.empty(), "NOTHING");
        if (!page.near.empty())
            found.section("NEAR").set(
                "TEXT", frame.language.say("find.near", { { "place", page.near } }));
        for (auto const& remark : page.remarks)
            found.section("REMARK").set("TEXT", remark);
        auto const item = frame.language.code() + "/listing";
        for (auto const& listing : page.listings) {
            auto shown = found.section("LISTING").include("ITEM", item);
            fill_listing(shown, listing);
        }
        if (page.more_from)
            found.section("MORE").set("NEXT", std::to_string(*page.more_from));
        if (page.everywhere.empty())
            return;
        auto everywhere = found.section("EVERYWHERE");
        for (auto const& listing : page.everywhere) {
            auto shown = everywhere.section("LISTING").include("ITEM", item);
            fill_listing(shown, listing);
        }
    });
}

std::string Pages::show(Frame const& frame, ServicePage const& page) const
{
    return fill(frame, "service", [&](Sheet& sheet) {
        fill_listing(sheet, page.listing);
        if (!page.listing.about.empty())
            sheet.section("ABOUT").set("TEXT", page.listing.about);
    });
}

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
