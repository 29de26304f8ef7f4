#pragma once

// Keeps the directory's two search indexes as the database has them, on workers: an edit is written
// right after its commit, and found by the next search; once in a while all is compared, so that
// nothing is missed. Searches answer Busy until there is an index: the public one of an earlier run
// serves at once when it still says what the database says.

#include "edges/core_port.hpp"
#include "edges/lookup/directory_reader.hpp"
#include "hotline/directory/directory.hpp"
#include "hotline/directory/places/borders.hpp"

#include <memory>
#include <mutex>
#include <set>
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
    /// What records are checked against; the first call reads the places.
    Result<hotline::directory::Reference> reference() const;
    /// Writes what each commit changes. Call before the core starts; outlive the core.
    void follow(edges::CorePort&);
    /// Builds or catches up.
    void refresh(edges::CorePort&);

private:
    DirectoryIndex(
        hotline::directory::Vocabulary, std::string const& share, hotline::directory::IndexFolders);

    void hear(edges::CorePort&, std::span<hotline::Notice const>);
    void write_changes(store::Database&);
    Done keep_up(store::Database&);

    hotline::directory::Vocabulary vocabulary_;
    hotline::directory::PlacesOnDemand places_;
    hotline::directory::BordersOnDemand borders_;
    hotline::directory::IndexFolders folders_;
    std::shared_ptr<edges::lookup::DirectoryReader const> reader_;

    std::mutex writing_; ///< the index; a new generation is built without it
    std::unique_ptr<hotline::directory::Index> index_;
    bool is_building_ = false;

    std::mutex hearing_; ///< what follows
    std::set<std::int64_t> changed_; ///< listings; 0 for many
    bool is_told_ = false; ///< a worker will write them
};

} // namespace reachline::app
