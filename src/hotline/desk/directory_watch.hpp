#pragma once

// What of the directory needs somebody now: somebody tried to change how a provider is reached, and
// the provider said on its old number that it was not them. A person may be sent to that number.

#include "hotline/world.hpp"

namespace reachline::hotline::desk {

/// For the beat: an alarm for each listing of which a change was denied since the last look.
Done watch_directory(World&);

} // namespace reachline::hotline::desk
