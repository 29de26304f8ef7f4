#include "hotline/directory/search/reader.hpp"

#include "hotline/directory/places/folded.hpp"

#include <algorithm>

namespace reachline::hotline::directory {

namespace {

constexpr std::size_t most_words = 12;
constexpr unsigned letters_wrong = 2;
constexpr std::size_t longest_term = 240; ///< bytes; Xapian takes 245
constexpr std::size_t most_completions_seen = 3'000;

} // namespace

std::optional<FileMark> FileMark::of(std::string const& path)
{
    struct stat found { };
    if (stat(path.c_str(), &found) != 0)
        return std::nullopt;
    return FileMark { found.st_ino, found.st_mtim };
}

Search::Reader::Reader(IndexFolders some_folders, Vocabulary const& some_vocabulary,
    PlacesOnDemand const& some_places, Audience its_audience)
    : folders(std::move(some_folders))
    , vocabulary(some_vocabulary)
    , places(some_places)
    , audience(its_audience)
    , everyday(vocabulary, stems)
{
}

/// The stemmers keep the last word, and a table of the index the last term that it was asked for:
/// they are given ones that are nobody's and longer than any.
void Search::Reader::forget() const
{
    stems.forget();
    try {
        if (database)
            database->term_exists(std::string(longest_term, 'x'));
    } catch (Xapian::Error const&) {
        // It was closed with what it kept.
    }
}

/// Notices a new generation by its file, and new documents of the same one by its revision.
Done Search::Reader::freshen()
{
    auto const path = current_of(folders.for_public);
    auto const now = FileMark::of(path);
    if (!now)
        return fail(Fault::Busy, "the directory's index is not built yet");
    auto const of_advocates = current_of(folders.for_advocates);
    if (audience == Audience::Advocates && !FileMark::of(of_advocates))
        return fail(Fault::Busy, "the directory's index is not built yet");
    if (database && mark == now) {
        database->reopen();
        return {};
    }
    Xapian::Database fresh(path);
    if (audience == Audience::Advocates)
        fresh.add_database(Xapian::Database(of_advocates));
    database = std::move(fresh);
    mark = now;
    return {};
}

bool Search::Reader::is_known(AskedWord const& word) const
{
    return !word.categories.empty() || database->term_exists(word.terms.exact)
        || database->term_exists(word.terms.english) || database->term_exists(word.terms.spanish)
        || database->term_exists(word.terms.spanish_unaccented);
}

std::vector<AskedWord> Search::Reader::understood(SearchQuery const& query, Found& found) const
{
    std::vector<AskedWord> asked, passed_over;
    auto const words = words_of(query.words);
    for (std::size_t i = 0; i < std::min(words.size(), most_words); ++i) {
        if (words[i].size() > longest_word)
            continue;
        AskedWord word { .terms = stems.terms_of(words[i]),
            .categories = {},
            .is_beginning = query.typing && i + 1 == words.size() && words[i].size() > 1 };
        word.categories = everyday.categories_of(word.terms);
        bool const begins_one = word.is_beginning
            && database->allterms_begin(word.terms.exact)
                != database->allterms_end(word.terms.exact);
        if (!query.as_typed && !begins_one && !is_known(word)) {
            auto const better = database->get_spelling_suggestion(word.terms.exact, letters_wrong);
            if (!better.empty()) {
                found.corrections.push_back({ words[i], better });
                word.terms = stems.terms_of(better);
                word.categories = everyday.categories_of(word.terms);
            }
        }
        (everyday.is_stop_word(word.terms.exact) ? passed_over : asked).push_back(std::move(word));
    }
    // "help me": better those words than none.
    return asked.empty() ? passed_over : asked;
}

Result<std::vector<std::string>> Search::Reader::complete(std::string_view text, std::size_t limit)
{
    auto const space = text.rfind(' ');
    auto const before = space == text.npos ? std::string_view() : text.substr(0, space + 1);
    auto const wanted = folded(text.substr(before.size()).substr(0, longest_word));
    std::vector<std::string> best;
    if (wanted.size() < 2 || wanted.find(' ') != std::string::npos)
        return best;
    TRY(freshen());
    std::map<std::string, Xapian::doccount> counts;
    for (auto at = database->allterms_begin(wanted);
         at != database->allterms_end(wanted) && counts.size() < most_completions_seen; ++at)
        counts.emplace(*at, at.get_termfreq());
    for (auto const& word : everyday.beginning_with(wanted))
        counts.emplace(word, 0);
    std::vector<std::pair<std::string, Xapian::doccount>> words(counts.begin(), counts.end());
    std::stable_sort(words.begin(), words.end(),
        [](auto const& a, auto const& b) { return a.second > b.second; });
    for (auto const& [word, count] : words)
        if (best.size() < limit)
            best.push_back(std::string(before) + word);
    return best;
}

} // namespace reachline::hotline::directory
