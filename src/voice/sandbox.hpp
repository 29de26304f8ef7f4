#pragma once

// After its start the process needs sockets and memory, and no file. So it gives up files for good
// (Landlock): whoever takes it over by a packet can read no configuration, write nothing, start no
// program.

#include "base/result.hpp"

#include <string>

namespace reachline::voice {

/// What is open stays open. Of files, only those in `removable` can still be removed (the control
/// socket, at the end). Broken where the kernel cannot do it (before 5.13, or switched off).
Done give_up_files(std::string const& removable);

} // namespace reachline::voice
