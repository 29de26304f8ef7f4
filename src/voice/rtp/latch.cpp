#include "voice/rtp/latch.hpp"

namespace reachline::voice::rtp {

void Latch::describe(Address const& described, Address const& signalling)
{
    // The same place again, as in every hold and refresh, is no new chance for a stranger.
    if (locked_ && described_ == described)
        return;
    described_ = described;
    target_ = described;
    signalling_ = signalling;
    locked_ = false;
}

bool Latch::admits(Address const& source)
{
    if (source == target_) {
        locked_ = true;
        return true;
    }
    bool const is_behind_nat =
        source.same_host(target_) || (target_.is_private() && source.same_host(signalling_));
    if (locked_ || !is_behind_nat)
        return false;
    target_ = source;
    locked_ = true;
    return true;
}

} // namespace reachline::voice::rtp
