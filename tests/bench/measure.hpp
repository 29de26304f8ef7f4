#pragma once

// The measurements, each by its name.

#include "figures.hpp"

namespace reachline::bench {

void measure_tip(Told); ///< a new tip over HTTP, and the same at the core's door
void measure_chat(Told); ///< an advocate's words until they are in the person's window
void measure_chats(Told); ///< what one open chat costs in memory
void measure_idle(Told); ///< the memory of a server that nobody uses
void measure_start(Told); ///< from the start of the program until it has taken a signal
void measure_directory(Told); ///< finding a service, beside what would be picked instead
void measure_receipt(Told); ///< whether a wrong number tells by its time what is wrong with it

} // namespace reachline::bench
