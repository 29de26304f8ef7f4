#include "hotline/directory/places/folded.hpp"

#include <xapian.h>

namespace reachline::hotline::directory {

namespace {

/// The plain letters of Latin-1 and Latin Extended-A, from U+00C0 to U+017F, in lower case.
constexpr std::string_view plain_letters =
    "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
constexpr unsigned first_accented = 0xc0;
static_assert(plain_letters.size() == 0x180 - first_accented);

unsigned plain(unsigned letter)
{
    if (letter < first_accented || letter - first_accented >= plain_letters.size())
        return letter;
    char const known = plain_letters[letter - first_accented];
    return known == '*' ? letter : static_cast<unsigned char>(known);
}

bool is_mark(unsigned letter) // combining accents, apostrophes and the ʼ of Mayan languages
{
    return (letter >= 0x300 && letter < 0x370) || letter == '\'' || letter == 0x2019
        || letter == 0x2bc;
}

} // namespace

std::string folded(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    bool gap = false;
    for (Xapian::Utf8Iterator at(text.data(), text.size()); at != Xapian::Utf8Iterator(); ++at) {
        if (is_mark(*at))
            continue;
        if (!Xapian::Unicode::is_wordchar(*at)) {
            gap = !result.empty();
            continue;
        }
        if (gap)
            result += ' ';
        gap = false;
        Xapian::Unicode::append_utf8(result, plain(Xapian::Unicode::tolower(*at)));
    }
    return result;
}

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words;
    bool inside = false;
    for (Xapian::Utf8Iterator at(text.data(), text.size()); at != Xapian::Utf8Iterator(); ++at) {
        if (is_mark(*at))
            continue;
        bool const letter = Xapian::Unicode::is_wordchar(*at);
        if (letter && !inside)
            words.emplace_back();
        if (letter)
            Xapian::Unicode::append_utf8(words.back(), Xapian::Unicode::tolower(*at));
        inside = letter;
    }
    return words;
}

std::string without_accents(std::string_view text)
{
    std::string result;
    for (Xapian::Utf8Iterator at(text.data(), text.size()); at != Xapian::Utf8Iterator(); ++at)
        Xapian::Unicode::append_utf8(result, plain(Xapian::Unicode::tolower(*at)));
    return result;
}

} // namespace reachline::hotline::directory
