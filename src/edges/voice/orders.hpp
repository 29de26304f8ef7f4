#pragma once

// An order of the hotline as a command of the control socket.

#include "hotline/calls/orders.hpp"
#include "voice/control/messages.hpp"

namespace reachline::edges::voice {

/// `trunks`: all that there are, in the order of their preference.
reachline::voice::control::Command command_of(
    hotline::calls::Order const&, std::vector<std::string> const& trunks);

} // namespace reachline::edges::voice
