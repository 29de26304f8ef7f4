#pragma once

// A telephone's voice as G.722 (ITU-T, 1988), for those that speak no G.711. Its lower band is all
// that a room of 8,000 samples a second keeps, so only that is read and written: still whole G.722
// to the other side, and less work. Each byte stands on those before it: the bytes must
// come in order.

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "voice/room/frame.hpp"

#include <memory>
#include <span>

struct g722_decode_state_s;
struct g722_encode_state_s;

namespace reachline::voice::rtp {

class G722Voice {
public:
    static Result<std::unique_ptr<G722Voice>> open();
    ~G722Voice();
    G722Voice(G722Voice const&) = delete;

    /// A byte for each sample of ours.
    void compress(Frame const&, std::span<std::byte, samples_per_frame> into);
    /// `into` holds as many samples as there are bytes.
    void expand(ByteView, std::span<Sample> into);

private:
    G722Voice() = default;
    struct Free {
        void operator()(g722_decode_state_s*) const;
        void operator()(g722_encode_state_s*) const;
    };
    std::unique_ptr<g722_decode_state_s, Free> decoder_;
    std::unique_ptr<g722_encode_state_s, Free> encoder_;
};

} // namespace reachline::voice::rtp
