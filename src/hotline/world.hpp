#pragma once

// Everything a verb of the hotline may touch, handed in. The core thread owns one World and runs
// one command at a time in it; a test, a story or a simulation builds its own with another clock
// and other dice. There is nothing else: no I/O, no clock, no thread, no global.

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/random.hpp"
#include "hotline/keys/keys.hpp"
#include "hotline/notice.hpp"
#include "store/database.hpp"

#include <vector>

namespace reachline::hotline {

struct World {
    store::Database& database;
    Clock const& clock;
    Random& random;
    IdSource& ids;
    keys::Keys& keys;
    std::vector<Notice>& notices; ///< sent to the edges after the commit, dropped on failure

    Time now() const { return clock.now(); }
    template <class T>
    Id<T> new_id()
    {
        return ids.next<T>();
    }
    void tell(Notice notice) { notices.push_back(std::move(notice)); }
};

} // namespace reachline::hotline
