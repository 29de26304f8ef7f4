#include "voice/rtp/latch.hpp"

#include <algorithm>

namespace reachline::voice::rtp {

namespace {

constexpr std::size_t most_former = 16;

}

void Latch::describe(Address const& described, Address const& signalling)
{
    // The same place again, as in every hold and refresh, is no new chance for a stranger.
    if (locked_ && described_ == described)
        return;
    std::erase(former_, described);
    bool const was_behind_nat = locked_ && target_ != described_;
    if (described_.port() != 0 && !was_behind_nat && former_.size() < most_former)
        former_.push_back(described_);
    described_ = described;
    target_ = described;
    signalling_ = signalling;
    locked_ = false;
}

bool Latch::admits(Address const& source)
{
    if (source == target_ || source == described_) {
        target_ = source;
        locked_ = true;
        return true;
    }
    bool const is_behind_nat =
        source.same_host(target_) || (target_.is_private() && source.same_host(signalling_));
    bool const is_former = std::find(former_.begin(), former_.end(), source) != former_.end();
    if (locked_ || !is_behind_nat || is_former)
        return false;
    target_ = source;
    locked_ = true;
    return true;
}

} // namespace reachline::voice::rtp
