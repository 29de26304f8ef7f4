#pragma once

// What the voice process tells, as a verb of the hotline.

#include "hotline/world.hpp"
#include "voice/control/messages.hpp"

#include <functional>

namespace reachline::edges::voice {

/// Nothing for what the hotline need not know.
std::function<Done(hotline::World&)> verb_for(reachline::voice::control::Told&&);

} // namespace reachline::edges::voice
