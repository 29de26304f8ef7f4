#include "voice/rtp/in_turn.hpp"

#include <algorithm>

namespace reachline::voice::rtp {

namespace {

/// How far `number` lies after `other`, where numbers wrap round.
std::int16_t after(std::uint16_t number, std::uint16_t other)
{
    return static_cast<std::int16_t>(number - other);
}

} // namespace

InTurn::Turn InTurn::came(std::uint16_t sequence, std::uint32_t timestamp, ByteView payload)
{
    auto const ahead = next_ ? after(sequence, *next_) : std::int16_t { 0 };
    if (ahead < 0)
        return Turn::Past;
    if (ahead == 0) {
        next_ = static_cast<std::uint16_t>(sequence + 1);
        return Turn::Now;
    }
    auto const place = std::ranges::find_if(
        held_, [&](Packet const& held) { return after(held.sequence, sequence) >= 0; });
    if (place != held_.end() && place->sequence == sequence)
        return Turn::Past;
    if (held_.size() == most_held) {
        if (place == held_.begin()) {
            next_ = static_cast<std::uint16_t>(sequence + 1);
            return Turn::Now;
        }
        give_up_missing();
    }
    held_.insert(place,
        { .sequence = sequence,
            .timestamp = timestamp,
            .payload = Bytes(payload.begin(), payload.end()) });
    return Turn::Later;
}

std::optional<InTurn::Packet> InTurn::next()
{
    if (held_.empty() || held_.front().sequence != *next_)
        return std::nullopt;
    auto packet = std::move(held_.front());
    held_.erase(held_.begin());
    next_ = static_cast<std::uint16_t>(packet.sequence + 1);
    return packet;
}

void InTurn::give_up_missing()
{
    if (held_.empty())
        return;
    held_.front().given_up = after(held_.front().sequence, *next_);
    next_ = held_.front().sequence;
}

void InTurn::restart()
{
    next_.reset();
    held_.clear();
}

} // namespace reachline::voice::rtp
