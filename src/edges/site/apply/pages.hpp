#pragma once

// The pages of an application as values.

#include "edges/site/apply/draft_from.hpp"
#include "edges/site/pages.hpp"
#include "hotline/directory/applications/applications.hpp"

namespace reachline::edges::site {

struct ApplyStartPage { };

struct ApplyGroupPage {
    apply::Form const& form;
    hotline::directory::Vocabulary const& vocabulary;
    std::size_t step = 0;
    std::size_t services = 1;
    Answers const& answers;
    std::vector<apply::Trouble> troubles {};
};

struct ApplyReviewPage {
    apply::Form const& form;
    hotline::directory::Vocabulary const& vocabulary;
    std::size_t services = 1;
    Answers const& answers;
    std::vector<apply::Trouble> troubles {};
};

struct ApplySentPage {
    std::string receipt;
};

/// For who came back with the number.
struct ApplyStandingPage {
    hotline::directory::applications::Standing standing;
    std::string receipt;
};

} // namespace reachline::edges::site
