#pragma once

// One entry as it stands here, and as its source tells it now.

#include "hotline/directory/sources/facts.hpp"
#include "hotline/directory/sources/sources.hpp"

namespace reachline::hotline::directory::sources {

/// Whether a change of the source is taken, or proposed to a verifier.
enum class Taking { AtOnce, AsProposal };

struct Merged {
    Listing listing;
    Amendment proposal {};
    std::vector<std::string> changed {};
    std::vector<std::string> proposed {};
    std::vector<std::string> conflicting {}; ///< changed here and there; proposed where it can be
    bool is_to_hide = false; ///< the place is to be sealed, anew or for the first time
    bool has_proposal = false;
};

/// What is remembered of what the source said of a service.
Bytes said_of(exchange::GivenListing const&);

/// `was_gone`: the last import lacked it. `is_vouched`: the source made sure of it and we take its word.
Merged merged(Listing ours, exchange::GivenListing const& theirs, ByteView said, Taking, bool is_vouched, bool was_gone);

} // namespace reachline::hotline::directory::sources
