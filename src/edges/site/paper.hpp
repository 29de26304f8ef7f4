#pragma once

// A service as it stands on a sheet of paper that somebody else may find: names, numbers, ways and
// times, and nothing that tells why a person carries it.

#include "edges/site/directory_pages.hpp"

namespace reachline::edges::site {

/// `our_number` is called for what has no number of its own.
Listing for_paper(Language const&, hotline::directory::Vocabulary const&,
    hotline::directory::Service const&, std::string const& our_number);

/// Whether a text says nothing of trafficking, in the languages we speak.
bool is_quiet(std::string_view text);

} // namespace reachline::edges::site
