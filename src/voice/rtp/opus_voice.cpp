#include "voice/rtp/opus_voice.hpp"

#include <opus/opus.h>

namespace reachline::voice::rtp {

namespace {

constexpr int bits_a_second = 24'000; ///< a telephone's band, clear
constexpr int effort = 5; ///< of 10: a third of the work of the most, and no worse for a voice
/// How much loss the copies are made for; without it the encoder makes none.
constexpr int loss_percent = 10;

unsigned char const* raw(ByteView bytes)
{
    return reinterpret_cast<unsigned char const*>(bytes.data());
}

} // namespace

void OpusVoice::Free::operator()(OpusDecoder* decoder) const
{
    opus_decoder_destroy(decoder);
}
void OpusVoice::Free::operator()(OpusEncoder* encoder) const
{
    opus_encoder_destroy(encoder);
}
OpusVoice::~OpusVoice() = default;

Result<std::unique_ptr<OpusVoice>> OpusVoice::open()
{
    std::unique_ptr<OpusVoice> voice(new OpusVoice);
    int wrong_in = 0, wrong_out = 0;
    voice->decoder_.reset(opus_decoder_create(samples_per_second, 1, &wrong_in));
    voice->encoder_.reset(
        opus_encoder_create(samples_per_second, 1, OPUS_APPLICATION_VOIP, &wrong_out));
    if (wrong_in != OPUS_OK || wrong_out != OPUS_OK)
        return fail(Fault::Broken, "there is no memory for another voice");
    auto* const encoder = voice->encoder_.get();
    opus_encoder_ctl(encoder, OPUS_SET_BITRATE(bits_a_second));
    opus_encoder_ctl(encoder, OPUS_SET_COMPLEXITY(effort));
    opus_encoder_ctl(encoder, OPUS_SET_INBAND_FEC(1));
    opus_encoder_ctl(encoder, OPUS_SET_PACKET_LOSS_PERC(loss_percent));
    return voice;
}

std::size_t OpusVoice::compress(Frame const& frame, std::span<std::byte, longest_opus> into)
{
    auto const bytes = opus_encode(encoder_.get(), frame.data(), static_cast<int>(frame.size()),
        reinterpret_cast<unsigned char*>(into.data()), static_cast<opus_int32>(into.size()));
    return bytes > 0 ? static_cast<std::size_t>(bytes) : 0;
}

std::size_t OpusVoice::samples_in(ByteView bytes)
{
    if (bytes.empty())
        return 0;
    auto const samples = opus_packet_get_nb_samples(
        raw(bytes), static_cast<opus_int32>(bytes.size()), samples_per_second);
    return samples > 0 ? static_cast<std::size_t>(samples) : 0;
}

std::size_t OpusVoice::expand(ByteView bytes, std::span<Sample, longest_opus_frame> into)
{
    if (bytes.empty())
        return 0;
    auto const samples = opus_decode(decoder_.get(), raw(bytes),
        static_cast<opus_int32>(bytes.size()), into.data(), static_cast<int>(into.size()), 0);
    return samples > 0 ? static_cast<std::size_t>(samples) : 0;
}

std::size_t OpusVoice::expand_lost_before(
    ByteView bytes, std::span<Sample, longest_opus_frame> into)
{
    auto const lost = samples_in(bytes);
    if (lost == 0)
        return 0;
    auto const samples = opus_decode(decoder_.get(), raw(bytes),
        static_cast<opus_int32>(bytes.size()), into.data(), static_cast<int>(lost), 1);
    return samples > 0 ? static_cast<std::size_t>(samples) : 0;
}

std::size_t OpusVoice::make_up(std::size_t samples, std::span<Sample, longest_opus_frame> into)
{
    auto const made =
        opus_decode(decoder_.get(), nullptr, 0, into.data(), static_cast<int>(samples), 0);
    return made > 0 ? static_cast<std::size_t>(made) : 0;
}

} // namespace reachline::voice::rtp
