#pragma once

// A hotline on disk: the database, the key ledger beside it, and a lock so that two servers never
// write the same files. Opening it runs what migrations are missing and then bolts both databases.

#include "base/id.hpp"
#include "hotline/keys/keys.hpp"
#include "hotline/world.hpp"
#include "store/database.hpp"

#include <functional>
#include <memory>
#include <string>

namespace reachline::app {

/// Whether there is a hotline in this folder; NotFound otherwise.
Done check_hotline(std::string const& folder);

class HotlineFiles {
public:
    /// Conflict when a server has the folder open; Broken when a file cannot be opened.
    static Result<std::unique_ptr<HotlineFiles>> open(std::string const& folder, Clock const&, Random&);
    /// The same in memory, for tests and stories.
    static Result<std::unique_ptr<HotlineFiles>> in_memory(Clock const&, Random&);
    ~HotlineFiles();
    HotlineFiles(HotlineFiles const&) = delete;

    hotline::World world() { return { database, clock_, random_, ids, keys, notices }; }
    std::string database_path() const { return folder_.empty() ? "" : folder_ + "/hotline.db"; }

    store::Database database;
    store::Database ledger;
    IdSource ids;
    hotline::keys::Keys keys;
    std::vector<hotline::Notice> notices;

private:
    HotlineFiles(std::string folder, int lock, store::Database database, store::Database ledger,
        std::int64_t last_id, Clock const&, Random&);
    static Result<std::unique_ptr<HotlineFiles>> make(std::string folder, int lock,
        store::Database database, store::Database ledger, Clock const&, Random&);

    std::string folder_;
    int lock_;
    Clock const& clock_;
    Random& random_;
};

/// Everything that a command of the program does to a hotline, in one transaction of both files.
Done in_one_transaction(hotline::World&, std::function<Done(hotline::World&)> const&);

} // namespace reachline::app
