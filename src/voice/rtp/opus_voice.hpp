#pragma once

// A browser's voice as Opus (RFC 6716, RFC 7587), at our rate of 8,000 samples a second. Worth it
// where an advocate's network loses packets: each carries a second, coarser copy of the one before
// it.

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "voice/room/frame.hpp"

#include <memory>
#include <span>

struct OpusDecoder;
struct OpusEncoder;

namespace reachline::voice::rtp {

constexpr int opus_clock_factor =
    6; ///< its clock runs at 48,000 whatever the voice is (RFC 7587, 4.1)
constexpr std::size_t longest_opus = 400; ///< bytes of one frame; ours take about 60
constexpr std::size_t longest_opus_frame = 960; ///< 120 ms, the longest there is

class OpusVoice {
public:
    static Result<std::unique_ptr<OpusVoice>> open();
    ~OpusVoice();
    OpusVoice(OpusVoice const&) = delete;

    /// How many bytes.
    std::size_t compress(Frame const&, std::span<std::byte, longest_opus> into);
    /// How many samples a packet has, before it is expanded; none when the bytes are no Opus.
    static std::size_t samples_in(ByteView);
    /// How many samples; none when the bytes are no Opus.
    std::size_t expand(ByteView, std::span<Sample, longest_opus_frame> into);
    /// The copy of the packet before this one that it carries, for one that never came.
    std::size_t expand_lost_before(ByteView, std::span<Sample, longest_opus_frame> into);
    /// In the place of one that never came and of which there is no copy either, so many samples.
    /// What comes behind it is whole again sooner than if nothing had been put there.
    std::size_t make_up(std::size_t samples, std::span<Sample, longest_opus_frame> into);

private:
    OpusVoice() = default;
    struct Free {
        void operator()(OpusDecoder*) const;
        void operator()(OpusEncoder*) const;
    };
    std::unique_ptr<OpusDecoder, Free> decoder_;
    std::unique_ptr<OpusEncoder, Free> encoder_;
};

} // namespace reachline::voice::rtp
