#pragma once

// Twenty milliseconds of one voice, the beat in which everything about sound is counted.
//
// Eight thousand samples a second is what every telephone line carries (G.711), so a room mixes at
// that rate and no leg to a telephone is ever resampled.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace reachline::voice {

constexpr std::size_t samples_per_second = 8000;
constexpr std::size_t samples_per_frame = 160;
constexpr int frame_milliseconds = 20;

using Sample = std::int16_t;
using Frame = std::array<Sample, samples_per_frame>;

constexpr Frame silence {};

/// What is too loud for a sample stays at its loudest: a sum that wrapped round would crack.
constexpr Sample saturated(std::int32_t sum)
{
    return static_cast<Sample>(std::clamp<std::int32_t>(sum, INT16_MIN, INT16_MAX));
}

} // namespace reachline::voice
