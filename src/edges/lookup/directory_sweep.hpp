#pragma once

// What is found only by going through the whole directory: entries that may be one, entries that
// break a rule. A large directory is gone through at most every ten minutes, on whatever worker
// asks first; a small one whenever somebody asks.

#include "hotline/directory/upkeep/queue.hpp"

#include <mutex>

namespace reachline::edges::lookup {

struct Swept {
    std::vector<hotline::directory::upkeep::Pair> pairs {};
    std::vector<Id<hotline::Listing>> breaking_rules {};
    Time at {};
};

class DirectorySweep {
public:
    /// From any thread; two that ask at once wait for one sweep.
    Result<Swept> look(
        store::Database&, hotline::directory::Reference const&, Time now) const;

private:
    mutable std::mutex mutex_;
    mutable std::optional<Swept> last_;
};

} // namespace reachline::edges::lookup
