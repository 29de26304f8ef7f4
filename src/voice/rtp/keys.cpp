#include "voice/rtp/keys.hpp"

#include "voice/room/frame.hpp"

#include <algorithm>

namespace reachline::voice::rtp {

namespace {

constexpr std::string_view keys = "0123456789*#ABCD";
constexpr int beats_pressed = 5; // 100 ms, which every menu hears
constexpr int beats_of_end = 3; // RFC 4733 section 2.5.1.4: the end is said three times
constexpr int beats_between = 4;
constexpr unsigned volume = 10; // -10 dBm0

} // namespace

std::optional<char> key_of_event(unsigned event)
{
    return event < keys.size() ? std::optional(keys[event]) : std::nullopt;
}

std::optional<unsigned> event_of_key(char key)
{
    auto const at = keys.find(key);
    return at == std::string_view::npos ? std::nullopt : std::optional(static_cast<unsigned>(at));
}

std::optional<char> KeysHeard::hear(Header const& header, ByteView payload)
{
    if (payload.size() < 4)
        return std::nullopt;
    auto const event = std::to_integer<unsigned>(payload[0]);
    auto const key = key_of_event(event);
    if (!key)
        return std::nullopt;
    auto const duration = std::to_integer<std::uint32_t>(payload[2]) << 8
        | std::to_integer<std::uint32_t>(payload[3]);

    bool const is_known = any_ && header.source == source_;
    auto const since = static_cast<std::int32_t>(header.timestamp - timestamp_);
    auto const end = header.timestamp + duration;
    if (is_known && since < 0)
        return std::nullopt; // a late packet of a key that was heard
    if (is_known && since == 0) {
        if (static_cast<std::int32_t>(end - until_) > 0)
            until_ = end;
        return std::nullopt;
    }
    // A key that is held for more than eight seconds goes on under a new timestamp (2.5.1.3).
    constexpr std::int32_t longest_segment = 0xffff;
    bool const goes_on = is_known && event == event_ && since == longest_segment
        && header.timestamp == until_ && !header.marker;
    any_ = true;
    source_ = header.source;
    timestamp_ = header.timestamp;
    until_ = end;
    event_ = event;
    return goes_on ? std::nullopt : key;
}

bool KeysSent::press(char key)
{
    auto const event = event_of_key(key);
    if (!event || waiting_.size() >= most_waiting)
        return false;
    waiting_.push_back(*event);
    return true;
}

std::optional<KeysSent::Out> KeysSent::next(std::uint32_t timestamp)
{
    if (waiting_.empty())
        return std::nullopt;
    auto const beat = beat_++;
    if (beat == 0)
        began_ = timestamp;
    auto const event = waiting_.front();
    if (beat == beats_pressed + beats_of_end + beats_between - 1) {
        waiting_.pop_front();
        beat_ = 0;
    }
    if (beat >= beats_pressed + beats_of_end)
        return std::nullopt;
    bool const ended = beat >= beats_pressed;
    auto const duration = static_cast<unsigned>(samples_per_frame)
        * static_cast<unsigned>(std::min(beat + 1, beats_pressed));
    return Out { .first = beat == 0,
        .timestamp = began_,
        .payload = { static_cast<std::byte>(event),
            static_cast<std::byte>((ended ? 0x80U : 0U) | volume),
            static_cast<std::byte>(duration >> 8), static_cast<std::byte>(duration & 255) } };
}

} // namespace reachline::voice::rtp
