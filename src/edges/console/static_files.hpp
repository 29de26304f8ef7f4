#pragma once

// The built console's own files, nothing else: index.html for every page of it, and assets/ by name.

#include "net/http.hpp"

namespace reachline::edges::console {

net::Response static_file(std::string const& web_root, std::string_view path);

} // namespace reachline::edges::console
