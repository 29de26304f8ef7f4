#pragma once

// A query on its way to the index: understood words, place and filters, each of which can be let
// go.

#include "hotline/directory/search/search.hpp"

#include <map>

namespace reachline::hotline::directory {

/// Everyday words, by term, with the categories they mean.
class EverydayWords {
public:
    EverydayWords(Vocabulary const&, Stems const&);
    std::vector<std::string> categories_of(WordTerms const&) const;
    bool is_stop_word(std::string const& exact) const { return stop_words_.contains(exact); }

private:
    std::map<std::string, std::vector<std::string>, std::less<>> categories_;
    std::map<std::string, bool, std::less<>> stop_words_;
};

/// One word that somebody wrote, and what it may match.
struct AskedWord {
    WordTerms terms;
    std::vector<std::string> categories; ///< that it means
    bool is_beginning = false;
};

struct Wish {
    std::vector<AskedWord> words;
    std::optional<Point> centre;
    double radius_miles = usual_radius_miles;
    std::optional<std::string> place_state; ///< a state was named as the place
    std::vector<std::string> categories;
    std::optional<std::string> language;
    std::optional<std::string> state;
    bool open_now = false;
    bool round_the_clock = false;
    bool accepts_live_transfer = false;
    bool any_word = false;

    /// False when there was nothing of that kind to let go.
    bool let_go(Relaxed);
    Xapian::Query query(Audience) const;
};

/// Letting go in this order hurts least: farther away before another language before other help.
std::vector<Relaxed> order_of_letting_go();

} // namespace reachline::hotline::directory
