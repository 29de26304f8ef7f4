#pragma once

// Files that the binary carries, so that it runs from any folder: templates, words, styles.

#include <span>
#include <string_view>

namespace reachline::embedded {

struct File {
    std::string_view path; ///< "words/en.json"
    std::string_view content;
};

/// What lies in web/site.
std::span<File const> site_files();
/// The documents of src/edges/feed.
std::span<File const> feed_files();

} // namespace reachline::embedded
