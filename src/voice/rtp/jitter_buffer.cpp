#include "voice/rtp/jitter_buffer.hpp"

#include <algorithm>

namespace reachline::voice::rtp {

namespace {

/// How far `later` lies after `earlier`, on a clock that wraps round.
std::int32_t after(std::uint32_t later, std::uint32_t earlier)
{
    return static_cast<std::int32_t>(later - earlier);
}

constexpr int frames_until_silence = 3;
/// Of the packets that are remembered: one in a hundred is not worth a delay for all.
constexpr auto late_worth_waiting = 3;
constexpr std::uint32_t room_for_early = 4 * JitterBuffer::frame;

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
    margins_known_ = next_margin_ = 0;
    least_margin_ = INT32_MAX;
    watched_ = 0;
    dry_ = 0;
}

bool JitterBuffer::came(std::uint32_t timestamp, std::size_t samples)
{
    if (samples == 0 || samples > longest_delay)
        return false;
    auto const length = static_cast<std::uint32_t>(samples);
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
    auto const margin = after(timestamp, play_);
    margins_[next_margin_] = margin;
    next_margin_ = (next_margin_ + 1) % remembered;
    margins_known_ = std::min(margins_known_ + 1, remembered);
    least_margin_ = std::min(least_margin_, margin);
    if (after(timestamp + length, play_) <= 0) {
        ++counts_.late;
        return false;
    }
    if (after(timestamp + length, end_) > 0)
        end_ = timestamp + length;
    return true;
}

void JitterBuffer::put(std::uint32_t timestamp, std::span<Sample const> samples)
{
    for (std::uint32_t i = 0; i < samples.size(); ++i) {
        auto const ahead = after(timestamp + i, play_);
        if (!running_ || ahead < 0 || ahead >= static_cast<std::int32_t>(longest_delay))
            continue;
        samples_[(timestamp + i) % capacity] = samples[i];
        present_[(timestamp + i) % capacity] = true;
    }
}

JitterBuffer::Taken JitterBuffer::take()
{
    if (!running_)
        return { .frame = silence, .is_voice = false };
    if (after(end_, play_) <= 0) {
        // Run dry: the same moment is asked for again, so the delay grows by this frame.
        ++dry_;
        if (dry_ > frames_until_silence)
            return { .frame = silence, .is_voice = false };
        delay_grew(frame);
        ++counts_.concealed;
        return { .frame = concealment_.missing(), .is_voice = true };
    }
    dry_ = 0;
    if (after(first_, play_) <= 0 && !has(play_) && wants_more_delay()) {
        delay_grew(frame);
        ++counts_.concealed;
        return { .frame = concealment_.missing(), .is_voice = true };
    }
    bool const is_made_up = !has(play_);
    auto const voice = next();
    if (++watched_ < watched_frames)
        return { .frame = voice, .is_voice = true };

    // The packet that is due may come a moment after its turn, hence a frame beside the spare one.
    bool const has_too_much =
        least_margin_ != INT32_MAX && least_margin_ >= 2 * static_cast<std::int32_t>(frame);
    watched_ = 0;
    least_margin_ = INT32_MAX;
    if (!has_too_much || is_made_up || !has(play_))
        return { .frame = voice, .is_voice = true };
    delay_grew(-static_cast<std::int32_t>(frame));
    return { .frame = shortened(), .is_voice = true };
}

bool JitterBuffer::is_due(std::uint32_t timestamp) const
{
    return running_ && after(timestamp, play_ + frame) < 0 && !wants_more_delay();
}

double JitterBuffer::mean_wait_samples() const
{
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < margins_known_; ++i)
        sum += std::max(margins_[i], 0);
    return margins_known_ == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(margins_known_);
}

/// Packets come too late, not only not at all, and the delay may grow.
bool JitterBuffer::wants_more_delay() const
{
    auto const known = std::span(margins_).first(margins_known_);
    if (std::ranges::count_if(known, [](auto margin) { return margin < 0; }) < late_worth_waiting)
        return false;
    // What comes as early as any did must still find room: beyond the longest delay all begins
    // anew.
    return std::ranges::max(known) <= static_cast<std::int32_t>(longest_delay - room_for_early);
}

/// What came before is remembered as if the delay had been this one.
void JitterBuffer::delay_grew(std::int32_t samples)
{
    for (auto& margin : margins_)
        margin += samples;
    if (least_margin_ != INT32_MAX)
        least_margin_ += samples;
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
