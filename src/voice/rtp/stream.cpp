#include "voice/rtp/stream.hpp"

#include "voice/rtp/g711.hpp"

#include <algorithm>

namespace reachline::voice::rtp {

namespace {

/// Nobody sends more in one packet; 60 ms is the longest that carriers use.
constexpr std::size_t longest_voice = 4 * samples_per_frame;
constexpr int most_made_up = 3; ///< packets; a word made up would be a lie
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
    if (codec.coding != codec_.coding)
        in_turn_.restart();
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

std::size_t Stream::samples_in(ByteView payload) const
{
    return is_opus() ? OpusVoice::samples_in(payload) : payload.size();
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
    if (reception_.is_another(header)) {
        jitter_.restart();
        in_turn_.restart();
    }
    if (!reception_.count(header, arrival))
        return std::nullopt;
    if (!is_key) {
        receive_voice(header, packet->payload, arrival);
        return std::nullopt;
    }
    if (must_be_in_turn())
        receive_in_turn(header, {});
    return keys_heard_.hear(header, packet->payload);
}

void Stream::receive_voice(Header const& header, ByteView payload, Moment arrival)
{
    reception_.time(header, arrival);
    auto const samples = samples_in(payload);
    if (samples > (is_opus() ? longest_opus_frame : longest_voice))
        return;
    if (samples > 0 && !jitter_.came(header.timestamp, samples))
        reception_.was_late(arrival);
    if (must_be_in_turn())
        receive_in_turn(header, payload);
    else
        expand_telephone(header.timestamp, payload);
}

/// A key takes a number between those of the voice, and is nothing to expand.
void Stream::receive_in_turn(Header const& header, ByteView payload)
{
    if (in_turn_.came(header.sequence, header.timestamp, payload) == InTurn::Turn::Now) {
        if (is_opus())
            expand_opus(header.timestamp, payload, 0);
        else
            expand_telephone(header.timestamp, payload);
    }
    expand_those_in_turn();
}

void Stream::expand_those_in_turn()
{
    while (auto const held = in_turn_.next()) {
        if (is_opus())
            expand_opus(held->timestamp, held->payload, held->given_up);
        else
            expand_telephone(held->timestamp, held->payload);
    }
}

void Stream::expand_opus(std::uint32_t timestamp, ByteView payload, int lost_before)
{
    std::array<Sample, longest_opus_frame> samples;
    if (!opus_)
        return;
    auto const each = OpusVoice::samples_in(payload);
    for (int lost = std::min(lost_before, most_made_up); lost > 0; --lost) {
        auto const count =
            lost > 1 ? opus_->make_up(each, samples) : opus_->expand_lost_before(payload, samples);
        jitter_.put(timestamp - static_cast<std::uint32_t>(each) * static_cast<std::uint32_t>(lost),
            std::span(samples).first(count));
    }
    auto const count = opus_->expand(payload, samples);
    jitter_.put(timestamp, std::span(samples).first(count));
}

void Stream::expand_telephone(std::uint32_t timestamp, ByteView payload)
{
    std::array<Sample, longest_voice> samples;
    auto const voice = std::span(samples).first(payload.size()); // measured when it came
    if (codec_.coding != Coding::G722)
        expand(law_of(codec_.coding), payload, voice);
    else if (g722_)
        g722_->expand(payload, voice);
    else
        return;
    jitter_.put(timestamp, voice);
}

JitterBuffer::Taken Stream::take()
{
    // What is missing is waited for until its own turn, or that of the copy which the packet
    // after it carries.
    auto const copied = is_opus() ? JitterBuffer::frame : 0U;
    while (auto const* const first = in_turn_.first_held()) {
        if (!jitter_.is_due(first->timestamp - copied))
            break;
        in_turn_.give_up_missing();
        expand_those_in_turn();
    }
    return jitter_.take();
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
    if (auto const heard = read_report(datagram, source_, reception_, arrival)) {
        heard_there_ = heard;
        heard_there_at_ = arrival;
    }
}

Stream::Quality Stream::quality(Moment now)
{
    constexpr double half_a_beat = frame_milliseconds / 2.0; // from its coming to the next beat
    Quality quality { .lost_percent = reception_.lost_percent(now),
        .jitter_ms = reception_.jitter_ms(),
        .delay_ms = jitter_.mean_wait_samples() * 1000.0 / samples_per_second + half_a_beat,
        .round_trip_ms = {},
        .lost_there_percent = {} };
    if (heard_there_ && now - heard_there_at_ < report_holds) {
        quality.round_trip_ms = heard_there_->round_trip_ms;
        quality.delay_ms += quality.round_trip_ms.value_or(0) / 2;
        quality.lost_there_percent = heard_there_->lost_percent;
    }
    return quality;
}

} // namespace reachline::voice::rtp
