#pragma once

// What is heard in place of a frame that never came: the last period of the voice again, softer
// each time and silent after 60 ms, in the manner of G.711's appendix I. A hole would click, and a
// whole word made up would be a lie.

#include "voice/room/frame.hpp"

namespace reachline::voice::rtp {

class Concealment {
public:
    /// To be shown every frame that did come. The first after a hole begins as the made-up voice
    /// went on, so that there is no click where the two meet.
    Frame heard(Frame);
    /// The frame to play for one that is missing.
    Frame missing();

private:
    void remember(Frame const&);
    std::size_t period() const;

    static constexpr std::size_t memory = 3 * samples_per_frame;
    std::array<Sample, memory> past_ {};
    std::size_t period_ = 0; ///< of the hole we are in; 0: in none
    std::size_t phase_ = 0;
    int missed_ = 0;
};

} // namespace reachline::voice::rtp
