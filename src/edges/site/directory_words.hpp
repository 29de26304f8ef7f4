#pragma once

// Records of the directory as a person reads them: answer first (open, how far, which number, which
// languages), details after.

#include "edges/site/pages.hpp"
#include "hotline/directory/search/search.hpp"

namespace reachline::edges::site {

Listing listing_of(Language const&, hotline::directory::Vocabulary const&,
    hotline::directory::Hit const&, Time now);
Listing listing_of(Language const&, hotline::directory::Vocabulary const&,
    hotline::directory::Service const&, Time now);

/// What was understood otherwise than it was typed, and what was let go so that something is found.
std::vector<std::string> remarks_of(Language const&, hotline::directory::Found const&);

/// "Mon, Tue, Fri 9 am to 5 pm", a schedule a line.
std::string hours_in(Language const&, std::vector<hotline::directory::Schedule> const&);

} // namespace reachline::edges::site
