#pragma once

#include "hotline/directory/owners.hpp"

namespace reachline::hotline::directory {

/// Who said when that all of a listing is true, for ever.
Done keep_confirmation(World&, Id<Listing>, Id<Account> by);

} // namespace reachline::hotline::directory
