#pragma once

// What two sides tell each other about a voice before it flows: SDP (RFC 8866), by offer and
// answer (RFC 3264). We speak G.711, G.722 and the keys of RFC 4733 to telephones; each other
// medium that is offered (video, fax) is answered with port 0, as the standard asks.

#include "base/result.hpp"
#include "voice/rtp/address.hpp"
#include "voice/rtp/codec.hpp"
#include "voice/rtp/secure.hpp"
#include "voice/text/coding.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::voice::sip {

constexpr std::size_t longest_description = 8'192;

/// A trunk's plain voice, or a browser's: encrypted, found by ICE (RFC 8839, RFC 5764).
enum class Profile { Plain, Browser };

enum class Direction { Both, SendOnly, ReceiveOnly, Neither };

struct Payload {
    int number = 0;
    std::string name; ///< in lower case: "pcmu", "telephone-event"
    int rate = 8000;
    std::string parameters = {}; ///< of "a=fmtp", as they are
};

/// The other side's description, as far as it is ours to know.
struct Description {
    rtp::Address address; ///< where its voice is to be sent
    std::vector<Payload> payloads;
    Direction direction = Direction::Both; ///< as it says, so SendOnly means that it holds us
    std::vector<std::string> media; ///< each "m=" in order: the kind and the protocol
    std::size_t audio = 0; ///< which of them is the voice
    std::optional<rtp::VoiceKey> key = {}; ///< of a voice that comes encrypted (RTP/SAVP)
    /// Beside a telephone's voice, encrypted as the voice is or not taken for one.
    struct Text {
        std::size_t medium = 0; ///< which of `media`
        rtp::Address address;
        text::Coding coding;
        Direction direction = Direction::Both;
        std::optional<rtp::VoiceKey> key = {};
    };
    std::optional<Text> text = {};
    /// What a browser says of its voice's way; empty where it says nothing.
    struct Browser {
        std::string user, password; ///< of ICE
        std::string fingerprint, setup, mid;
    } browser = {};
};

Result<Description> read_description(std::string_view, Profile = Profile::Plain);

/// What both sides can: the first law of G.711 that the other side names, else G.722; and its
/// number for keys.
std::optional<rtp::Codec> agreed(Description const&);

struct Ours {
    rtp::Address address;
    std::uint64_t session = 0, version = 0; ///< the version grows with each description
    Direction direction = Direction::Both;
    std::optional<rtp::VoiceKey> key = {}; ///< of a telephone's encrypted voice
    /// More lines about the voice, each with its end.
    std::string more = {};
    struct Text {
        rtp::Address address;
        text::Coding coding;
        Direction direction = Direction::Both;
        std::optional<rtp::VoiceKey> key = {};
    };
    std::optional<Text> text = {};
};
/// `before`: what the other side said in this call already, whose media keep their order (RFC 3264,
/// 8).
std::string offer(Ours const&, Description const* before = nullptr);
std::string answer(Ours const&, Description const& to, rtp::Codec const&);

/// The answer's direction to an offer's: who holds us is not spoken to.
Direction answered(Direction offered);

} // namespace reachline::voice::sip
