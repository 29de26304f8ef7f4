#pragma once

// What the console's verbs look things up in besides the World: the forms, read and checked when
// the server starts, as the console draws them.

#include "edges/console/contract/consent.hpp"
#include "edges/console/contract/conversation.hpp"
#include "hotline/assessment/instrument.hpp"
#include "hotline/directory/applications/review_form.hpp"
#include "hotline/directory/vocabulary.hpp"
#include "hotline/partners/jurisdictions.hpp"
#include "hotline/statistics/categories.hpp"
#include "hotline/statistics/funder.hpp"

#include <memory>

namespace reachline::hotline::directory {
class BordersOnDemand;
}

namespace reachline::edges::lookup {
class DirectoryReader;
class DirectorySweep;
}

namespace reachline::edges::console {

/// For the next steps.
struct StepLibrary {
    std::vector<contract::Choice> needs;
    std::vector<contract::Choice> outcomes; ///< of all kinds, and the reasons to cancel
    std::map<std::string, contract::Words> field_titles; ///< code of forms/fields.json -> its name
    hotline::partners::Jurisdictions jurisdictions;
};

struct Library {
    contract::Categories categories;
    std::vector<contract::Script> scripts;
    std::map<std::string, contract::Words> call_back_words; ///< kind of call-back -> how to call safely
    std::shared_ptr<lookup::DirectoryReader const> directory {};
    std::shared_ptr<lookup::DirectorySweep const> sweep {};
    hotline::directory::BordersOnDemand const* borders = nullptr; ///< which counties are neighbours
    hotline::directory::Vocabulary vocabulary {};
    hotline::directory::applications::ReviewForm review {};
    StepLibrary steps {};
    contract::PersonForm person_form {};
    contract::ConsentForm consent_form {};
    contract::ExceptionForm exception_form {};
    hotline::statistics::Categories coded {}; ///< what is counted by
    hotline::statistics::FunderForm funder {}; ///< what the funder is told each month
    hotline::assessment::Instrument guide {};
    std::map<std::string, contract::Words> tip_questions; ///< field code of the tip form -> question
    std::map<std::string, contract::Words> tip_choices; ///< field code "." what was chosen -> its name
};

/// Reads forms/*.json and the site's tip form below `share`. Invalid for a wrong one.
Result<Library> read_library(std::string const& share);

} // namespace reachline::edges::console
