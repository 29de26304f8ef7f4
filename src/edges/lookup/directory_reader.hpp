#pragma once

// The directory's search for edges: opened once a thread and audience, on workers, so that no
// search stands in the way of the core.

#include "hotline/directory/search/search.hpp"

namespace reachline::edges::lookup {

class DirectoryReader {
public:
    /// The vocabulary and the places outlive it.
    DirectoryReader(hotline::directory::IndexFolders, hotline::directory::Vocabulary const&,
        hotline::directory::PlacesOnDemand const&);

    /// From any thread. Busy while the index is not built yet.
    Result<hotline::directory::Found> find(
        hotline::directory::Audience, hotline::directory::SearchQuery const&) const;

    hotline::directory::Vocabulary const& vocabulary() const { return vocabulary_; }

private:
    hotline::directory::IndexFolders folders_;
    hotline::directory::Vocabulary const& vocabulary_;
    hotline::directory::PlacesOnDemand const& places_;
};

} // namespace reachline::edges::lookup
