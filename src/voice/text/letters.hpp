#pragma once

// The bytes of a text as they come, in pieces of any length, made into letters (ITU-T T.140).
//
// What comes out is always valid UTF-8 of four kinds: what can be read, "\n" for each way to end a
// line, "\b" for one letter taken back, and U+FFFD for what was lost or is no letter. What rings,
// colours or turns round the text is left out: it could show an advocate another order of words
// than was typed.

#include "base/bytes.hpp"

#include <string>

namespace reachline::voice::text {

constexpr std::string_view missing = "\xEF\xBF\xBD"; ///< U+FFFD
constexpr std::string_view line_separator =
    "\xE2\x80\xA8"; ///< U+2028, the end of a line on the way
constexpr std::string_view zero_width =
    "\xEF\xBB\xBF"; ///< U+FEFF: says nothing, and keeps a way open

/// How many bytes the letter has that begins with this byte, in valid UTF-8.
constexpr std::size_t length_of_letter(char first)
{
    auto const byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}
std::size_t letters_in(std::string_view valid);

class Letters {
public:
    /// Appends what `bytes` say. A letter whose end is still to come waits for it.
    void hear(ByteView bytes, std::string& into);
    /// Something before what comes next was lost.
    void lost(std::string& into);

private:
    void byte(unsigned value, std::string& into);
    void letter(char32_t, std::string& into);
    bool is_skipped(char32_t);

    char32_t begun_ = 0;
    int more_ = 0; ///< bytes that the letter still needs
    unsigned least_ = 0x80, most_ = 0xBF; ///< what the next of them may be
    bool was_return_ = false;
    enum class Skip { Nothing, Escape, Sequence, String } skip_ = Skip::Nothing;
    int skipped_ = 0;
};

} // namespace reachline::voice::text
