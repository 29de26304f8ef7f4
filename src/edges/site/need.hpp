#pragma once

// What somebody looks for, as the form of the directory asks for it. It goes from page to page in
// the form's own fields: nothing of it is in an address, a cookie or a log.

#include "edges/site/asked.hpp"
#include "edges/site/pages.hpp"
#include "hotline/directory/search/search.hpp"

namespace reachline::edges::site {

struct Need {
    std::string words {};
    std::string place {};
    std::string kind {}; ///< code of a category
    std::string spoken {}; ///< code of a language
    std::string within {}; ///< miles, one of distances()
    std::string order {}; ///< "near", or empty for what fits best
    std::string happened {}; ///< codes of populations, one of their group each
    std::string gender {};
    std::string papers {};
    std::string age {}; ///< in years
    std::vector<std::string> also {}; ///< populations of the group other
    bool children = false;
    bool pets = false;
    bool open_now = false;
    bool day_and_night = false;
    bool remote = false;

    /// Codes that the vocabulary does not know, and an age that is none, are left out.
    static Need read(Asked const&, hotline::directory::Vocabulary const&);
    /// The fields of the form that are filled in, to travel unseen.
    std::vector<Field> fields() const;
    bool is_empty() const { return fields().empty(); }
    /// How many of the further questions were answered.
    std::size_t further() const;
    hotline::directory::SearchQuery query() const;
};

std::span<int const> distances(); ///< in miles

/// The populations of a group, in the page's language.
std::vector<Choice> choices_of_group(
    Language const&, hotline::directory::Vocabulary const&, std::string_view group);

/// "shelter, Houston, Spanish", and how much more was asked.
std::string sentence_of(Language const&, hotline::directory::Vocabulary const&, Need const&);

} // namespace reachline::edges::site
