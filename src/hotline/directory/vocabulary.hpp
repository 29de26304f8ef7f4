#pragma once

// The words of the directory, as data: categories, populations and languages with their labels in
// English and Spanish, and the everyday words that mean a category ("housing", "albergue").
// data/directory/vocabulary.json says them; a practitioner can change it without a programmer.

#include "base/result.hpp"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::hotline::directory {

using ByTongue = std::map<std::string, std::string>; ///< "en" -> "Emergency shelter"
using WordsByTongue = std::map<std::string, std::vector<std::string>>;

struct Category {
    std::string code;
    ByTongue label;
    WordsByTongue words; ///< what people say when they mean it
    std::vector<std::int64_t> open_eligibility; ///< ids of Open Eligibility 2.0, for exchange
    bool emergency = false; ///< counted as an emergency request
    std::vector<std::string> needs; ///< that it answers: forms/categories.json, service_type
};
BOOST_DESCRIBE_STRUCT(Category, (), (code, label, words, open_eligibility, emergency, needs))

struct Coded {
    std::string code;
    ByTongue label;
};
BOOST_DESCRIBE_STRUCT(Coded, (), (code, label))

/// Whom a service is for. Within a group of which a service names nobody, it turns nobody away
/// that we know of: the answer is "ask".
struct Population {
    std::string code;
    std::string group; ///< trafficking, age, gender, immigration or other
    ByTongue label;
};
BOOST_DESCRIBE_STRUCT(Population, (), (code, group, label))

struct Vocabulary {
    std::int64_t version = 0;
    std::string source;
    std::vector<Category> categories;
    std::vector<Population> populations;
    std::vector<Coded> languages;
    WordsByTongue stop_words;

    /// Reads `vocabulary.json` in the folder data/directory.
    static Result<Vocabulary> load(std::string const& folder);

    Category const* category(std::string_view code) const;
    Population const* population(std::string_view code) const;
    Coded const* language(std::string_view code) const;
};
BOOST_DESCRIBE_STRUCT(
    Vocabulary, (), (version, source, categories, populations, languages, stop_words))

} // namespace reachline::hotline::directory
