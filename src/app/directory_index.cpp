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

Result<Reference> DirectoryIndex::reference() const
{
    return Reference { vocabulary_, *TRY(places_.get()) };
}

void DirectoryIndex::follow(edges::CorePort& core)
{
    core.subscribe([this, &core](std::span<hotline::Notice const> notices) { hear(core, notices); });
}

/// One worker at a time writes; what is committed while it waits for its turn it writes as well.
void DirectoryIndex::hear(edges::CorePort& core, std::span<hotline::Notice const> notices)
{
    std::lock_guard const guard(hearing_);
    for (auto const& notice : notices)
        if (notice.kind == hotline::Notice::Kind::DirectoryChanged)
            changed_.insert(notice.subject);
    if (changed_.empty() || std::exchange(is_told_, true))
        return;
    core.look([this](store::Database& database) { write_changes(database); });
}

void DirectoryIndex::write_changes(store::Database& database)
{
    std::set<std::int64_t> changed;
    {
        std::lock_guard const guard(hearing_);
        changed.swap(changed_);
        is_told_ = false;
    }
    bool const are_many = changed.erase(0) > 0;
    std::vector<Id<hotline::Listing>> ids;
    for (auto const id : changed)
        ids.push_back({ id });
    auto done = [&]() -> Done {
        std::lock_guard const guard(writing_);
        return ids.empty() ? Done {} : index_->refresh(database, ids);
    }();
    if (are_many)
        done = keep_up(database);
    if (!done && done.error().fault != Fault::Busy) // while the first is built, it will have them
        print_fault("the directory's index", done.error());
}

void DirectoryIndex::refresh(edges::CorePort& core)
{
    core.look([this](store::Database& database) {
        if (auto const done = keep_up(database); !done)
            print_fault("the directory's index", done.error());
    });
}

Done DirectoryIndex::keep_up(store::Database& database)
{
    {
        std::lock_guard const guard(writing_);
        if (is_building_)
            return {};
        TRY(index_->resume(database));
        if (!TRY(index_->needs_building(database)))
            return index_->catch_up(database);
        is_building_ = true;
    }
    auto const built = Index::build(folders_, vocabulary_, database);
    std::lock_guard const guard(writing_);
    is_building_ = false;
    return index_->take(TRY(built), database);
}

} // namespace reachline::app
