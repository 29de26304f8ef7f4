#pragma once

// What goes wrong where nobody waits for an answer: one line for whoever runs the server. An error's
// text is ours, so no word of anybody can be in it.

#include "base/result.hpp"

namespace reachline::app {

/// "reachline: tonight's backup: the disk is full". An empty `where` is left out.
void print_fault(std::string_view where, Error const&);

} // namespace reachline::app
