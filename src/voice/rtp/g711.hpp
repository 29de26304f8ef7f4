#pragma once

// G.711 (ITU-T, 1988): one byte a sample, by a curve that is fine where a voice is soft. µ-law is
// North America's, A-law the rest of the world's; every trunk speaks one of them.

#include "voice/room/frame.hpp"

#include <cstddef>
#include <span>

namespace reachline::voice::rtp {

enum class Law { Mu, A };

std::byte compressed(Law, Sample);
Sample expanded(Law, std::byte);

/// `into` holds as many bytes as `samples`.
void compress(Law, std::span<Sample const> samples, std::span<std::byte> into);
void expand(Law, std::span<std::byte const> bytes, std::span<Sample> into);

} // namespace reachline::voice::rtp
