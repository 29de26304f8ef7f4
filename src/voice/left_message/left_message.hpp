#pragma once

// What a caller asked to leave, while it is spoken: the one place where a voice outlives its beat.
//
// After a tone it is taken second by second and given away at once, so that no more than a second
// is ever kept here, and in memory alone. It ends by the key #, by five seconds of silence, by its
// longest time, or because the caller hung up. It is pure: a beat in, what is due out.

#include "voice/room/frame.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace reachline::voice {

class LeftMessage {
public:
    static constexpr int longest_seconds = 600;
    static constexpr int silence_that_ends_seconds = 5;
    /// G.711 by µ-law.
    using Part = std::vector<std::byte>;

    explicit LeftMessage(int at_most_seconds);

    /// What the caller is to hear in this beat; nothing once the tone is over.
    std::optional<Frame> tone();
    /// What the caller says in a beat after the tone. A part, when a second is full.
    std::optional<Part> hear(Frame const&);
    /// The rest, which may be empty. After it the message is over.
    Part finish();

    bool is_over() const { return over_; }
    /// How long it is, begun seconds included.
    int seconds() const;

private:
    std::size_t most_frames_;
    std::size_t tone_sample_ = 0;
    std::size_t frames_ = 0, silent_frames_ = 0;
    bool over_ = false;
    Part part_;
};

} // namespace reachline::voice
