#include "hotline/directory/search/wish.hpp"

#include "hotline/directory/places/folded.hpp"

#include <algorithm>

namespace reachline::hotline::directory {

namespace {

using Xapian::Query;

// A word itself counts more than its stem, and its stem more than the kind of help it means.
constexpr double weight_of_stem = 0.9;
constexpr double weight_of_beginning = 0.7;
constexpr double weight_of_meaning = 0.6;
constexpr Xapian::termcount most_endings = 60;
// More than any words weigh: who names the person comes before who has to be asked.
constexpr double weight_of_a_yes = 1'000;

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
        scaled(Query(word.terms.spanish), weight_of_stem) };
    if (word.terms.spanish_unaccented != word.terms.spanish)
        ways.push_back(scaled(Query(word.terms.spanish_unaccented), weight_of_stem));
    if (!word.categories.empty())
        ways.push_back(scaled(any_of(prefix::category, word.categories), weight_of_meaning));
    if (word.is_beginning)
        ways.push_back(scaled(Query(Query::OP_WILDCARD, word.terms.exact, most_endings,
                                  Query::WILDCARD_LIMIT_MOST_FREQUENT),
            weight_of_beginning));
    // Not OP_MAX: over two databases, Xapian 1.4.22 reads freed memory when one is below an OP_OR.
    return Query(Query::OP_OR, ways.begin(), ways.end());
}

Query of_terms(std::vector<std::string> const& terms)
{
    return Query(Query::OP_OR, terms.begin(), terms.end());
}

/// The same services, each heavier than all others by one yes.
Query first_of_all(Query const& services)
{
    auto* const weight = new Xapian::FixedWeightPostingSource(weight_of_a_yes);
    return Query(Query::OP_FILTER, Query(weight->release()), services);
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
                words_.insert(terms.exact);
            }
    for (auto const& [tongue, words] : vocabulary.stop_words)
        for (auto const& word : words)
            stop_words_.insert(without_accents(word));
}

std::vector<std::string> EverydayWords::categories_of(WordTerms const& terms) const
{
    for (auto const* const term :
        { &terms.exact, &terms.english, &terms.spanish, &terms.spanish_unaccented })
        if (auto const found = categories_.find(*term); found != categories_.end())
            return found->second;
    return {};
}

std::vector<std::string> EverydayWords::beginning_with(std::string const& exact) const
{
    std::vector<std::string> found;
    for (auto at = words_.lower_bound(exact); at != words_.end() && at->starts_with(exact); ++at)
        found.push_back(*at);
    return found;
}

std::vector<Condition> order_of_letting_go()
{
    using enum Condition;
    return { OpenNow, RoundTheClock, Room, LiveTransfer, Remote, EveryWord, Populations, Pets,
        Language, Categories, Words, State, Place, Children, Gender, Immigration, Trafficking,
        Age };
}

void Wish::ask_for(Who const& whom, Vocabulary const& vocabulary, Xapian::Database const& database)
{
    auto const answers = [](std::string const& kind) {
        return YesOrAsk { { kind + "yes" }, { kind + "ask" } };
    };
    for (auto const& group : named_groups) {
        auto const wanted = whom.groups.find(group.condition);
        if (wanted == whom.groups.end())
            continue;
        auto& terms = who[group.condition];
        for (auto const& code : wanted->second)
            terms.yes.push_back(prefix::population + code);
        terms.ask = { prefix::unsaid + std::string(group.name) };
        if (group.condition != Condition::Immigration)
            continue;
        for (auto const& one : vocabulary.populations)
            if (one.group == group.name && (one.code == all_immigrants
                    || std::find(wanted->second.begin(), wanted->second.end(), all_immigrants)
                        != wanted->second.end()))
                terms.ask.push_back(prefix::population + one.code);
    }
    if (!whom.ages.empty()) {
        auto& terms = who[Condition::Age];
        for (auto at = database.allterms_begin(prefix::ages);
             at != database.allterms_end(prefix::ages); ++at) {
            auto const answer = whom.taken_by(AgesSaid::from(*at));
            if (answer != Answer::No)
                (answer == Answer::Yes ? terms.yes : terms.ask).push_back(*at);
        }
    }
    if (whom.pets)
        who[Condition::Pets] = answers(prefix::pets);
    if (whom.children)
        who[Condition::Children] = answers(prefix::children);
    populations = whom.populations;
}

bool Wish::let_go(Condition what)
{
    switch (what) {
    case Condition::Radius:
        return false; // widened in steps, see Search::find
    case Condition::OpenNow:
        return std::exchange(open_now, false);
    case Condition::RoundTheClock:
        return std::exchange(round_the_clock, false);
    case Condition::Room:
        return std::exchange(has_room, false);
    case Condition::LiveTransfer:
        return std::exchange(accepts_live_transfer, false);
    case Condition::Remote:
        return std::exchange(remote, false);
    case Condition::Populations:
        return !std::exchange(populations, {}).empty();
    case Condition::Language:
        return std::exchange(language, std::nullopt).has_value();
    case Condition::Categories:
        return !std::exchange(categories, {}).empty();
    case Condition::EveryWord:
        return words.size() > 1 && !std::exchange(any_word, true);
    case Condition::State:
        return std::exchange(state, std::nullopt).has_value();
    case Condition::Place: {
        bool const was_there = centre || place_state;
        centre.reset();
        place_state.reset();
        return was_there;
    }
    case Condition::Words:
        return !std::exchange(words, {}).empty();
    case Condition::Pets:
    case Condition::Children:
    case Condition::Gender:
    case Condition::Immigration:
    case Condition::Trafficking:
    case Condition::Age:
        return who.erase(what) > 0;
    }
    return false;
}

bool Wish::needs_checking() const
{
    return centre || open_now || has_room || accepts_live_transfer;
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
    if (state)
        narrow(Query(prefix::state + *state));
    for (auto const& code : populations)
        narrow(Query(prefix::population + code));
    if (round_the_clock)
        narrow(Query(prefix::round_the_clock));
    if (remote)
        narrow(Query(prefix::remote));
    if (has_room)
        narrow(Query(prefix::room));
    if (accepts_live_transfer)
        narrow(Query(prefix::takes_transfers));
    if (centre || place_state)
        narrow(of_place());
    for (auto const& [condition, terms] : who)
        narrow(Query(Query::OP_OR, of_terms(terms.yes), of_terms(terms.ask)));
    if (audience == Audience::Advocates)
        query = Query(Query::OP_AND_NOT, query, Query(prefix::advocates_see_more));
    for (auto const& [condition, terms] : who)
        query = Query(Query::OP_AND_MAYBE, query, first_of_all(of_terms(terms.yes)));
    return query;
}

Query Wish::of_place() const
{
    std::vector<Query> queries;
    if (place_state)
        queries.emplace_back(prefix::state + *place_state);
    if (centre)
        for (auto const& square : squares_around(*centre, radius_miles))
            queries.emplace_back(square);
    if (remote) {
        queries.emplace_back(prefix::nationwide);
        queries.emplace_back(prefix::whole_state + reached_state);
    }
    return Query(Query::OP_OR, queries.begin(), queries.end());
}

} // namespace reachline::hotline::directory
