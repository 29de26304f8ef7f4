// Looking things up: the directory and the statistics. Searches are posts, so no term is in an
// address, a history or a log; they run on workers, so that no search stands in the way of a chat.

#include "edges/site/directory_words.hpp"
#include "edges/site/inside.hpp"
#include "edges/site/statistics_words.hpp"

#include "base/text.hpp"
#include "hotline/directory/directory.hpp"

#include <charconv>

namespace reachline::edges::site {

namespace directory = hotline::directory;
namespace statistics = hotline::statistics;

namespace {

constexpr std::int64_t listings_on_a_page = 10;

std::int64_t number_in(std::string_view text)
{
    std::int64_t number = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc {} ? number : 0;
}

std::string label_in(Language const& language, directory::ByTongue const& label)
{
    auto const found = label.find(language.code());
    return found == label.end() ? std::string() : found->second;
}

/// The form with what was asked for.
FindPage asked_for(Inside const& inside, Visit const& visit)
{
    FindPage page { .words = visit.asked["words"],
        .place = visit.asked["place"],
        .kind = visit.asked["kind"],
        .spoken = visit.asked["spoken"],
        .kinds = {},
        .languages = {} };
    for (auto const& category : inside.lookups.vocabulary.categories)
        page.kinds.push_back({ category.code, label_in(*visit.language, category.label) });
    for (auto const& language : inside.lookups.vocabulary.languages)
        page.languages.push_back({ language.code, label_in(*visit.language, language.label) });
    return page;
}

directory::SearchQuery query_of(FindPage const& page, std::int64_t number, Time now)
{
    directory::SearchQuery query { .words = page.words, .place = page.place };
    if (!page.kind.empty())
        query.categories = { page.kind };
    if (!page.spoken.empty())
        query.language = page.spoken;
    query.page = number;
    query.page_size = listings_on_a_page;
    query.now = now;
    return query;
}

void fill(Inside const& inside, Visit const& visit, FindPage& page, directory::Found const& found)
{
    auto const listed = [&](std::vector<directory::Hit> const& hits) {
        std::vector<Listing> listings;
        for (auto const& hit : hits)
            listings.push_back(
                listing_of(*visit.language, inside.lookups.vocabulary, hit, inside.clock.now()));
        return listings;
    };
    page.searched = true;
    page.count = found.total;
    page.near = found.place ? found.place->name : std::string();
    page.remarks = remarks_of(*visit.language, found);
    page.listings = listed(found.hits);
    page.everywhere = listed(found.national_lines);
    if ((found.page + 1) * listings_on_a_page < found.total && found.page < 50)
        page.more_from = found.page + 1;
}

// A server that has just started is still making its search ready; who asks then waits a little.
constexpr milliseconds ask_again_after { 300 };
constexpr int ask_again_at_most = 15;

void show_found(Inside& inside, VisitPtr const& visit, std::int64_t number, int tries = 0)
{
    auto page = asked_for(inside, *visit);
    if (page.words.size() > directory::longest_query) {
        visit->problem = "find.problem.long";
        return inside.show(*visit, "find", page);
    }
    auto const query = query_of(page, number, visit->at);
    inside.look<directory::Found>(
        [&inside, query](store::Database&) { return inside.lookups.find(query); },
        [&inside, visit, page, number, tries](Result<directory::Found> found) mutable {
            if (!found && found.error().fault == Fault::Busy && tries < ask_again_at_most)
                return inside.loop.after(ask_again_after,
                    [&inside, visit, number, tries] { show_found(inside, visit, number, tries + 1); });
            if (!found) {
                visit->problem = "find.problem.busy";
                return inside.show(*visit, "find", page);
            }
            fill(inside, *visit, page, *found);
            auto frame = inside.frame(*visit, "find");
            frame.state.push_back({ "page_number", std::to_string(number) });
            inside.show(*visit, frame, page);
        });
}

/// A new search begins with its first page; going back from a service, with the page it was on.
void find(Inside& inside, VisitPtr const& visit, std::string_view go)
{
    auto const& asked = visit->asked;
    bool const nothing = trimmed(asked["words"]).empty() && trimmed(asked["place"]).empty()
        && asked["kind"].empty() && asked["spoken"].empty();
    if (nothing)
        return show_find(inside, visit);
    auto const number = go == "by_from" ? asked["from"]
        : asked["at"] == "service"      ? asked["page_number"]
                                        : std::string();
    show_found(inside, visit, std::clamp<std::int64_t>(number_in(number), 0, 50));
}

void show_service(Inside& inside, VisitPtr const& visit)
{
    Id<hotline::Listing> const id { number_in(visit->asked["service"]) };
    inside.look<directory::Service>(
        [id](store::Database& database) { return directory::public_service(database, id); },
        [&inside, visit, id](Result<directory::Service> service) {
            if (!service)
                return inside.show_wrong(*visit, WrongPage::Kind::NotFound);
            auto frame = inside.frame(*visit, "service");
            for (auto const* name : { "words", "place", "kind", "spoken", "page_number" })
                frame.state.push_back({ name, visit->asked[name] });
            frame.state.push_back({ "service_shown", std::to_string(id.value) });
            inside.show(*visit, frame,
                ServicePage { listing_of(
                    *visit->language, inside.lookups.vocabulary, *service, inside.clock.now()) });
        });
}

void show_statistics(Inside& inside, VisitPtr const& visit)
{
    auto const state = visit->asked["state_code"];
    auto const this_year = static_cast<int>(number_in(day_of(visit->at).substr(0, 4)));
    auto const asked_year = static_cast<int>(number_in(visit->asked["year"]));
    auto const year = asked_year >= 2000 && asked_year <= this_year ? asked_year : this_year;
    auto const& language = *visit->language;
    inside.look<StatisticsPage>(
        [&inside, &language, state, year, now = visit->at](
            store::Database& database) -> Result<StatisticsPage> {
            auto const& categories = inside.lookups.categories;
            if (state.empty())
                return page_of(language, categories,
                    TRY(statistics::national_page(database, categories, year, now)));
            return page_of(language, categories,
                TRY(statistics::state_page(database, categories, state, year, now)));
        },
        [&inside, visit](Result<StatisticsPage> page) {
            if (!page)
                page = StatisticsPage { .state = {},
                    .sentence = std::string(visit->language->say("statistics.sentence.busy")) };
            inside.show(*visit, "statistics", *page);
        });
}

} // namespace

void show_find(Inside& inside, VisitPtr const& visit)
{
    inside.show(*visit, "find", asked_for(inside, *visit));
}

bool answer_look(Inside& inside, VisitPtr const& visit, std::string_view go, Turn turn)
{
    if (go == "service" && turn == Turn::ShowAgain)
        visit->asked.set("service", visit->asked["service_shown"]);
    if (go == "find" || go == "by_from")
        find(inside, visit, go);
    else if (go == "service" || go == "by_service")
        show_service(inside, visit);
    else if (go == "statistics")
        show_statistics(inside, visit);
    else
        return false;
    return true;
}

} // namespace reachline::edges::site
