#pragma once

// Turns packets that come early, late, twice, in the wrong order or not at all into one frame every
// 20 ms.
//
// It adapts by how long before its turn each packet came. Run dry, it waits a frame more and so
// keeps what came late from then on. So it does for a packet that is missing while later ones are
// here, if several came too late in the last seconds; where packets are only lost it waits for
// none. While even the latest of the last seconds had two frames to spare, one is taken out, joined
// so that nobody hears it. All that also follows a sender whose clock is faster or slower than
// ours. The delay is never more than `longest_delay`: people who wait for each other for longer
// speak at once.
//
// It is pure and keeps at most half a second of a voice, in memory only.

#include "voice/room/frame.hpp"
#include "voice/rtp/concealment.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace reachline::voice::rtp {

class JitterBuffer {
public:
    static constexpr std::uint32_t frame = samples_per_frame;
    static constexpr std::uint32_t first_delay = 2 * frame;
    static constexpr std::uint32_t longest_delay = 12 * frame;

    struct Counts {
        std::uint64_t played = 0; ///< frames that came
        std::uint64_t concealed = 0; ///< frames made up
        std::uint64_t late = 0; ///< packets after their turn
        std::uint64_t shortened = 0, restarted = 0;
    };

    /// A packet came, whose samples may be put later: a decoder that goes only forward waits for
    /// those before it. False when its turn is over. `timestamp` is that of the first sample, here
    /// and below.
    bool came(std::uint32_t timestamp, std::size_t samples);
    void put(std::uint32_t timestamp, std::span<Sample const> samples);
    /// Whether the next take() wants what stands there, and will not wait for it.
    bool is_due(std::uint32_t timestamp) const;
    /// The next 20 ms. False in `is_voice` when nothing was said for so long that it is silence.
    struct Taken {
        Frame frame;
        bool is_voice;
    };
    Taken take();

    /// Forgets what it holds: another sender, or another clock of the same one.
    void restart();

    /// How much voice is in hand now.
    std::uint32_t delay_samples() const { return running_ ? end_ - play_ : 0; }
    /// How long a packet waited for its turn, on the average of the last seconds.
    double mean_wait_samples() const;
    Counts const& counts() const { return counts_; }

private:
    static constexpr std::uint32_t capacity = 4096;
    static constexpr int watched_frames = 150;
    static constexpr std::size_t remembered = 256; ///< packets; five seconds of most senders

    bool wants_more_delay() const;
    void delay_grew(std::int32_t samples);
    bool has(std::uint32_t from) const;
    Frame copy(std::uint32_t from) const;
    void play_from(std::uint32_t timestamp);
    Frame next();
    Frame shortened();

    std::array<Sample, capacity> samples_ {};
    std::array<bool, capacity> present_ {};
    bool running_ = false;
    std::uint32_t first_ = 0; ///< where this speech begins; before it is silence
    std::uint32_t play_ = 0; ///< the timestamp that is heard next
    std::uint32_t end_ = 0; ///< behind the last that came
    /// How long before its turn each of the last packets came, by the delay of now.
    std::array<std::int32_t, remembered> margins_ {};
    std::size_t margins_known_ = 0, next_margin_ = 0;
    std::int32_t least_margin_ = INT32_MAX; ///< of those watched
    int watched_ = 0;
    int dry_ = 0;
    Concealment concealment_;
    Counts counts_;
};

} // namespace reachline::voice::rtp
