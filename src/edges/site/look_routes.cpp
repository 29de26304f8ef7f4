// Looking things up: the statistics. They are counted on workers, so that no look stands in the way
// of a chat. The directory's routes stand in directory_routes.cpp.

#include "edges/site/inside.hpp"
#include "edges/site/statistics_words.hpp"

#include <charconv>

namespace reachline::edges::site {

namespace statistics = hotline::statistics;

namespace {

std::int64_t number_in(std::string_view text)
{
    std::int64_t number = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc {} ? number : 0;
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

bool answer_look(Inside& inside, VisitPtr const& visit, std::string_view go, Turn)
{
    if (go != "statistics")
        return false;
    show_statistics(inside, visit);
    return true;
}

} // namespace reachline::edges::site
