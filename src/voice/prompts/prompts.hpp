#pragma once

// The sentences that the line says, by name ("en/away"), and the hold sound ("hold").
//
// They are made when the program is built, from the words in words/, by espeak-ng. A hotline that
// records its own puts them into a folder of the same shape (recordings/en/away.wav); each that is
// there is taken instead. Read once at the start: afterwards the process opens no file.
//
// Their words are there as well (en/words.txt), to be typed to who has text beside the voice. Who
// records other words puts a words.txt with those beside the recordings.

#include "base/result.hpp"
#include "voice/prompts/clip.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::voice::prompts {

class Prompts {
public:
    /// `recordings` may be empty. A file that cannot be read is an error that names what is wrong
    /// with it: a line that stays silent where it should speak is found at the start, not at night.
    static Result<Prompts> load(std::string const& made, std::string const& recordings);

    SharedClip named(std::string_view name) const;
    /// What it says, in writing; empty where it says no word.
    std::string_view words_of(std::string_view name) const;
    std::vector<std::string> names() const;

private:
    Done add(std::string const& folder);
    Done add_words(std::string_view text, std::string const& language);
    std::map<std::string, std::string, std::less<>> words_;
    std::map<std::string, SharedClip, std::less<>> clips_;
};

} // namespace reachline::voice::prompts
