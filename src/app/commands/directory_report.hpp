#pragma once

// How findings and previews are printed. No word of a file is repeated but the names of services that
// the public may know.

#include "hotline/directory/sources/sources.hpp"

#include <string>

namespace reachline::app {

/// A line a finding; how many of which weight at the end.
void print(hotline::directory::exchange::Findings const&);
std::string json_of(hotline::directory::exchange::Findings const&);

enum class Telling { Preview, Done };
/// A line an entry that changes, then the rows that were refused, then how many in all.
void print(hotline::directory::sources::Outcome const&, hotline::directory::exchange::Findings const&, Telling);
std::string json_of(hotline::directory::sources::Outcome const&, hotline::directory::exchange::Findings const&, Telling);

} // namespace reachline::app
