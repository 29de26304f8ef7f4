#include "voice/left_message/left_message.hpp"

#include "voice/rtp/g711.hpp"

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <utility>

namespace reachline::voice {

namespace {

constexpr std::size_t frames_a_second = samples_per_second / samples_per_frame;
constexpr std::size_t pause_samples = samples_per_second / 4; // the ear is ready
constexpr std::size_t tone_samples = samples_per_second / 2;
constexpr double pitch = 1000;
constexpr double loudness = 6000;
/// The mean size of a sample below which nobody speaks: about -56 dB below full. Whoever may not be
/// overheard speaks softly, and must not be cut off for it.
constexpr std::int64_t silent_mean = 50;

bool is_silent(Frame const& frame)
{
    std::int64_t sum = 0;
    for (auto const sample : frame)
        sum += std::abs(static_cast<int>(sample));
    return sum < silent_mean * static_cast<std::int64_t>(frame.size());
}

} // namespace

LeftMessage::LeftMessage(int at_most_seconds)
    : most_frames_(static_cast<std::size_t>(at_most_seconds) * frames_a_second)
{
}

std::optional<Frame> LeftMessage::tone()
{
    if (tone_sample_ >= pause_samples + tone_samples)
        return std::nullopt;
    Frame frame = silence;
    for (auto& sample : frame) {
        auto const at = tone_sample_++;
        if (at < pause_samples || at >= pause_samples + tone_samples)
            continue;
        auto const time = static_cast<double>(at - pause_samples) / samples_per_second;
        sample = static_cast<Sample>(loudness * std::sin(2 * std::numbers::pi * pitch * time));
    }
    return frame;
}

std::optional<LeftMessage::Part> LeftMessage::hear(Frame const& said)
{
    if (over_)
        return std::nullopt;
    auto const before = part_.size();
    part_.resize(before + said.size());
    rtp::compress(rtp::Law::Mu, said, std::span(part_).subspan(before));
    ++frames_;
    silent_frames_ = is_silent(said) ? silent_frames_ + 1 : 0;
    over_ =
        frames_ >= most_frames_ || silent_frames_ >= silence_that_ends_seconds * frames_a_second;
    if (part_.size() < samples_per_second)
        return std::nullopt;
    return std::exchange(part_, {});
}

LeftMessage::Part LeftMessage::finish()
{
    over_ = true;
    return std::exchange(part_, {});
}

int LeftMessage::seconds() const
{
    return static_cast<int>((frames_ + frames_a_second - 1) / frames_a_second);
}

} // namespace reachline::voice
