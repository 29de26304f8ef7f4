#pragma once

// The pages on which a provider keeps its own entries, as functions of what they show.

#include "edges/partners/entry_form.hpp"
#include "edges/partners/views.hpp"
#include "hotline/directory/owners.hpp"

namespace reachline::edges::partners {

/// What was typed into a count of room and is not right.
struct TypedRoom {
    Id<hotline::Listing> listing {};
    Form typed {};
    std::string wrong {}; ///< key of a word
};

std::string entries_page(Pages const&, Frame const&, std::vector<directory::OurListing> const&);
std::string entry_page(
    Pages const&, Frame const&, directory::Vocabulary const&, directory::OurListing const&);
std::string change_page(Pages const&, Frame const&, directory::Vocabulary const&,
    directory::OurListing const&, EntryForm const&);
/// One big count a service, for a phone at a front desk at night.
std::string beds_page(
    Pages const&, Frame const&, std::vector<directory::OurListing> const&, TypedRoom const& = {});

/// Whether its room is counted: where it is already, and where people sleep.
bool counts_room(hotline::Listing const&);

} // namespace reachline::edges::partners
