#pragma once

// Emergency assistance: a bed tonight, help to get out, a ride, or 911. Providers find it in their
// portal and are told at once; for 911 the gate renders a hand-over sheet that the advocate reads
// out. Whoever was asked must confirm within minutes, else it is an alarm: only when somebody made
// contact is anything done.

#include "hotline/steps/steps.hpp"

namespace reachline::hotline::steps::emergency {

inline constexpr minutes confirmed_within { 15 };

} // namespace reachline::hotline::steps::emergency
