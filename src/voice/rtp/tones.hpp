#pragma once

// Keys of a telephone as tones in the sound itself, for far ends that know no events of RFC 4733:
// two pitches at once, one of four low and one of four high (ITU-T Q.23).
//
// What is heard as a key is measured by the values of ITU-T Q.24 (table A.1, as AT&T has them):
// 40 ms are a key and 23 ms are none; 40 ms of pause part two keys and a gap of 10 ms does not;
// each pitch is within 1.5 % of its place, and further off than 3.5 % it is none; each is between 0
// and -25 dBm0, the high one at most 4 dB louder and 8 dB softer than the low one. A voice that is
// taken for a key would press the danger key for somebody who only speaks, so what is doubtful is
// no key.

#include "voice/room/frame.hpp"

#include <complex>
#include <deque>
#include <optional>

namespace reachline::voice::rtp {

constexpr std::size_t pitches_of_keys = 8; ///< four low, four high

class TonesHeard {
public:
    /// The sound of the next 20 ms. A key, once, when it has sounded for long enough.
    std::optional<char> hear(Frame const&);

private:
    /// 12.75 ms, and a new one every half of that. In the shortest key four stand whole, wherever
    /// it begins; what must be none fills no four to three quarters.
    static constexpr std::size_t block = 102, step = block / 2;
    static constexpr int hits_of_key = 4;
    /// Three may be touched by a gap of 10 ms; seven are in a pause of 40 ms.
    static constexpr int misses_of_pause = 5;

    struct Hit {
        std::size_t low = 0, high = 0;
        std::complex<float> low_phase, high_phase;
    };
    using Sums = std::array<std::complex<float>, pitches_of_keys>;
    std::optional<Hit> end_step();
    static std::optional<Hit> found_in(Sums const&, float energy);
    std::optional<char> follow(std::optional<Hit> const&);
    void measure(Hit const& before, Hit const& now);
    bool is_in_tune(Hit const&) const;

    // Goertzel's two last values of each pitch, over half a block; and what the half before gave.
    std::array<float, pitches_of_keys> newer_ {}, older_ {};
    float energy_ = 0;
    std::size_t heard_ = 0;
    Sums before_ {};
    float energy_before_ = 0;
    std::optional<Hit> last_;
    int hits_ = 0, misses_ = 0;
    float low_off_ = 0, high_off_ = 0; ///< from the pitches, in hertz, added up over the hits
    std::optional<char> held_; ///< that was told, and has not ended
};

/// Keys that are pressed for the far end, a frame of sound a beat.
class TonesSent {
public:
    static constexpr std::size_t most_waiting = 32;

    /// False when there are more than a menu could be waiting for, or it is no key.
    bool press(char key);
    bool is_sending() const { return !waiting_.empty(); }
    /// The frame of this beat, of a key or of the pause behind it. Only while it is sending.
    Frame next();

private:
    std::deque<char> waiting_;
    int beat_ = 0;
};

} // namespace reachline::voice::rtp
