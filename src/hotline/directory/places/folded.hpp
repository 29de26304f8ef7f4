#pragma once

// Text as it is compared: without case, accents and punctuation. Nobody who is afraid should have
// to find the accent key first.

#include <string>
#include <string_view>
#include <vector>

namespace reachline::hotline::directory {

/// "  Nuevo  México, NM" becomes "nuevo mexico nm". Scripts other than Latin pass through.
std::string folded(std::string_view);

/// The words of a text, in lower case and with their accents, as the stemmers want them.
std::vector<std::string> words_of(std::string_view);

/// Without accents: "México" becomes "Mexico".
std::string without_accents(std::string_view);

} // namespace reachline::hotline::directory
