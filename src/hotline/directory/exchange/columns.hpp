#pragma once

// How the versions of HSDS, and Ohana, name the same things. To read one more dialect, add its names
// here: a file's to `file_names`, a column's behind ours.

#include "hotline/directory/exchange/table.hpp"

#include <array>
#include <optional>

namespace reachline::hotline::directory::exchange {

struct Column {
    std::string_view ours; ///< as HSDS 3.1 has it
    std::array<std::string_view, 2> others {}; ///< in earlier versions and in Ohana
};

/// A file of a tabular package, and what its name says of each row.
struct FileName {
    std::string_view name; ///< without .csv, small letters
    Kind kind;
    std::string_view column {};
    std::string_view value {};
};

/// The columns of a table, those that the standard has and we do not keep being left out.
std::span<Column const> columns_of(Kind);
/// Nothing for a file that is no table of ours.
std::optional<FileName> file_named(std::string_view name);
/// A file or a column of the standard that we pass over: no finding.
bool is_passed_over(std::string_view file_name);
bool is_passed_over(Kind, std::string_view column);
/// "services", for findings.
std::string_view name_of(Kind);

} // namespace reachline::hotline::directory::exchange
