#pragma once

// `reachline verify`: whether what the hotline promises can be read from its files alone.
//
// It shares no code with the gate. Every rule is told here a second time, in SQL of its own over
// the rows as they lie on disk, so that a hole in the gate, in the database's constraints, or in
// both, is seen from outside: also in a file that somebody worked on with another tool. It needs no
// key, changes nothing, and looks while the hotline runs.

#include "store/database.hpp"
#include "store/migrations.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace reachline::app::verify {

struct Violation {
    std::string rule; ///< "C4"; "wall" for a missing constraint, "audit" for a row without its event
    std::string what; ///< in a sentence of ours, never a word of a person
    std::string table;
    std::int64_t row = 0; ///< 0: the table as a whole
};

/// Everything below, over the database and the key ledger of a data folder. Empty: all hold.
/// NotFound where there is no hotline; Broken when a file cannot be read.
Result<std::vector<Violation>> hotline(std::string const& folder);

/// Re-derives rules C1 to C21 (safety, consent) from the database file.
/// Broken when the file cannot be read or has not the tables of a hotline.
Result<std::vector<Violation>> consent(std::string const& path);
Result<std::vector<Violation>> consent(store::Database&);

/// Computes the chains of events and readings again: a row that was altered, removed or slipped in.
Result<std::vector<Violation>> chains(store::Database&);

/// What must rest sealed looks sealed, and only who must read holds the vault's key.
Result<std::vector<Violation>> seals(store::Database&);
Result<std::vector<Violation>> wraps(store::Database& hotline, store::Database& ledger);

/// Whether the file is whole, and has the shape that these steps make: no more, no less.
/// `name` is how findings call the file.
Result<std::vector<Violation>> shape(
    store::Database&, std::span<store::Migration const> steps, std::string const& name);

} // namespace reachline::app::verify
