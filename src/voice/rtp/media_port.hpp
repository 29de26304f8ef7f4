#pragma once

// A pair of ports that one leg's voice flows through, RTP on the even one and RTCP on the next
// (RFC 3550, 11). Emptied every beat, with the moment at which the kernel took each datagram.

#include "base/bytes.hpp"
#include "base/random.hpp"
#include "voice/rtp/address.hpp"
#include "voice/rtp/reports.hpp"

#include <functional>
#include <map>

namespace reachline::voice::rtp {

struct PortRange {
    std::uint16_t first = 20'000, last = 29'999;
};

class MediaPort {
public:
    using Take = std::function<void(ByteView datagram, Address const& source, Moment arrival)>;

    MediaPort(MediaPort&&) noexcept;
    MediaPort& operator=(MediaPort&&) noexcept;
    ~MediaPort();

    Address const& address() const { return address_; }
    void drain(Take const& take) const { drain(voice_, take); }
    void drain_reports(Take const& take) const { drain(reports_, take); }
    void send(ByteView, Address const& to) const;
    /// To the port after `to`'s.
    void send_report(ByteView, Address const& to) const;

private:
    friend class MediaPorts;
    static std::optional<MediaPort> open(Address const& ip, std::uint16_t port);
    MediaPort(int voice, int reports, Address const&);
    static void drain(int socket, Take const&);

    int voice_ = -1, reports_ = -1;
    Address address_;
};

/// All pairs of a process. One that a call has left rests before another call gets it: a far end
/// that has not noticed yet that its call is over goes on speaking to it for a while, and would be
/// heard in a stranger's call that has heard nothing else. No call is refused for that: where all
/// others are taken, the pair that has rested longest is given.
class MediaPorts {
public:
    static constexpr std::chrono::seconds rest { 30 };

    explicit MediaPorts(PortRange range)
        : range_(range)
    {
    }

    /// A free pair, by chance, so that a stranger cannot count along. Busy when there is none.
    Result<MediaPort> open(Address const& ip, Random&, Moment now);
    /// A call has left it.
    void close(MediaPort, Moment now);

private:
    using Pair = std::pair<std::string, std::uint16_t>; ///< its address, and the even port
    bool rests(Pair const& pair) const { return left_at_.contains(pair); }
    void forget_the_rested(Moment now);

    PortRange range_;
    std::map<Pair, Moment> left_at_;
};

} // namespace reachline::voice::rtp
