#pragma once

// Keeps the directory's two search indexes as the database has them: built by a worker when there
// is none, caught up after edits. Searches answer Busy until the first is built.

#include "edges/core_port.hpp"
#include "edges/lookup/directory_reader.hpp"
#include "hotline/directory/places/borders.hpp"

#include <memory>
#include <mutex>
#include <string>

namespace reachline::app {

class DirectoryIndex {
public:
    /// `share` has data/directory, data/places and data/map; the public index goes below `data`.
    static Result<std::unique_ptr<DirectoryIndex>> open(
        std::string const& share, std::string const& data);
    ~DirectoryIndex();

    std::shared_ptr<edges::lookup::DirectoryReader const> reader() const { return reader_; }
    hotline::directory::PlacesOnDemand const& places() const { return places_; }
    hotline::directory::BordersOnDemand const& borders() const { return borders_; }
    /// Builds or catches up, on a worker; does nothing while an earlier call still runs.
    void refresh(edges::CorePort&);

private:
    DirectoryIndex(
        hotline::directory::Vocabulary, std::string const& share, hotline::directory::IndexFolders);

    hotline::directory::Vocabulary vocabulary_;
    hotline::directory::PlacesOnDemand places_;
    hotline::directory::BordersOnDemand borders_;
    hotline::directory::IndexFolders folders_;
    std::shared_ptr<edges::lookup::DirectoryReader const> reader_;
    std::mutex mutex_;
    std::unique_ptr<hotline::directory::Index> index_;
};

} // namespace reachline::app
