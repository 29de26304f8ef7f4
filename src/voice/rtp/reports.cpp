#include "voice/rtp/reports.hpp"

#include "voice/room/frame.hpp"

#include <algorithm>

namespace reachline::voice::rtp {

namespace {

using std::chrono::duration;
using std::chrono::duration_cast;

/// Beyond these a sender began to count anew (RFC 3550, A.1).
constexpr std::int32_t farthest_back = 100, farthest_on = 3000;
constexpr std::int32_t seen_bits = 64;
constexpr unsigned sender_report = 200, receiver_report = 201, description = 202;

void put(Bytes& into, std::uint32_t value, int bytes = 4)
{
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        into.push_back(static_cast<std::byte>(value >> shift & 255));
}

std::uint32_t take(ByteView from, std::size_t at, int bytes = 4)
{
    std::uint32_t value = 0;
    for (int i = 0; i < bytes; ++i)
        value = value << 8 | std::to_integer<std::uint32_t>(from[at + static_cast<std::size_t>(i)]);
    return value;
}

/// The middle 32 bits of an NTP time. Only its differences mean anything to anybody, so it runs on
/// our forward clock and tells nobody the hour.
std::uint64_t ntp_of(Moment moment)
{
    auto const seconds = duration<double>(moment.time_since_epoch()).count();
    return static_cast<std::uint64_t>(seconds * 4'294'967'296.0);
}
std::uint32_t middle(std::uint64_t ntp)
{
    return static_cast<std::uint32_t>(ntp >> 16);
}

} // namespace

/// How far behind the highest number, or before it.
std::int32_t Reception::step(Header const& header) const
{
    return static_cast<std::int16_t>(header.sequence - static_cast<std::uint16_t>(highest_));
}

bool Reception::is_another(Header const& header) const
{
    return !any_ || header.source != source_ || step(header) < -farthest_back
        || step(header) > farthest_on;
}

bool Reception::count(Header const& header, Moment arrival)
{
    if (is_another(header)) {
        *this = {};
        any_ = true;
        source_ = header.source;
        first_ = 0x10000U + header.sequence; // room below for what comes late
        highest_ = first_ - 1;
    }
    if (auto const on = step(header); on > 0) {
        highest_ += static_cast<std::uint32_t>(on);
        seen_ = on < seen_bits ? seen_ << on : 0;
        expected_recently_.add(arrival, on);
    }
    auto const back = -step(header);
    if (back >= seen_bits || (seen_ >> back & 1) != 0)
        return false;
    seen_ |= std::uint64_t { 1 } << back;
    ++received_;
    received_recently_.add(arrival, 1);
    return true;
}

void Reception::time(Header const& header, Moment arrival)
{
    auto const samples = duration<double>(arrival.time_since_epoch()).count()
        * static_cast<double>(samples_per_second);
    auto const transit =
        static_cast<std::int64_t>(samples) - static_cast<std::int64_t>(header.timestamp);
    auto const difference = std::abs(transit - transit_.value_or(transit));
    // A clock that jumped, by a new beginning or by wrapping round, is not jitter.
    if (difference < static_cast<std::int64_t>(samples_per_second))
        jitter_ += (static_cast<double>(difference) - jitter_) / 16;
    transit_ = transit;
}

double Reception::lost_percent(Moment now)
{
    auto const expected = expected_recently_.sum(now);
    auto const heard = received_recently_.sum(now) - late_recently_.sum(now);
    if (expected <= 0)
        return 0;
    return static_cast<double>(std::clamp<std::int64_t>(expected - heard, 0, expected)) * 100
        / static_cast<double>(expected);
}

std::uint64_t Reception::expected() const
{
    return any_ ? highest_ - first_ + 1 : 0;
}

std::int64_t Reception::lost() const
{
    return static_cast<std::int64_t>(expected()) - static_cast<std::int64_t>(received_);
}

double Reception::jitter_ms() const
{
    return jitter_ * 1000 / static_cast<double>(samples_per_second);
}

std::optional<std::uint32_t> Reception::source() const
{
    return any_ ? std::optional(source_) : std::nullopt;
}

void Reception::sender_reported(std::uint32_t ntp_middle, Moment arrival)
{
    last_report_ = ntp_middle;
    last_report_at_ = arrival;
}

Bytes Reception::block(Moment now)
{
    auto const expected_now = expected() - expected_before_;
    auto const lost_now = static_cast<std::int64_t>(expected_now)
        - static_cast<std::int64_t>(received_ - received_before_);
    expected_before_ = expected();
    received_before_ = received_;
    std::uint32_t const fraction = expected_now == 0 || lost_now <= 0
        ? 0
        : static_cast<std::uint32_t>(std::min<std::uint64_t>(
            255, static_cast<std::uint64_t>(lost_now) * 256 / expected_now));
    Bytes block;
    put(block, source_);
    put(block, fraction, 1);
    put(block, static_cast<std::uint32_t>(std::clamp<std::int64_t>(lost(), 0, 0x7fffff)), 3);
    put(block, highest_);
    put(block, static_cast<std::uint32_t>(jitter_));
    put(block, last_report_);
    auto const since = last_report_ == 0 ? 0.0 : duration<double>(now - last_report_at_).count();
    put(block, static_cast<std::uint32_t>(since * 65536));
    return block;
}

Bytes report(Sent const& sent, Reception& reception, Moment now, std::string_view name)
{
    Bytes packet;
    bool const has_block = reception.source().has_value();
    put(packet, 0x80U | (has_block ? 1U : 0U), 1);
    put(packet, sender_report, 1);
    put(packet, has_block ? 12 : 6, 2);
    put(packet, sent.source);
    auto const ntp = ntp_of(now);
    put(packet, static_cast<std::uint32_t>(ntp >> 32));
    put(packet, static_cast<std::uint32_t>(ntp));
    put(packet, sent.timestamp);
    put(packet, sent.packets);
    put(packet, sent.bytes);
    if (has_block)
        for (auto const byte : reception.block(now))
            packet.push_back(byte);

    auto const item = name.size() + 2;
    auto const padded = (item + 1 + 3) / 4 * 4; // at least one byte of end
    put(packet, 0x81, 1);
    put(packet, description, 1);
    put(packet, static_cast<std::uint32_t>(padded / 4 + 1), 2);
    put(packet, sent.source);
    put(packet, 1, 1); // CNAME
    put(packet, static_cast<std::uint32_t>(name.size()), 1);
    for (char const c : name)
        packet.push_back(static_cast<std::byte>(c));
    packet.resize(packet.size() + padded - item);
    return packet;
}

std::optional<Heard> read_report(
    ByteView datagram, std::uint32_t us, Reception& reception, Moment arrival)
{
    std::optional<Heard> heard;
    while (datagram.size() >= 8 && take(datagram, 0, 1) >> 6 == 2) {
        std::size_t const length = (take(datagram, 2, 2) + 1) * std::size_t { 4 };
        if (length > datagram.size())
            break;
        auto const type = take(datagram, 1, 1);
        auto const blocks = take(datagram, 0, 1) & 31;
        bool const is_sender = type == sender_report && length >= 28;
        if (is_sender)
            reception.sender_reported(take(datagram, 10), arrival);
        std::size_t at = is_sender ? 28 : 8;
        if (is_sender || type == receiver_report)
            for (std::uint32_t i = 0; i < blocks && at + 24 <= length; ++i, at += 24) {
                if (take(datagram, at) != us)
                    continue;
                Heard about { .lost_percent = take(datagram, at + 4, 1) * 100.0 / 256,
                    .jitter_ms = take(datagram, at + 12) * 1000.0 / samples_per_second,
                    .round_trip_ms = {} };
                if (auto const last = take(datagram, at + 16); last != 0) {
                    auto const passed = middle(ntp_of(arrival)) - last - take(datagram, at + 20);
                    if (passed < 65536U * 60)
                        about.round_trip_ms = passed * 1000.0 / 65536;
                }
                heard = about;
            }
        datagram = datagram.subspan(length);
    }
    return heard;
}

} // namespace reachline::voice::rtp
