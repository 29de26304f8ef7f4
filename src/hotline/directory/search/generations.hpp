#pragma once

// The generations of an index on disk: folders beside each other, and one file that names the
// living one.

#include "base/result.hpp"

#include <cstdint>
#include <string>

namespace reachline::hotline::directory {

std::string folder_of(std::string const& folder, std::int64_t number);
bool is_memory_backed(std::string const& folder);
/// Makes a folder that only its owner may look into.
Done make_private(std::string const& folder);
/// The one that readers see; 0 when there is none.
std::int64_t living_number(std::string const& folder);
/// Also of those half built.
std::int64_t highest_number(std::string const& folder);
/// Hides the living one from readers, who may see it again with point_current_at(); answers its
/// number.
std::int64_t hide_current(std::string const& folder);
Done point_current_at(std::string const& folder, std::int64_t number);
/// The one before stays: a search may be in the middle of it.
void remove_older_than(std::string const& folder, std::int64_t number);

} // namespace reachline::hotline::directory
