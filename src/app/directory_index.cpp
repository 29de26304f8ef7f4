#include "app/directory_index.hpp"

#include "app/faults.hpp"

#include <filesystem>
#include <unistd.h>

namespace reachline::app {

using namespace hotline::directory;

DirectoryIndex::DirectoryIndex(
    Vocabulary vocabulary, std::string const& share, IndexFolders folders)
    : vocabulary_(std::move(vocabulary))
    , places_(share + "/data/places")
    , borders_(share + "/data/map")
    , folders_(std::move(folders))
    , reader_(
          std::make_shared<edges::lookup::DirectoryReader const>(folders_, vocabulary_, places_))
{
}

DirectoryIndex::~DirectoryIndex()
{
    index_.reset();
    std::error_code ignored;
    // What only advocates see does not outlive the process, in memory either.
    std::filesystem::remove_all(folders_.for_advocates, ignored);
}

Result<std::unique_ptr<DirectoryIndex>> DirectoryIndex::open(
    std::string const& share, std::string const& data)
{
    auto vocabulary = TRY(Vocabulary::load(share + "/data/directory"));
    IndexFolders folders { .for_public = data + "/directory-index",
        .for_advocates = "/dev/shm/reachline-" + std::to_string(getpid()) };
    std::unique_ptr<DirectoryIndex> made(
        new DirectoryIndex(std::move(vocabulary), share, std::move(folders)));
    made->index_ = std::make_unique<Index>(TRY(Index::open(made->folders_, made->vocabulary_)));
    return made;
}

void DirectoryIndex::refresh(edges::CorePort& core)
{
    core.look([this](store::Database& database) {
        std::unique_lock const lock(mutex_, std::try_to_lock);
        if (!lock.owns_lock())
            return;
        auto const needs = index_->needs_building(database);
        auto const done = needs && *needs ? index_->rebuild(database) : index_->catch_up(database);
        if (!done)
            print_fault("the directory's index", done.error());
    });
}

} // namespace reachline::app
