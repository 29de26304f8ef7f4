#include "voice/rtp/g722_voice.hpp"

#include "base/ensure.hpp"

#include <algorithm>

// What the header of G.722 itself asks for.
#include <spandsp/telephony.h>

#include <spandsp/g722.h>

namespace reachline::voice::rtp {

namespace {

constexpr int bits_a_second = 64'000; ///< the one rate of RTP's G722 (RFC 3551, 4.5.2)

} // namespace

void G722Voice::Free::operator()(g722_decode_state_s* decoder) const
{
    g722_decode_free(decoder);
}
void G722Voice::Free::operator()(g722_encode_state_s* encoder) const
{
    g722_encode_free(encoder);
}
G722Voice::~G722Voice() = default;

Result<std::unique_ptr<G722Voice>> G722Voice::open()
{
    std::unique_ptr<G722Voice> voice(new G722Voice);
    voice->decoder_.reset(g722_decode_init(nullptr, bits_a_second, G722_SAMPLE_RATE_8000));
    voice->encoder_.reset(g722_encode_init(nullptr, bits_a_second, G722_SAMPLE_RATE_8000));
    if (!voice->decoder_ || !voice->encoder_)
        return fail(Fault::Broken, "there is no memory for another voice");
    return voice;
}

void G722Voice::compress(Frame const& frame, std::span<std::byte, samples_per_frame> into)
{
    auto const bytes = g722_encode(encoder_.get(), reinterpret_cast<std::uint8_t*>(into.data()),
        frame.data(), static_cast<int>(frame.size()));
    ensure(bytes == static_cast<int>(samples_per_frame));
}

void G722Voice::expand(ByteView bytes, std::span<Sample> into)
{
    ensure(bytes.size() == into.size());
    auto const samples = g722_decode(decoder_.get(), into.data(),
        reinterpret_cast<std::uint8_t const*>(bytes.data()), static_cast<int>(bytes.size()));
    ensure(samples == static_cast<int>(into.size()));
}

} // namespace reachline::voice::rtp
