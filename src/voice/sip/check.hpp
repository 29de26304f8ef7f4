#pragma once

// What stands in front of the SIP library: a message passes whole and lawful, or it does not pass.
//
// The library is lenient: it takes the last of two lengths, reads on where a quote never ends, and
// answers requests whose headers contradict each other. Two programs that read one message
// differently are how a call is smuggled past the one that guards (RFC 4475 section 3.1.2 is a
// collection). So each message is read here first, by RFC 3261's grammar, and what is doubtful is
// refused. Pure, without a byte kept.

#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace reachline::voice::sip {

/// Longer than any call needs. A datagram cannot be; a stream that goes on is cut.
constexpr std::size_t longest_message = 16'384;
constexpr std::size_t most_headers = 128;

enum class Carrier { Datagram, Stream };

struct Checked {
    enum class Outcome {
        Passes,
        Refused, ///< a request, to be answered with `status`
        Dropped, ///< a response, an ACK or what has no way back: silence is the answer
    };
    Outcome outcome = Outcome::Passes;
    int status = 0;
    Literal reason = "";
    /// How much of it is the message. What follows in a datagram is nobody's (RFC 3261, 18.3).
    std::size_t length = 0;
    std::string unsupported = {}; ///< the option tags that a 420 must name

    bool passes() const { return outcome == Outcome::Passes; }
};

Checked check(std::string_view message, Carrier);

/// The answer to a request that was refused, or told to come later. Nothing when the request does
/// not say enough to be answered. `tag` makes the answer's To complete.
std::string refusal(std::string_view request, Checked const&, std::string_view tag,
    std::string_view more_headers = {});

/// The Call-ID of an INVITE that begins a call (it has no tag in To).
std::optional<std::string> new_call(std::string_view request);

} // namespace reachline::voice::sip
