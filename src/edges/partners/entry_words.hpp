#pragma once

// An entry in words: what each audience is told of it, and what a change would make of it.

#include "edges/partners/page_parts.hpp"
#include "hotline/directory/owners.hpp"

namespace reachline::edges::partners {

namespace directory = hotline::directory;

struct Told {
    std::string field; ///< of an amendment: "phones"
    std::string text;
    bool operator==(Told const&) const = default;
};

/// Everything that a service says, empty things left out.
std::vector<Told> told_of(
    Pages const&, Frame const&, directory::Vocabulary const&, directory::Service const&);
/// The fields that an amendment sets, a field that it empties as "(nothing)".
std::vector<Told> told_of(
    Pages const&, Frame const&, directory::Vocabulary const&, directory::Amendment const&);

} // namespace reachline::edges::partners
