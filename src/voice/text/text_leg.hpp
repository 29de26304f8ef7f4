#pragma once

// The text of one leg: beside its voice, on a port of its own, and believed and encrypted by the
// same rules (rtp/latch.hpp, rtp/secure.hpp).

#include "voice/rtp/latch.hpp"
#include "voice/rtp/media_port.hpp"
#include "voice/rtp/secure.hpp"
#include "voice/text/heard.hpp"
#include "voice/text/sent.hpp"

#include <memory>
#include <optional>

namespace reachline::voice::text {

class TextLeg {
public:
    TextLeg(rtp::MediaPort, Random&);

    struct Theirs {
        rtp::Address address;
        Coding coding;
        std::optional<rtp::VoiceKey> key = {};
        bool is_heard = true; ///< they want to be typed to
    };
    /// What the other side says of itself, signalling from there. False when its key is none that
    /// we can use, or missing where there was one.
    bool describe(Theirs const&, rtp::Address const& signals_from, Random&);
    /// Before the other side said anything: what we offer is encrypted.
    void take_key(Random&);

    rtp::Address const& address() const { return port_.address(); }
    Coding const& coding() const { return coding_; }
    std::optional<rtp::VoiceKey> const& our_key() const { return our_key_; }
    bool is_agreed() const { return agreed_; }

    struct Heard {
        bool any = false; ///< something of theirs came in this beat
        std::string letters; ///< as Letters says them
    };
    Heard listen(Moment now);
    void speak(Moment now);

    TextSent& sent() { return sent_; }

private:
    rtp::MediaPort port_;
    rtp::Latch latch_;
    std::optional<rtp::VoiceKey> our_key_, their_key_;
    std::unique_ptr<rtp::SecureVoice> protects_, reads_;
    Coding coding_ { .letters = 98, .redundant = 99 };
    TextHeard heard_;
    TextSent sent_;
    bool agreed_ = false, is_heard_ = true;
};

} // namespace reachline::voice::text
