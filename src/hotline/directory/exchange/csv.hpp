#pragma once

// CSV, strictly (RFC 4180), without stopping at the first fault: what cannot be read is one record,
// named, and the next one is read as if nothing had been.

#include "hotline/directory/exchange/finding.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace reachline::hotline::directory::exchange {

inline constexpr std::size_t longest_field = 64 * 1024;

struct Record {
    std::span<std::string_view const> cells; ///< for the length of the call
    std::int64_t number = 0; ///< the first is 1
    bool is_escaped = false; ///< a cell stands in no file: keep its text
};

/// Calls `each` with every record that can be read, and `fault` with the number of each that cannot.
/// Lines end with LF or CR LF; empty lines are passed over and counted.
void read_csv(std::string_view text, std::function<void(Record const&)> const& each,
    std::function<void(std::int64_t number, Rule)> const& fault);

/// Takes off the guard that exports put before what a spreadsheet would run: one apostrophe.
std::string_view unguarded(std::string_view cell);
/// What a spreadsheet would run. "-95.36" and "+1 713 555 0142" are no formulas, nor is a list's dash.
bool is_formula(std::string_view cell);

} // namespace reachline::hotline::directory::exchange
