#pragma once

// What somebody who waits hears: soft chords that swell and fade like breath, with pauses. Made by
// these lines, so nobody has a right to it. It is quiet enough to speak over, it never begins
// suddenly, and it shows that the line is still there, which silence does not.

#include "voice/prompts/clip.hpp"

namespace reachline::voice::prompts {

/// Plays round and round without a seam.
Clip hold_sound();

} // namespace reachline::voice::prompts
