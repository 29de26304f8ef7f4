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
    /// What a text may go on to be, from any thread.
    Result<std::vector<std::string>> complete(
        hotline::directory::Audience, std::string_view text) const;

    hotline::directory::Vocabulary const& vocabulary() const { return vocabulary_; }
    hotline::directory::PlacesOnDemand const& places() const { return places_; }

private:
    Result<hotline::directory::Search*> search_of(hotline::directory::Audience) const;

    hotline::directory::IndexFolders folders_;
    hotline::directory::Vocabulary const& vocabulary_;
    hotline::directory::PlacesOnDemand const& places_;
};

} // namespace reachline::edges::lookup
