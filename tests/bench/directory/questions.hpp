#pragma once

// What is asked of each engine: the same for the same seed. Each question is drawn from a service
// that is there (words of its name, a place it is near, one of its categories and languages), so
// that every engine has something to find and none is measured while it gives up.

#include "hotline/directory/places/places.hpp"
#include "hotline/directory/shown.hpp"
#include "hotline/directory/vocabulary.hpp"
#include "store/database.hpp"

#include <string>
#include <vector>

namespace reachline::bench {

using hotline::Listing;

struct Question {
    Id<Listing> meant {};
    std::vector<std::string> words; ///< one to three
    std::string place; ///< a ZIP code or a county, as somebody types it
    hotline::directory::Point point; ///< the same, for engines that know no places
    double miles = 0;
    std::string category {};
    std::string language {};
};

struct Misspelling {
    std::string meant;
    std::string typed; ///< one letter missing, doubled, wrong, or two swapped
};

/// A service as every engine gets it.
struct Row {
    Id<Listing> id {};
    std::string name;
    std::string organization;
    std::string description;
    std::vector<std::string> labels; ///< of its categories and languages, in both tongues
    std::vector<std::string> categories;
    std::vector<std::string> languages;
    hotline::directory::Point point;
    std::string state;
    std::string shown; ///< what a list shows of it, as JSON
};

struct Asked {
    std::vector<Row> rows;
    std::vector<Question> questions;
    std::vector<Misspelling> misspellings;
};

/// Reads every public service once.
Asked everything_asked(store::Database&, hotline::directory::Vocabulary const&,
    hotline::directory::Places const&, std::size_t questions, std::size_t misspellings);

} // namespace reachline::bench
