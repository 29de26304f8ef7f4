#pragma once

// The two indexes that searches read (decision page 0030).
//
// The public one lies on disk and is made of what the public sees, so that no count, suggestion or
// correction can tell of anything else. The one for advocates holds what they see beyond that; it
// lies in memory-backed storage, is gone when the machine stops, and is opened together with the
// first. Both are made from the database and can be thrown away.
//
// The public index of an earlier run is read again as soon as it is known to say what the database
// says; until then nobody sees it, since a word may have become private meanwhile.
//
// A new generation is built beside the old one, on any thread, and then taken in one rename;
// readers notice with their next search. A single edit goes into the living generation at once.

#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/shown.hpp"
#include "hotline/directory/vocabulary.hpp"

#include <functional>
#include <memory>
#include <span>

namespace reachline::hotline::directory {

struct IndexFolders {
    std::string for_public; ///< on disk
    std::string for_advocates; ///< on a tmpfs, such as /dev/shm/reachline; checked
};

/// A built pair of indexes that nobody reads yet.
struct Generation {
    std::int64_t number = 0;
    Edition edition; ///< of the directory when building began
};

class Index {
public:
    /// Opens what is there, or makes the folders. Busy when another process writes to them.
    static Result<Index> open(IndexFolders, Vocabulary const&);
    Index(Index&&) noexcept;
    ~Index();

    /// Lets the public read the index of an earlier run when it says what the database says; true
    /// when it does. Advocates wait until theirs is built.
    Result<bool> resume(store::Database&);

    /// True when nothing fit to be searched is there, or when too much has changed to catch up.
    Result<bool> needs_building(store::Database&) const;

    /// Builds both indexes anew from any connection, on any thread: it touches no living index.
    /// `progress` hears how many services are done.
    static Result<Generation> build(IndexFolders const&, Vocabulary const&, store::Database&,
        std::function<void(std::int64_t)> const& progress = {});
    /// Lets readers see a generation, and adds what changed while it was built.
    Done take(Generation const&, store::Database&);

    /// Writes services as they now are: found, or no longer found, by the next search. Those that
    /// are read already are written also while another generation is built.
    Done refresh(store::Database&, std::span<Id<Listing> const>);
    Done refresh(store::Database&, Id<Listing>);
    /// Writes every service that changed since this was last called.
    Done catch_up(store::Database&);

    /// build() and take() in one, for a small directory.
    Done rebuild(store::Database&);

private:
    struct Living;
    explicit Index(std::unique_ptr<Living>);
    std::unique_ptr<Living> living_;
};

/// What a reader opens: a file that names the living generation.
std::string current_of(std::string const& folder);

} // namespace reachline::hotline::directory
