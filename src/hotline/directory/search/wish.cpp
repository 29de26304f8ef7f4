#include "hotline/directory/search/wish.hpp"

#include "hotline/directory/places/folded.hpp"

namespace reachline::hotline::directory {

namespace {

using Xapian::Query;

// A word itself counts more than its stem, and its stem more than the kind of help it means.
constexpr double weight_of_stem = 0.9;
constexpr double weight_of_beginning = 0.7;
constexpr double weight_of_meaning = 0.6;
constexpr Xapian::termcount most_endings = 60;

Query scaled(Query const& query, double factor)
{
    return Query(Query::OP_SCALE_WEIGHT, query, factor);
}

Query any_of(char const* kind, std::vector<std::string> const& codes)
{
    std::vector<Query> queries;
    for (auto const& code : codes)
        queries.emplace_back(kind + code);
    return Query(Query::OP_OR, queries.begin(), queries.end());
}

Query of_word(AskedWord const& word)
{
    std::vector<Query> ways { Query(word.terms.exact),
        scaled(Query(word.terms.english), weight_of_stem),
        scaled(Query(word.terms.spanish), weight_of_stem),
        scaled(Query(word.terms.spanish_unaccented), weight_of_stem) };
    if (!word.categories.empty())
        ways.push_back(scaled(any_of(prefix::category, word.categories), weight_of_meaning));
    if (word.is_beginning)
        ways.push_back(scaled(Query(Query::OP_WILDCARD, word.terms.exact, most_endings,
                                  Query::WILDCARD_LIMIT_MOST_FREQUENT),
            weight_of_beginning));
    // Not OP_MAX: over two databases, Xapian 1.4.22 reads freed memory when one is below an OP_OR.
    return Query(Query::OP_OR, ways.begin(), ways.end());
}

} // namespace

EverydayWords::EverydayWords(Vocabulary const& vocabulary, Stems const& stems)
{
    auto const add = [this](std::string const& term, std::string const& code) {
        auto& codes = categories_[term];
        if (codes.empty() || codes.back() != code)
            codes.push_back(code);
    };
    for (auto const& category : vocabulary.categories)
        for (auto const& [tongue, words] : category.words)
            for (auto const& word : words) {
                auto const terms = stems.terms_of(word);
                add(terms.exact, category.code);
                add(tongue == "es" ? terms.spanish : terms.english, category.code);
            }
    for (auto const& [tongue, words] : vocabulary.stop_words)
        for (auto const& word : words)
            stop_words_[without_accents(word)] = true;
}

std::vector<std::string> EverydayWords::categories_of(WordTerms const& terms) const
{
    for (auto const* const term :
        { &terms.exact, &terms.english, &terms.spanish, &terms.spanish_unaccented })
        if (auto const found = categories_.find(*term); found != categories_.end())
            return found->second;
    return {};
}

std::vector<Relaxed> order_of_letting_go()
{
    return { Relaxed::OpenNow, Relaxed::RoundTheClock, Relaxed::LiveTransfer, Relaxed::EveryWord,
        Relaxed::Language, Relaxed::Categories, Relaxed::State, Relaxed::Place, Relaxed::Words };
}

bool Wish::let_go(Relaxed what)
{
    switch (what) {
    case Relaxed::Radius:
        return false; // widened in steps, see Search::find
    case Relaxed::OpenNow:
        return std::exchange(open_now, false);
    case Relaxed::RoundTheClock:
        return std::exchange(round_the_clock, false);
    case Relaxed::LiveTransfer:
        return std::exchange(accepts_live_transfer, false);
    case Relaxed::Language:
        return std::exchange(language, std::nullopt).has_value();
    case Relaxed::Categories:
        return !std::exchange(categories, {}).empty();
    case Relaxed::EveryWord:
        return words.size() > 1 && !std::exchange(any_word, true);
    case Relaxed::State:
        return std::exchange(state, std::nullopt).has_value();
    case Relaxed::Place: {
        bool const was_there = centre || place_state;
        centre.reset();
        place_state.reset();
        return was_there;
    }
    case Relaxed::Words:
        return !std::exchange(words, {}).empty();
    }
    return false;
}

Query Wish::query(Audience audience) const
{
    Query query = Query::MatchAll;
    if (!words.empty()) {
        std::vector<Query> asked;
        for (auto const& word : words)
            asked.push_back(of_word(word));
        query = Query(any_word ? Query::OP_OR : Query::OP_AND, asked.begin(), asked.end());
    }
    auto const narrow = [&query](Query const& filter) {
        query = Query(Query::OP_FILTER, query, filter);
    };
    if (!categories.empty())
        narrow(any_of(prefix::category, categories));
    if (language)
        narrow(Query(prefix::language + *language));
    for (auto const& one : { state, place_state })
        if (one)
            narrow(Query(prefix::state + *one));
    if (round_the_clock)
        narrow(Query(prefix::round_the_clock));
    if (accepts_live_transfer)
        narrow(Query(prefix::takes_transfers));
    if (centre) {
        auto const cells = squares_around(*centre, radius_miles);
        std::vector<Query> queries(cells.begin(), cells.end());
        narrow(Query(Query::OP_OR, queries.begin(), queries.end()));
    }
    if (audience == Audience::Advocates)
        query = Query(Query::OP_AND_NOT, query, Query(prefix::advocates_see_more));
    return query;
}

} // namespace reachline::hotline::directory
