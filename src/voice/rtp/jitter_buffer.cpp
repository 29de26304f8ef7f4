#include "voice/rtp/jitter_buffer.hpp"

namespace reachline::voice::rtp {

namespace {

/// How far `later` lies after `earlier`, on a clock that wraps round.
std::int32_t after(std::uint32_t later, std::uint32_t earlier)
{
    return static_cast<std::int32_t>(later - earlier);
}

constexpr int frames_until_silence = 3;

} // namespace

void JitterBuffer::restart()
{
    running_ = false;
    present_.fill(false);
}

void JitterBuffer::play_from(std::uint32_t timestamp)
{
    present_.fill(false);
    running_ = true;
    first_ = timestamp;
    play_ = timestamp - first_delay;
    end_ = play_;
    concealment_ = {};
    spare_ = UINT32_MAX;
    watched_ = 0;
    dry_ = 0;
}

void JitterBuffer::put(std::uint32_t timestamp, std::span<Sample const> samples)
{
    if (samples.empty() || samples.size() > longest_delay)
        return;
    auto const length = static_cast<std::uint32_t>(samples.size());
    // A clock that jumped, or words after a silence in which nothing was sent: what was waited for
    // will not come. What goes on where it stopped was only late.
    bool const is_far = after(timestamp + length, play_) > static_cast<std::int32_t>(longest_delay)
        || after(timestamp, play_) < -static_cast<std::int32_t>(capacity);
    bool const speaks_again = dry_ > frames_until_silence && timestamp != end_;
    if (!running_ || is_far || speaks_again) {
        if (running_)
            ++counts_.restarted;
        play_from(timestamp);
    }
    if (after(timestamp + length, play_) <= 0) {
        ++counts_.late;
        return;
    }
    for (std::uint32_t i = 0; i < length; ++i) {
        if (after(timestamp + i, play_) < 0)
            continue;
        samples_[(timestamp + i) % capacity] = samples[i];
        present_[(timestamp + i) % capacity] = true;
    }
    if (after(timestamp + length, end_) > 0)
        end_ = timestamp + length;
}

JitterBuffer::Taken JitterBuffer::take()
{
    if (!running_)
        return { .frame = silence, .is_voice = false };
    if (after(end_, play_) <= 0) {
        // Run dry: the same moment is asked for again, so the delay grows by this frame.
        spare_ = 0;
        ++dry_;
        if (dry_ > frames_until_silence)
            return { .frame = silence, .is_voice = false };
        ++counts_.concealed;
        return { .frame = concealment_.missing(), .is_voice = true };
    }
    dry_ = 0;
    auto const voice = next();
    auto const left = after(end_, play_);
    spare_ = std::min(spare_, left > 0 ? static_cast<std::uint32_t>(left) : 0);
    if (++watched_ < watched_frames)
        return { .frame = voice, .is_voice = true };

    // The packet that is due may come a moment after its turn, hence a frame beside the spare one.
    bool const has_too_much = spare_ >= 2 * samples_per_frame;
    watched_ = 0;
    spare_ = UINT32_MAX;
    if (!has_too_much || !has(play_))
        return { .frame = voice, .is_voice = true };
    return { .frame = shortened(), .is_voice = true };
}

Frame JitterBuffer::next()
{
    auto const from = play_;
    play_ += frame;
    if (after(first_, from) > 0)
        return silence;
    if (!has(from)) {
        ++counts_.concealed;
        return concealment_.missing();
    }
    ++counts_.played;
    auto const voice = concealment_.heard(copy(from));
    for (std::uint32_t i = 0; i < samples_per_frame; ++i)
        present_[(from + i) % capacity] = false;
    return voice;
}

/// Called when a frame was just taken and the next is there too: one of both, blended over its
/// whole length from the first to the second.
Frame JitterBuffer::shortened()
{
    ++counts_.shortened;
    auto const first = copy(play_ - frame);
    auto const second = next();
    Frame joined;
    for (std::size_t i = 0; i < samples_per_frame; ++i) {
        auto const in = static_cast<int>(i), all = static_cast<int>(samples_per_frame);
        joined[i] = static_cast<Sample>((second[i] * in + first[i] * (all - in)) / all);
    }
    return joined;
}

bool JitterBuffer::has(std::uint32_t from) const
{
    for (std::uint32_t i = 0; i < samples_per_frame; ++i)
        if (!present_[(from + i) % capacity])
            return false;
    return true;
}

Frame JitterBuffer::copy(std::uint32_t from) const
{
    Frame copied;
    for (std::uint32_t i = 0; i < samples_per_frame; ++i)
        copied[i] = samples_[(from + i) % capacity];
    return copied;
}

} // namespace reachline::voice::rtp
