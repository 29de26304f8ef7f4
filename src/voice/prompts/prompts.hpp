#pragma once

// The sentences that the line says, by name ("en/away"), and the hold sound ("hold").
//
// They are made when the program is built, from the words in words/, by espeak-ng. A hotline that
// records its own puts them into a folder of the same shape (recordings/en/away.wav); each that is
// there is taken instead. Read once at the start: afterwards the process opens no file.

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
    std::vector<std::string> names() const;

private:
    Done add(std::string const& folder);
    std::map<std::string, SharedClip, std::less<>> clips_;
};

} // namespace reachline::voice::prompts
