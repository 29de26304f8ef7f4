#pragma once

// One leg's voice, both ways, as packets: what comes goes through the jitter buffer, what goes is
// numbered and stamped. Pure but for the chance of its first numbers; a socket carries the bytes.

#include "base/random.hpp"
#include "voice/rtp/codec.hpp"
#include "voice/rtp/g722_voice.hpp"
#include "voice/rtp/in_turn.hpp"
#include "voice/rtp/jitter_buffer.hpp"
#include "voice/rtp/keys.hpp"
#include "voice/rtp/opus_voice.hpp"
#include "voice/rtp/reports.hpp"
#include "voice/rtp/tones.hpp"

#include <array>

namespace reachline::voice::rtp {

class Stream {
public:
    static constexpr std::size_t packet_size = header_size + longest_opus;
    using Out = std::array<std::byte, packet_size>;

    explicit Stream(Random&);
    void agree(Codec const&);
    Codec const& codec() const { return codec_; }

    /// A datagram from the other side. A key, the first time that one is told of.
    std::optional<char> receive(ByteView datagram, Moment arrival);
    /// What the other side said in this beat.
    JitterBuffer::Taken take();
    /// A key that sounds in what was said, of a side that has no other way to tell of keys. To be
    /// asked each beat.
    std::optional<char> key_in(Frame const& said);
    /// A key came by signalling, so from now on no tone is one. False when this very key was heard
    /// as a tone a moment ago.
    bool is_new_key(char signalled);

    /// The packet of this beat that carries `voice`, or a key that is pressed.
    ByteView compose(Frame const& voice, Out& into);
    /// A beat in which nothing is sent: the clock goes on.
    void pass_beat() { timestamp_ += JitterBuffer::frame * clock_factor(); }
    /// As an event, or as a tone where the other side knows no events. False when it takes no keys,
    /// or too many wait.
    bool press(char key);

    Bytes report(Moment now);
    void receive_report(ByteView datagram, Moment arrival);

    /// How the line is now: a bad minute is over when it is over.
    struct Quality {
        double lost_percent = 0; ///< of ten seconds, with what came too late to be heard
        double jitter_ms = 0; ///< as RFC 3550 counts it, 6.4.1
        double delay_ms = 0; ///< from the other side's network to the room: half the round trip,
                             ///< where it is known, and the wait here
        std::optional<double> round_trip_ms; ///< by the other side's last report
        std::optional<double> lost_there_percent; ///< between its last two
    };
    Quality quality(Moment now);
    std::uint64_t received() const { return reception_.received(); }

private:
    /// A report older than this says nothing about now; they come every five seconds.
    static constexpr std::chrono::seconds report_holds { 17 };

    bool is_opus() const { return codec_.coding == Coding::Opus; }
    std::uint32_t clock_factor() const { return is_opus() ? opus_clock_factor : 1U; }
    std::uint32_t at_our_rate(std::uint32_t timestamp);
    bool must_be_in_turn() const { return is_opus() || codec_.coding == Coding::G722; }
    std::size_t samples_in(ByteView payload) const;
    void receive_voice(Header const&, ByteView payload, Moment arrival);
    void receive_in_turn(Header const&, ByteView payload);
    void expand_those_in_turn();
    void expand_opus(std::uint32_t timestamp, ByteView payload, int lost_before);
    void expand_telephone(std::uint32_t timestamp, ByteView payload);

    Codec codec_;
    std::unique_ptr<OpusVoice> opus_;
    std::unique_ptr<G722Voice> g722_;
    InTurn in_turn_;
    std::uint64_t unwrapped_ = 0; ///< a clock of 48,000 wraps round where a sixth of it does not
    bool has_unwrapped_ = false;
    JitterBuffer jitter_;
    KeysHeard keys_heard_;
    KeysSent keys_sent_;
    TonesHeard tones_heard_;
    TonesSent tones_sent_;
    bool keys_are_signalled_ = false;
    std::optional<char> last_tone_;
    int beats_since_tone_ = 0;
    int deaf_ = 0; ///< beats in which our own tones may come back as an echo
    Reception reception_;
    std::optional<Heard> heard_there_;
    Moment heard_there_at_ {};
    std::string name_; ///< CNAME: random, new for each call
    std::uint32_t source_ = 0, timestamp_ = 0, packets_ = 0, bytes_ = 0;
    std::uint16_t sequence_ = 0;
    bool is_first_ = true;
    bool was_key_ = false;
};

} // namespace reachline::voice::rtp
