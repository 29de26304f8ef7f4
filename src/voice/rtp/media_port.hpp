#pragma once

// A pair of ports that one leg's voice flows through, RTP on the even one and RTCP on the next
// (RFC 3550, 11). Emptied every beat, with the moment at which the kernel took each datagram.

#include "base/bytes.hpp"
#include "base/random.hpp"
#include "voice/rtp/address.hpp"
#include "voice/rtp/reports.hpp"

#include <functional>

namespace reachline::voice::rtp {

struct PortRange {
    std::uint16_t first = 20'000, last = 29'999;
};

class MediaPort {
public:
    using Take = std::function<void(ByteView datagram, Address const& source, Moment arrival)>;

    /// A free pair, by chance, so that a stranger cannot count along. Busy when there is none.
    static Result<MediaPort> open(Address const& ip, PortRange, Random&);
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
    MediaPort(int voice, int reports, Address const&);
    static void drain(int socket, Take const&);

    int voice_ = -1, reports_ = -1;
    Address address_;
};

} // namespace reachline::voice::rtp
