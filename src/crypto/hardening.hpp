#pragma once

// What keeps an open key inside the process that opened it.

#include "base/result.hpp"

namespace reachline::crypto {

/// To be called first thing in main: no core dump, no debugger and no reading of our memory by
/// another process of the same user, no program started from here that gains rights. The keys
/// themselves are locked one by one (see secret.hpp), so locking all memory is not needed.
Done harden_process();

} // namespace reachline::crypto
