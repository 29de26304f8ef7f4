#pragma once

// Every organization of the directory with its services, one after the other, as one audience sees
// them: a directory of any size passes through little memory.

#include "app/backup/backup.hpp"
#include "hotline/directory/hsds/model.hpp"
#include "hotline/directory/records.hpp"
#include "hotline/directory/vocabulary.hpp"
#include "store/database.hpp"

#include <functional>
#include <vector>

namespace reachline::app {

struct Household {
    hotline::directory::hsds::Organization organization {};
    std::vector<hotline::directory::hsds::Service> services {};
};

/// At one moment of the directory, whatever is written meanwhile.
Done walk_directory(store::Database&, hotline::directory::Vocabulary const&,
    hotline::directory::Visibility audience, Progress const&,
    std::function<Done(Household const&)> const& each);

} // namespace reachline::app
