#pragma once

// A query on its way to the index: understood words, place, person and filters, each of which can
// be let go.

#include "hotline/directory/search/fitting.hpp"

#include <map>
#include <set>

namespace reachline::hotline::directory {

/// Everyday words, by term, with the categories they mean.
class EverydayWords {
public:
    EverydayWords(Vocabulary const&, Stems const&);
    std::vector<std::string> categories_of(WordTerms const&) const;
    bool is_stop_word(std::string const& exact) const { return stop_words_.contains(exact); }
    /// Those that begin so, without accents.
    std::vector<std::string> beginning_with(std::string const& exact) const;

private:
    std::map<std::string, std::vector<std::string>, std::less<>> categories_;
    std::set<std::string> words_;
    std::set<std::string> stop_words_;
};

/// One word that somebody wrote, and what it may match.
struct AskedWord {
    WordTerms terms;
    std::vector<std::string> categories; ///< that it means
    bool is_beginning = false;
};

/// Terms of which one is to be in a service: of those that say yes, and of those that do not say.
struct YesOrAsk {
    std::vector<std::string> yes;
    std::vector<std::string> ask;
};

struct Wish {
    std::vector<AskedWord> words {};
    std::optional<Point> centre {};
    double radius_miles = usual_radius_miles;
    std::string reached_state {}; ///< of the place: remote help serves it from anywhere
    std::optional<std::string> place_state {}; ///< a state was named as the place
    std::vector<std::string> categories {};
    std::optional<std::string> language {};
    std::optional<std::string> state {};
    bool open_now = false;
    bool round_the_clock = false;
    bool remote = false;
    bool has_room = false;
    bool accepts_live_transfer = false;
    std::vector<std::string> populations {}; ///< each of them
    std::map<Condition, YesOrAsk> who {};
    std::optional<int> minutes_ahead {}; ///< of the caller's clock, for hours without a zone
    bool any_word = false;

    /// Asks for the person, in the terms that the index has.
    void ask_for(Who const&, Vocabulary const&, Xapian::Database const&);
    /// False when there was nothing of that kind to let go.
    bool let_go(Condition);
    bool needs_checking() const;
    Xapian::Query query(Audience) const;

private:
    Xapian::Query of_place() const;
};

/// Letting go in this order hurts least: another hour before another language, other help before
/// a place out of reach, and last of all what the person is, since help that cannot take them is
/// none. The age is the last: a child is not sent among adults while anything else can give way.
std::vector<Condition> order_of_letting_go();

} // namespace reachline::hotline::directory
