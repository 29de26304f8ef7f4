#pragma once

// What the console's verbs look things up in besides the World: the forms, read and checked when
// the server starts, as the console draws them.

#include "edges/console/contract/conversation.hpp"

namespace reachline::edges::console {

struct Library {
    contract::Categories categories;
    std::vector<contract::Script> scripts;
    std::map<std::string, contract::Words> tip_questions; ///< field code of the tip form -> question
};

/// Reads `forms_root`/*.json. Invalid, with the file's fault, for a wrong one.
Result<Library> read_library(std::string const& forms_root);

} // namespace reachline::edges::console
