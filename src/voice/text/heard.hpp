#pragma once

// Text that comes in packets (RFC 4103): put into order, freed of what came twice, and made whole
// again from what later packets repeat. Where more was lost than they repeat, the place is marked.
//
// Whoever is on the other side may send as fast as the network goes; no person types so. Beyond
// what a pasted letter needs it is left out, marked, and never kept.

#include "base/bytes.hpp"
#include "voice/rtp/reports.hpp"
#include "voice/text/coding.hpp"
#include "voice/text/letters.hpp"

#include <optional>
#include <string>
#include <vector>

namespace reachline::voice::text {

using rtp::Moment;

class TextHeard {
public:
    static constexpr std::size_t most_at_once = 2'000; ///< letters
    static constexpr std::size_t most_a_second = 100;
    /// So long a packet that is missing may still come (RFC 4103, 5.4: within a second).
    static constexpr std::chrono::milliseconds patience { 500 };

    void agree(Coding const& coding) { coding_ = coding; }
    /// False for what is no text of the other side.
    bool receive(ByteView datagram, Moment arrival);
    /// The letters that are certain by now, as `Letters` says them. To be asked each beat.
    std::string take(Moment now);

private:
    struct Arrived {
        std::uint16_t sequence = 0;
        Moment at;
        std::vector<Bytes> older; ///< the oldest first
        Bytes newest;
    };
    std::int16_t ahead(Arrived const&) const;
    bool fits(Arrived const&) const;
    void say(Arrived const&);
    void say_what_fits();
    void say_with_gap();

    Coding coding_;
    std::optional<std::uint32_t> source_;
    std::optional<std::uint16_t> last_; ///< the number of the packet that was said last
    std::vector<Arrived> waiting_; ///< ahead of one that did not come
    Letters letters_;
    std::string fresh_;
    double allowed_ = most_at_once;
    std::optional<Moment> allowed_at_;
    bool is_cut_ = false; ///< more came than may
};

} // namespace reachline::voice::text
