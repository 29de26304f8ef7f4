#include "voice/prompts/clip.hpp"

namespace reachline::voice::prompts {

void Player::play(std::vector<SharedClip> clips, Ends ends)
{
    std::erase_if(clips, [](SharedClip const& clip) { return !clip || clip->empty(); });
    clips_ = std::move(clips);
    ends_ = ends;
    clip_ = sample_ = 0;
}

std::optional<Frame> Player::next()
{
    if (clips_.empty())
        return std::nullopt;
    Frame frame = silence;
    for (auto& sample : frame) {
        auto const& clip = *clips_[clip_];
        sample = clip[sample_++];
        if (sample_ < clip.size())
            continue;
        sample_ = 0;
        if (++clip_ < clips_.size())
            continue;
        clip_ = 0;
        if (ends_ == Ends::Once) {
            clips_.clear();
            break;
        }
    }
    return frame;
}

} // namespace reachline::voice::prompts
