// The pages of the directory: the search, one service, the list to take along, the sheet to print.

#include "edges/site/directory_pages.hpp"
#include "edges/site/directory_words.hpp"
#include "edges/site/sheet.hpp"
#include "edges/site/taken.hpp"

#include <algorithm>

namespace reachline::edges::site {

namespace {

std::string found_sentence(Language const& language, FindPage const& page)
{
    if (page.count == 0)
        return std::string(language.say("find.count.none"));
    if (page.count == 1)
        return std::string(language.say("find.count.one"));
    return language.say(page.count_is_exact ? "find.count.many" : "find.count.least",
        { { "count", counted(language, page.count) } });
}

std::string taken_sentence(Language const& language, std::size_t count)
{
    if (count == 1)
        return std::string(language.say("mine.count.one"));
    return language.say("mine.count.many", { { "count", std::to_string(count) } });
}

void fill_phones(auto& sheet, Listing const& listing)
{
    for (auto const& phone : listing.phones) {
        auto shown = sheet.section("PHONE");
        auto link = shown.section(phone.is_text ? "WRITE" : "SPEAK");
        link.set("DIGITS", dialled(phone.number)).set("NUMBER", phone.number);
        if (!phone.label.empty())
            shown.section("KIND").set("LABEL", phone.label);
    }
}

void fill_facts(auto& sheet, std::string_view section, std::vector<Fact> const& facts)
{
    for (auto const& fact : facts)
        sheet.section(section).say("LABEL", fact.label).set("TEXT", fact.text);
}

/// What the list and the page of one service share.
void fill_listing(auto& sheet, Listing const& listing)
{
    sheet.set("NAME", listing.name)
        .set("ID", std::to_string(listing.id))
        .show_if(!listing.takes_new, "CLOSED")
        .show_if(listing.confidential, "CONFIDENTIAL")
        .show_if(listing.taken, "TAKEN")
        .show_if(!listing.taken, "NOT_TAKEN");
    if (listing.number > 0)
        sheet.section("NUMBERED").set("PLACE_IN_LIST", std::to_string(listing.number));
    if (!listing.by.empty())
        sheet.section("BY").set("BY_NAME", listing.by);
    if (!listing.alert.empty())
        sheet.section("ALERT").set("TEXT", listing.alert);
    if (!listing.unconfirmed.empty())
        sheet.section("UNCONFIRMED").set("TEXT", listing.unconfirmed);
    if (!listing.at_once.empty())
        sheet.section("AT_ONCE").set("TEXT", listing.at_once);
    fill_phones(sheet, listing);
    fill_facts(sheet, "ANSWER", listing.answers);
    fill_facts(sheet, "FACT", listing.facts);
}

void fill_items(
    auto& sheet, Language const& language, std::vector<Listing> const& listings, bool numbered)
{
    auto const item = language.code() + "/listing";
    for (auto const& listing : listings) {
        auto shown = sheet.section(numbered ? "ITEM_OF_LIST" : "ITEM_ELSE").include("ITEM", item);
        fill_listing(shown, listing);
    }
}

void tick(auto& sheet, std::string_view section, std::string_view name, std::string_view label,
    bool chosen)
{
    sheet.section(section).set("NAME", name).set("LABEL", label).show_if(chosen, "CHOSEN");
}

std::vector<Choice> choices_of_distance(Language const& language)
{
    std::vector<Choice> choices;
    for (int const miles : distances())
        choices.push_back({ std::to_string(miles),
            language.say("find.within.miles", { { "miles", std::to_string(miles) } }) });
    return choices;
}

std::vector<Choice> what_happened(Language const& language)
{
    return { { "trafficking_labor", std::string(language.say("find.happened.work")) },
        { "trafficking_sex", std::string(language.say("find.happened.sex")) } };
}

/// Kinds of help, or languages, as the vocabulary names them.
std::vector<Choice> choices_of(Language const& language, auto const& coded)
{
    std::vector<Choice> choices;
    for (auto const& one : coded)
        choices.push_back({ one.code, label_in(language, one.label) });
    return choices;
}

void fill_form(auto& sheet, Language const& language, FindPage const& page)
{
    auto const& need = page.need;
    auto const& vocabulary = page.vocabulary;
    sheet.set("WORDS", need.words).set("PLACE", need.place).set("AGE", need.age);
    sheet.choices("KIND", choices_of(language, vocabulary.categories), need.kind);
    sheet.choices("SPOKEN", choices_of(language, vocabulary.languages), need.spoken);
    sheet.choices("WITHIN", choices_of_distance(language), need.within);
    sheet.choices("HAPPENED", what_happened(language), need.happened);
    sheet.choices("GENDER", choices_of_group(language, vocabulary, "gender"), need.gender);
    sheet.choices("PAPERS", choices_of_group(language, vocabulary, "immigration"), need.papers);
    tick(sheet, "TICK", "open_now", language.say("find.tick.open_now"), need.open_now);
    tick(sheet, "TICK", "day_and_night", language.say("find.tick.day_and_night"),
        need.day_and_night);
    tick(sheet, "TICK", "remote", language.say("find.tick.remote"), need.remote);
    tick(sheet, "WITH", "children", language.say("find.tick.children"), need.children);
    tick(sheet, "WITH", "pets", language.say("find.tick.pets"), need.pets);
    for (auto const& also : choices_of_group(language, vocabulary, "other"))
        tick(sheet, "ALSO", "also_" + also.value, also.label,
            std::ranges::find(need.also, also.value) != need.also.end());
    sheet.show_if(need.order == "near", "NEAR_FIRST").show_if(need.further() > 0, "FURTHER");
}

void fill_map(auto& sheet, Language const& language, MapDrawing const& map)
{
    auto shown = sheet.include("MAP", language.code() + "/map");
    shown.set("COUNTIES", map.counties).set("STATES", map.states).set("ASKED", map.asked);
    for (auto const& town : map.towns)
        shown.section("TOWN")
            .set("X", std::to_string(town.x))
            .set("Y", std::to_string(town.y))
            .set("NAME_Y", std::to_string(town.y + 68))
            .set("NAME", town.name);
    for (auto const& marker : map.markers)
        shown.section("MARKER")
            .set("LEFT", std::to_string(marker.x - marker.half))
            .set("TOP", std::to_string(marker.y - marker_radius))
            .set("WIDTH", std::to_string(2 * marker.half))
            .set("X", std::to_string(marker.x))
            .set("Y", std::to_string(marker.y + 21))
            .set("LABEL", marker.label);
}

void fill_found(auto& found, Language const& language, FindPage const& page)
{
    found.set("COUNT", found_sentence(language, page))
        .set("ASKED", page.asked)
        .show_if(page.listings.empty(), "NOTHING")
        .show_if(page.corrected, "AS_TYPED");
    if (!page.near.empty())
        found.section("NEAR").set("TEXT", language.say("find.near", { { "place", page.near } }));
    if (!page.remarks.empty()) {
        auto remarks = found.section("REMARKS");
        for (auto const& remark : page.remarks)
            remarks.section("REMARK").set("TEXT", remark);
    }
    if (!page.other_places.empty()) {
        auto others = found.section("OTHER_PLACES");
        for (auto const& other : page.other_places)
            others.section("OTHER").set("PLACE_NAME", other);
    }
    found.show_if(!page.as_map && !page.listings.empty(), "TO_MAP").show_if(page.as_map, "TO_LIST");
    if (page.map) {
        auto with_map = found.section("WITH_MAP");
        fill_map(with_map, language, *page.map);
    } else if (page.as_map) {
        found.show_if(true, "NO_MAP");
    }
    if (page.taken > 0)
        found.section("MINE").set("TEXT", taken_sentence(language, page.taken));
    fill_items(found, language, page.listings, true);
    if (page.more_from)
        found.section("MORE").set("NEXT", std::to_string(*page.more_from));
    if (page.less_from)
        found.section("LESS").set("BEFORE", std::to_string(*page.less_from));
    if (page.everywhere.empty())
        return;
    auto everywhere = found.section("EVERYWHERE");
    fill_items(everywhere, language, page.everywhere, false);
}

} // namespace

std::string Pages::show(Frame const& frame, FindPage const& page) const
{
    auto const& language = frame.language;
    return fill(frame, page.searched ? "found" : "find", [&](Sheet& sheet) {
        auto form = sheet.include("FORM", language.code() + "/find_form");
        fill_form(form, language, page);
        if (page.searched)
            fill_found(sheet, language, page);
        else if (page.taken > 0)
            sheet.section("MINE").set("TEXT", taken_sentence(language, page.taken));
    });
}

std::string Pages::show(Frame const& frame, ServicePage const& page) const
{
    return fill(frame, "service", [&](Sheet& sheet) {
        fill_listing(sheet, page.listing);
        if (!page.listing.about.empty())
            sheet.section("ABOUT").set("TEXT", page.listing.about);
        if (page.taken > 0)
            sheet.section("MINE").set("TEXT", taken_sentence(frame.language, page.taken));
    });
}

std::string Pages::show(Frame const& frame, MinePage const& page) const
{
    return fill(frame, "mine", [&](Sheet& sheet) {
        sheet.show_if(page.listings.empty(), "EMPTY").show_if(!page.listings.empty(), "FILLED");
        sheet.set("COUNT", taken_sentence(frame.language, page.listings.size()));
        fill_items(sheet, frame.language, page.listings, true);
    });
}

std::string Pages::show(Frame const& frame, SheetPage const& page) const
{
    return fill(frame, "sheet", [&](Sheet& sheet) {
        for (auto const& listing : page.listings) {
            auto shown = sheet.section("PLACE");
            fill_listing(shown, listing);
        }
    });
}

} // namespace reachline::edges::site
