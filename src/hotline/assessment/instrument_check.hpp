#pragma once

// What makes an instrument sound, beyond its shape. The first fault is named by its place.

#include "hotline/assessment/instrument.hpp"

namespace reachline::hotline::assessment {

using Checked = tl::expected<void, json::Wrong>;

inline Checked wrong(std::string path, Literal text)
{
    return tl::unexpected<json::Wrong>(json::Wrong { std::move(path), text });
}

/// Lower-case letters, digits and lines, at most 40.
bool is_code(std::string_view);
bool is_in_all_languages(Words const&);

using Indicators = std::map<std::string, Indicator>;

Checked check_sections(std::vector<Section> const&, Indicators const&);

} // namespace reachline::hotline::assessment
