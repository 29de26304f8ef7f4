#pragma once

// A message as a file that every browser plays: WAV, 16 bits, 8000 samples a second, one channel.

#include <string>
#include <string_view>

namespace reachline::edges::console {

/// `sound` is G.711 mu-law (ITU-T G.711), one byte a sample.
std::string wave_of(std::string_view sound);

} // namespace reachline::edges::console
