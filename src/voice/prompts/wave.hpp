#pragma once

// Recordings as people make them: WAV, 16 bits, one or two channels, any usual rate. They become
// clips at our rate with what a telephone cannot carry taken out first, or it would come back as a
// whistle.

#include "base/result.hpp"
#include "voice/prompts/clip.hpp"

#include <string_view>

namespace reachline::voice::prompts {

Result<Clip> read_wave(std::string_view file);

} // namespace reachline::voice::prompts
