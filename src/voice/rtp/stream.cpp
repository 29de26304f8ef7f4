#include "voice/rtp/stream.hpp"

#include "voice/rtp/g711.hpp"

#include <algorithm>

namespace reachline::voice::rtp {

namespace {

/// Nobody sends more in one packet; 60 ms is the longest that carriers use.
constexpr std::size_t longest_voice = 4 * samples_per_frame;
/// A key that is signalled as well may be told of at its end, and a second later.
constexpr int beats_of_one_key = 100;
constexpr int beats_of_echo = 15; // 300 ms: what comes back later, carriers cancel

constexpr Law law_of(Coding coding)
{
    return coding == Coding::A ? Law::A : Law::Mu;
}

} // namespace

Stream::Stream(Random& chance)
    : name_(chance.hex(8))
    , source_(static_cast<std::uint32_t>(chance.below(UINT32_MAX)))
    , timestamp_(static_cast<std::uint32_t>(chance.below(UINT32_MAX)))
    , sequence_(static_cast<std::uint16_t>(chance.below(UINT16_MAX)))
{
}

void Stream::agree(Codec const& codec)
{
    codec_ = codec;
    if (is_opus() && !opus_)
        if (auto opened = OpusVoice::open())
            opus_ = std::move(*opened);
    if (codec.coding == Coding::G722 && !g722_)
        if (auto opened = G722Voice::open())
            g722_ = std::move(*opened);
}

/// A timestamp of the voice's clock in samples of ours. The first of them is anything, so it may be
/// moved.
std::uint32_t Stream::at_our_rate(std::uint32_t timestamp)
{
    if (!is_opus())
        return timestamp;
    auto const step = static_cast<std::int32_t>(timestamp - static_cast<std::uint32_t>(unwrapped_));
    // Begun far from zero, so that a packet before the first has a place too.
    unwrapped_ = has_unwrapped_
        ? unwrapped_ + static_cast<std::uint64_t>(static_cast<std::int64_t>(step))
        : (std::uint64_t { 1 } << 40) + timestamp;
    has_unwrapped_ = true;
    return static_cast<std::uint32_t>(unwrapped_ / opus_clock_factor);
}

/// How many packets this one is behind the last that was expanded; none, or fewer, when it came
/// late or twice: a decoder only goes forward.
std::int16_t Stream::since_expanded(Header const& header)
{
    auto const since = last_expanded_ ? static_cast<std::int16_t>(header.sequence - *last_expanded_)
                                      : std::int16_t { 1 };
    if (since > 0)
        last_expanded_ = header.sequence;
    return since;
}

void Stream::receive_opus(Header const& header, ByteView payload)
{
    std::array<Sample, longest_opus_frame> samples;
    if (!opus_)
        return;
    auto const since = since_expanded(header);
    if (since <= 0)
        return; // what it says was heard by the next one's copy
    if (since == 2) {
        auto const copy = opus_->expand_lost_before(payload, samples);
        jitter_.put(
            header.timestamp - static_cast<std::uint32_t>(copy), std::span(samples).first(copy));
    }
    auto const count = opus_->expand(payload, samples);
    if (count > 0)
        jitter_.put(header.timestamp, std::span(samples).first(count));
}

bool Stream::expand_telephone(Header const& header, ByteView payload, std::span<Sample> into)
{
    if (codec_.coding != Coding::G722) {
        expand(law_of(codec_.coding), payload, into);
        return true;
    }
    if (!g722_ || since_expanded(header) <= 0)
        return false;
    g722_->expand(payload, into);
    return true;
}

std::optional<char> Stream::receive(ByteView datagram, Moment arrival)
{
    auto packet = read_packet(datagram);
    if (!packet)
        return std::nullopt;
    auto& header = packet->header;
    bool const is_key = codec_.keys && header.payload_type == *codec_.keys;
    if (!is_key && header.payload_type != codec_.voice)
        return std::nullopt;
    header.timestamp = at_our_rate(header.timestamp);
    if (reception_.source() && *reception_.source() != header.source) {
        jitter_.restart();
        last_expanded_.reset();
    }
    reception_.count(header, arrival);
    if (is_key)
        return keys_heard_.hear(header, packet->payload);
    if (is_opus()) {
        receive_opus(header, packet->payload);
        return std::nullopt;
    }
    if (packet->payload.size() > longest_voice)
        return std::nullopt;
    std::array<Sample, longest_voice> samples;
    auto const voice = std::span(samples).first(packet->payload.size());
    if (expand_telephone(header, packet->payload, voice))
        jitter_.put(header.timestamp, voice);
    return std::nullopt;
}

std::optional<char> Stream::key_in(Frame const& said)
{
    ++beats_since_tone_;
    if (codec_.keys || is_opus() || keys_are_signalled_)
        return std::nullopt;
    if (deaf_ > 0) {
        tones_heard_ = {};
        --deaf_;
        return std::nullopt;
    }
    auto const key = tones_heard_.hear(said);
    if (key) {
        last_tone_ = key;
        beats_since_tone_ = 0;
    }
    return key;
}

bool Stream::is_new_key(char signalled)
{
    bool const was_heard =
        !keys_are_signalled_ && last_tone_ == signalled && beats_since_tone_ < beats_of_one_key;
    keys_are_signalled_ = true;
    return !was_heard;
}

ByteView Stream::compose(Frame const& said, Out& into)
{
    auto const is_tone = tones_sent_.is_sending();
    auto const& voice = is_tone ? tones_sent_.next() : said;
    if (is_tone)
        deaf_ = beats_of_echo;
    std::span<std::byte> const bytes(into);
    bool const in_key = keys_sent_.is_sending();
    auto const key = keys_sent_.next(timestamp_);
    Header header { .payload_type = codec_.voice,
        .marker = is_first_ || (was_key_ && !in_key),
        .sequence = sequence_++,
        .timestamp = timestamp_,
        .source = source_ };
    std::size_t payload = samples_per_frame;
    if (key) {
        header.payload_type = codec_.keys.value_or(0);
        header.marker = key->first;
        header.timestamp = key->timestamp;
        payload = key->payload.size();
        std::copy(key->payload.begin(), key->payload.end(), bytes.begin() + header_size);
    } else if (is_opus()) {
        payload = opus_
            ? opus_->compress(voice, std::span(into).subspan<header_size, longest_opus>())
            : 0;
    } else if (codec_.coding == Coding::G722) {
        payload = g722_ ? samples_per_frame : 0;
        if (g722_)
            g722_->compress(voice, bytes.subspan<header_size, samples_per_frame>());
    } else {
        compress(law_of(codec_.coding), voice, bytes.subspan<header_size, samples_per_frame>());
    }
    write_header(header, bytes.first<header_size>());
    is_first_ = false;
    was_key_ = in_key;
    pass_beat();
    ++packets_;
    bytes_ += static_cast<std::uint32_t>(payload);
    return bytes.first(header_size + payload);
}

bool Stream::press(char key)
{
    if (codec_.keys)
        return keys_sent_.press(key);
    return !is_opus() && tones_sent_.press(key);
}

Bytes Stream::report(Moment now)
{
    return rtp::report(
        { .source = source_, .packets = packets_, .bytes = bytes_, .timestamp = timestamp_ },
        reception_, now, name_);
}

void Stream::receive_report(ByteView datagram, Moment arrival)
{
    if (auto const heard = read_report(datagram, source_, reception_, arrival))
        heard_there_ = heard;
}

Stream::Quality Stream::quality() const
{
    auto const expected = static_cast<double>(reception_.expected());
    auto const lost = static_cast<double>(std::max<std::int64_t>(0, reception_.lost()));
    Quality quality { .lost_percent = expected == 0 ? 0 : lost * 100 / expected,
        .jitter_ms = reception_.jitter_ms(),
        .delay_ms = jitter_.delay_samples() * 1000.0 / samples_per_second,
        .round_trip_ms = {},
        .lost_there_percent = {} };
    if (heard_there_) {
        quality.round_trip_ms = heard_there_->round_trip_ms;
        quality.lost_there_percent = heard_there_->lost_percent;
    }
    return quality;
}

} // namespace reachline::voice::rtp
