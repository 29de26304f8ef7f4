#include "voice/text/heard.hpp"

#include "voice/rtp/packet.hpp"
#include "voice/text/blocks.hpp"

#include <algorithm>
#include <utility>

namespace reachline::voice::text {

namespace {

constexpr std::size_t most_waiting = 8;
/// A number so far away is that of a sender which began anew.
constexpr int far = 1'000;
/// No more letters than a beat may bring are looked at.
constexpr std::size_t most_fresh = 64 * 1'024;

Bytes copy_of(ByteView bytes)
{
    return Bytes(bytes.begin(), bytes.end());
}

} // namespace

bool TextHeard::receive(ByteView datagram, Moment arrival)
{
    auto const packet = rtp::read_packet(datagram);
    if (!packet)
        return false;
    auto const& header = packet->header;
    Arrived arrived { .sequence = header.sequence, .at = arrival, .older = {}, .newest = {} };
    if (coding_.redundant && header.payload_type == *coding_.redundant) {
        auto const blocks = read_blocks(packet->payload, coding_.letters);
        if (!blocks)
            return false;
        for (auto const older : blocks->older)
            arrived.older.push_back(copy_of(older));
        arrived.newest = copy_of(blocks->newest);
    } else if (header.payload_type == coding_.letters) {
        arrived.newest = copy_of(packet->payload);
    } else {
        return false;
    }
    if (source_ && *source_ != header.source) {
        while (!waiting_.empty())
            say_with_gap();
        last_.reset();
    }
    source_ = header.source;
    if (auto const distance = ahead(arrived); last_ && (distance > far || distance < -far)) {
        letters_.lost(fresh_);
        waiting_.clear();
        last_.reset();
    } else if (last_ && distance <= 0) {
        return true; // it came twice, or what it says was said from a later one
    }
    if (fresh_.size() > most_fresh)
        return true;
    if (fits(arrived)) {
        say(arrived);
        say_what_fits();
        return true;
    }
    waiting_.push_back(std::move(arrived));
    if (waiting_.size() > most_waiting)
        say_with_gap();
    return true;
}

std::string TextHeard::take(Moment now)
{
    while (!waiting_.empty() && now - waiting_.front().at >= patience)
        say_with_gap();
    auto const since = std::chrono::duration<double>(now - allowed_at_.value_or(now)).count();
    allowed_at_ = now;
    allowed_ = std::min<double>(most_at_once, allowed_ + std::max(0.0, since) * most_a_second);
    auto said = std::exchange(fresh_, {});
    auto const count = letters_in(said);
    if (static_cast<double>(count) <= allowed_) {
        allowed_ -= static_cast<double>(count);
        is_cut_ = is_cut_ && allowed_ < most_a_second;
        return said;
    }
    std::size_t end = 0;
    for (; allowed_ >= 1; --allowed_)
        end += length_of_letter(said[end]);
    said.resize(end);
    if (!std::exchange(is_cut_, true)) // one mark for a whole flood, not one a beat
        said += missing;
    return said;
}

std::int16_t TextHeard::ahead(Arrived const& arrived) const
{
    return last_ ? static_cast<std::int16_t>(arrived.sequence - *last_) : std::int16_t { 1 };
}

/// Nothing is missing before it that it does not repeat.
bool TextHeard::fits(Arrived const& arrived) const
{
    return !last_ || static_cast<std::size_t>(ahead(arrived)) <= arrived.older.size() + 1;
}

void TextHeard::say(Arrived const& arrived)
{
    auto const repeated = arrived.older.size();
    // Of the first all is new: what came before it may have come before we listened.
    auto const wanted = last_
        ? std::min<std::size_t>(static_cast<std::size_t>(ahead(arrived)) - 1, repeated)
        : repeated;
    for (auto i = repeated - wanted; i < repeated; ++i)
        letters_.hear(arrived.older[i], fresh_);
    letters_.hear(arrived.newest, fresh_);
    last_ = arrived.sequence;
}

void TextHeard::say_what_fits()
{
    for (bool any = true; any;) {
        std::erase_if(waiting_, [&](Arrived const& each) { return ahead(each) <= 0; });
        auto const next = std::find_if(
            waiting_.begin(), waiting_.end(), [&](Arrived const& each) { return fits(each); });
        any = next != waiting_.end();
        if (any)
            say(*next);
    }
}

/// What is missing before the first of those that wait does not come any more.
void TextHeard::say_with_gap()
{
    auto const next = std::min_element(waiting_.begin(), waiting_.end(),
        [&](Arrived const& one, Arrived const& other) { return ahead(one) < ahead(other); });
    letters_.lost(fresh_);
    auto const arrived = std::move(*next);
    waiting_.erase(next);
    say(arrived);
    say_what_fits();
}

} // namespace reachline::voice::text
