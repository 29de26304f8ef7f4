#pragma once

// The files of one directory as they came, and what they say whatever their format.
//
//   HSDS JSON       answers of an API of 3.0 or 3.1, whole directories, tables in one document
//   HSDS CSV        packages of 1.1, 2.0, 3.0 and 3.1, with or without datapackage.json
//   Ohana           the CSV files of the Ohana API
//   iCarol          one CSV with a column for everything
//   Reachline       our own export, of both kinds
//
// To read one more format, write a function as those below and call it from open().

#include "hotline/directory/exchange/table.hpp"

#include <string>
#include <vector>

namespace reachline::hotline::directory::exchange {

inline constexpr std::size_t most_files = 10'000;
inline constexpr std::size_t largest_file = 256u << 20;
inline constexpr std::size_t largest_parcel = 1u << 30;
inline constexpr std::size_t most_rows = 2'000'000;

struct File {
    std::string name; ///< below the folder or in the zip
    std::string bytes;
};
using Parcel = std::vector<File>;

bool is_zip(std::string_view bytes);
/// The files of a zip, the damaged and the dangerous ones left out and named.
Parcel unzipped(File const& zip, Findings&);

/// Reads all files of a parcel. The tables borrow from it.
Tables open(Parcel const&, Findings&);

// One format each, called by open().

/// A file and its text, without a byte order mark.
struct Document {
    File const* file;
    std::string_view text;
};
/// The table of a package that a CSV file is; false when its name is that of none.
bool read_table(Document const&, Tables&, Findings&);
bool is_icarol(std::string_view text);
void read_icarol(Document const&, Tables&, Findings&);
/// All together, since one file may say more of what another names.
void read_json(std::span<Document const>, Tables&, Findings&);

/// The header of a CSV file, each name in small_letters: "PublicName" is public_name.
std::vector<std::string> header_of(std::string_view text);
/// A name that may be printed: its last 100 bytes, without control characters.
std::string printable_name(std::string_view);

} // namespace reachline::hotline::directory::exchange
