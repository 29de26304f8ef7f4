#pragma once

// A piece of sound that is played to people: a sentence, or the hold sound.

#include "voice/room/frame.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace reachline::voice::prompts {

using Clip = std::vector<Sample>; ///< at 8,000 a second
using SharedClip = std::shared_ptr<Clip const>;

/// Plays clips one after the other to one leg.
class Player {
public:
    enum class Ends { Once, Never };

    void play(std::vector<SharedClip> clips, Ends);
    void stop() { clips_.clear(); }
    bool is_playing() const { return !clips_.empty(); }
    /// The next 20 ms; nothing when all was played.
    std::optional<Frame> next();

private:
    std::vector<SharedClip> clips_;
    Ends ends_ = Ends::Once;
    std::size_t clip_ = 0, sample_ = 0;
};

} // namespace reachline::voice::prompts
