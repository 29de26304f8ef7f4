#pragma once

#include "hotline.hpp"

namespace reachline::bench {

/// The hotline's own process: does what it reads from `orders`, a line a time, until they end.
int live(Told const&, Vault, int orders, int answers);

} // namespace reachline::bench
