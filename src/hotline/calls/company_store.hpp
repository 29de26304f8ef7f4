#pragma once

// The rows that company.cpp changes by itself.

#include "hotline/calls/calls.hpp"

namespace reachline::hotline::calls::rows {

/// A supervisor's place in a call becomes the advocate's.
Done make_advocate(World&, Id<CallParty>);

} // namespace reachline::hotline::calls::rows
