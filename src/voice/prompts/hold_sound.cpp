#include "voice/prompts/hold_sound.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace reachline::voice::prompts {

namespace {

constexpr std::size_t chord_seconds = 6;
constexpr double loudest = 2'200; // -23 dB below full: well under a voice
/// Four chords in the middle of what a telephone carries: F, A minor, B flat, C, each spread wide.
constexpr std::array<std::array<double, 3>, 4> chords { {
    { 349.23, 523.25, 880.00 },
    { 329.63, 523.25, 880.00 },
    { 349.23, 587.33, 932.33 },
    { 392.00, 523.25, 783.99 },
} };

} // namespace

Clip hold_sound()
{
    Clip clip;
    clip.reserve(chords.size() * chord_seconds * samples_per_second);
    for (auto const& chord : chords)
        for (std::size_t i = 0; i < chord_seconds * samples_per_second; ++i) {
            double const at = static_cast<double>(i) / (chord_seconds * samples_per_second);
            // A breath: silent at both ends, and for the last fifth.
            double const breath = at > 0.8 ? 0 : std::pow(std::sin(std::numbers::pi * at / 0.8), 2);
            double const time = static_cast<double>(i) / static_cast<double>(samples_per_second);
            double sum = 0;
            for (double const pitch : chord) {
                double const turn = 2 * std::numbers::pi * pitch * time;
                sum += std::sin(turn) + 0.2 * std::sin(2 * turn);
            }
            clip.push_back(saturated(static_cast<std::int32_t>(loudest * breath * sum / 3.6)));
        }
    return clip;
}

} // namespace reachline::voice::prompts
