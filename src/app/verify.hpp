#pragma once

// `reachline verify`: whether what the hotline promises can be read from its files alone.
//
// It shares no code with the gate. Every rule is told here a second time, in SQL of its own over
// the rows as they lie on disk, so that a hole in the gate, in the database's constraints, or in
// both, is seen from outside: also in a file that somebody worked on with another tool.

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace reachline::app::verify {

struct Violation {
    std::string rule; ///< "C4"; "wall" for a missing constraint, "audit" for a row without its event
    std::string what; ///< in a sentence of ours, never a word of a person
    std::string table;
    std::int64_t row = 0;
};

/// Re-derives rules C1 to C21 (safety, consent) from the database file. Empty: all hold.
/// Broken when the file cannot be read or has not the tables of a hotline.
Result<std::vector<Violation>> consent(std::string const& path);

} // namespace reachline::app::verify
