#pragma once

// What the voice process is told in its one configuration file (docs/voice-control.md shows one).

#include "base/result.hpp"
#include "voice/calls.hpp"
#include "voice/sip/stack.hpp"

#include <string>

namespace reachline::voice {

struct Config {
    sip::Stack::Config sip;
    Calls::Config calls;
    std::string control; ///< the path of the unix socket
    std::string prompts, recordings;
};

/// The text of the file. What is wrong is named by its field.
tl::expected<Config, std::string> read_config(std::string_view text);

} // namespace reachline::voice
