#pragma once

// How well a voice arrives, and telling each other so: the counts of RFC 3550 (appendix A) and its
// reports, RTCP. What the advocate sees of it is one small signal that must be true.

#include "base/bytes.hpp"
#include "voice/rtp/packet.hpp"
#include "voice/rtp/recent.hpp"

#include <cstdint>
#include <optional>

namespace reachline::voice::rtp {

/// What was received of one sender. A network that doubles packets does not make up for those that
/// it loses, so each counts once.
class Reception {
public:
    /// Whether this is the first of another sender, or of another count of the same one: it shares
    /// no order with those before it.
    bool is_another(Header const&) const;
    /// False when this one came before.
    bool count(Header const&, Moment arrival);
    /// How regularly it came. Not for a key, whose packets all bear the time of its beginning.
    void time(Header const&, Moment arrival);
    /// It was counted, but came after its turn: nobody heard it.
    void was_late(Moment arrival) { late_recently_.add(arrival, 1); }

    std::uint64_t received() const { return received_; }
    std::uint64_t expected() const;
    std::int64_t lost() const;
    /// Of what should have come in the last ten seconds, what did not, or came too late.
    double lost_percent(Moment now);
    double jitter_ms() const;

    /// The 24 bytes of a report block; starts a new interval.
    Bytes block(Moment now);
    void sender_reported(std::uint32_t ntp_middle, Moment arrival);
    std::optional<std::uint32_t> source() const;

private:
    std::int32_t step(Header const&) const;

    bool any_ = false;
    std::uint32_t source_ = 0;
    std::uint32_t first_ = 0, highest_ = 0; ///< extended by the times that the number wrapped
    std::uint64_t received_ = 0;
    std::uint64_t seen_ = 0; ///< which of the highest 64 came, that one as the lowest bit
    Recent expected_recently_, received_recently_, late_recently_;
    std::uint64_t expected_before_ = 0, received_before_ = 0;
    double jitter_ = 0; ///< in samples
    std::optional<std::int64_t> transit_;
    std::uint32_t last_report_ = 0;
    Moment last_report_at_ {};
};

struct Sent {
    std::uint32_t source = 0;
    std::uint32_t packets = 0, bytes = 0;
    std::uint32_t timestamp = 0; ///< of the next sample
};

/// A report of what we sent and what came, with a name that says nothing.
Bytes report(Sent const&, Reception&, Moment now, std::string_view name);

/// What the other side reports of us.
struct Heard {
    double lost_percent = 0;
    double jitter_ms = 0;
    std::optional<double> round_trip_ms;
};
/// Nothing when the packet holds no word about `us`. Notes in `reception` when it was sent.
std::optional<Heard> read_report(ByteView, std::uint32_t us, Reception&, Moment arrival);

} // namespace reachline::voice::rtp
