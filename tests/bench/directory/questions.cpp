#include "questions.hpp"

#include "../figures.hpp"
#include "base/json_binding.hpp"
#include "base/random.hpp"
#include "hotline/directory/directory.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/places/folded.hpp"

#include <algorithm>
#include <set>

namespace reachline::bench {

namespace directory = hotline::directory;

namespace {

constexpr double radii[] = { 25, 50, 100, 250 };
constexpr std::size_t shortest_misspelt = 5;
constexpr std::int64_t a_page = 1'000;

/// Every public service, in the order of its id.
template <class Each>
void each_public_service(store::Database& database, Each each)
{
    Id<Listing> after {};
    for (;;) {
        auto const page = directory::listings_after(database, after, a_page);
        if (!page)
            stop("the directory cannot be read");
        if (page->empty())
            return;
        for (auto const id : *page)
            if (auto const service = directory::public_service(database, id))
                each(*service);
        after = page->back();
    }
}

Row row_of(directory::Service const& service, directory::Vocabulary const& vocabulary)
{
    Row row { .id = service.id,
        .name = service.name,
        .organization = service.organization,
        .description = service.description,
        .labels = {},
        .categories = service.categories,
        .languages = service.languages,
        .point = *directory::measured_from(service),
        .state = service.address ? service.address->state_province : service.areas.front().state,
        .shown = json::text_of(json::written(service)) };
    auto const label = [&](auto const* coded) {
        if (coded)
            for (auto const& [tongue, text] : coded->label)
                row.labels.push_back(text);
    };
    for (auto const& code : service.categories)
        label(vocabulary.category(code));
    for (auto const& code : service.languages)
        label(vocabulary.language(code));
    return row;
}

class Asking {
public:
    Asking(directory::Vocabulary const& vocabulary, directory::Places const& places)
        : vocabulary_(vocabulary)
        , places_(places)
        , dice_(7)
    {
    }

    Question question(Row const& row)
    {
        auto words = directory::words_of(directory::without_accents(row.name));
        std::erase_if(
            words, [&](auto const& word) { return word.size() < 4 || says_nothing(word); });
        Question asked { .meant = row.id, .words = {}, .place = {}, .point = row.point };
        auto const wanted = std::min<std::size_t>(1 + dice_.below(3), words.size());
        while (asked.words.size() < wanted) {
            auto const at = dice_.below(words.size());
            asked.words.push_back(words[at]);
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
        }
        auto const zip = places_.zip_near(row.point, row.state);
        if (!zip)
            stop("a service is near no ZIP code");
        asked.place = zip->zip;
        asked.point = zip->point;
        asked.miles = radii[dice_.below(std::size(radii))];
        asked.category = row.categories[dice_.below(row.categories.size())];
        asked.language = row.languages[dice_.below(row.languages.size())];
        return asked;
    }

    Misspelling misspelt(std::string word)
    {
        Misspelling one { .meant = word, .typed = {} };
        do {
            one.typed = changed(word);
        } while (one.typed == word);
        return one;
    }

    std::size_t below(std::size_t limit) { return dice_.below(limit); }

private:
    bool says_nothing(std::string const& word) const
    {
        return std::ranges::any_of(vocabulary_.stop_words, [&](auto const& tongue) {
            return std::ranges::find(tongue.second, word) != tongue.second.end();
        });
    }
    std::string changed(std::string word)
    {
        auto const at = 1 + dice_.below(word.size() - 2); // people get the ends right
        switch (dice_.below(4)) {
        case 0:
            word.erase(at, 1);
            break;
        case 1:
            word.insert(at, 1, word[at]);
            break;
        case 2:
            std::swap(word[at], word[at + 1]);
            break;
        default:
            word[at] = static_cast<char>('a' + dice_.below(26));
        }
        return word;
    }

    directory::Vocabulary const& vocabulary_;
    directory::Places const& places_;
    SeededRandom dice_;
};

} // namespace

Asked everything_asked(store::Database& database, directory::Vocabulary const& vocabulary,
    directory::Places const& places, std::size_t questions, std::size_t misspellings)
{
    Asked asked;
    std::set<std::string> words;
    each_public_service(database, [&](directory::Service const& service) {
        if (!directory::measured_from(service))
            return; // nationwide lines lie nowhere
        asked.rows.push_back(row_of(service, vocabulary));
        for (auto const& word : directory::words_of(directory::without_accents(service.name)))
            if (word.size() >= shortest_misspelt
                && std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; }))
                words.insert(word);
    });
    if (asked.rows.empty() || words.empty())
        stop("the directory is empty");
    Asking asking(vocabulary, places);
    while (asked.questions.size() < questions)
        asked.questions.push_back(asking.question(asked.rows[asking.below(asked.rows.size())]));
    std::vector<std::string> const all(words.begin(), words.end());
    while (asked.misspellings.size() < misspellings)
        asked.misspellings.push_back(asking.misspelt(all[asking.below(all.size())]));
    return asked;
}

} // namespace reachline::bench
