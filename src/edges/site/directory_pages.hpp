#pragma once

// The pages of the directory as values: the search, one service, the list to take along, the sheet
// to print.

#include "edges/site/map/map.hpp"
#include "edges/site/need.hpp"
#include "edges/site/pages.hpp"

namespace reachline::edges::site {

/// A label in the language's words and what stands beside it.
struct Fact {
    std::string label; ///< the name of a sentence
    std::string text;
};

/// A number as a link, with a word before it when it is not for speaking.
struct Dialled {
    std::string label {};
    std::string number {};
    bool is_text = false; ///< to write to
};

struct Listing {
    std::int64_t id = 0;
    int number = 0; ///< in the list, and on the map
    std::string name {};
    std::string by {}; ///< the organization, when its name is another
    std::string alert {}; ///< what is otherwise than usual just now
    bool takes_new = true;
    bool confidential = false; ///< no address and no number: "call us, we connect you"
    bool taken = false; ///< stands on the list to take along
    std::vector<Dialled> phones {};
    std::string at_once {}; ///< open, how far, where: in a list, on one line
    std::vector<Fact> answers {}; ///< what somebody asks first
    std::string unconfirmed {}; ///< a sentence, when nobody made sure of it for long
    std::string about {};
    std::vector<Fact> facts {};
};

struct FindPage {
    hotline::directory::Vocabulary const& vocabulary; ///< whose labels the form offers
    Need need {};
    bool searched = false;
    std::string asked {}; ///< the search in short
    std::int64_t count = 0;
    bool count_is_exact = true;
    std::string near {}; ///< the place as it was understood
    std::vector<std::string>
        remarks {}; ///< what was corrected or let go, said in the page's language
    std::vector<std::string> other_places {}; ///< that may have been meant
    bool corrected = false; ///< words were; the person may insist on hers
    std::vector<Listing> listings {};
    std::optional<std::int64_t> more_from {}; ///< the next page
    std::optional<std::int64_t> less_from {}; ///< the one before
    std::vector<Listing> everywhere {}; ///< lines that help wherever somebody is
    bool as_map = false;
    std::optional<MapDrawing> map {};
    std::size_t taken = 0;
};

struct ServicePage {
    Listing listing;
    std::size_t taken = 0;
};

struct MinePage {
    std::vector<Listing> listings {};
};

/// To be printed: no name of ours, and no word that tells why somebody has it.
struct SheetPage {
    std::vector<Listing> listings {};
};

} // namespace reachline::edges::site
