#pragma once

// What the hotline's server and the voice process say to each other: one JSON object a line on a
// unix socket. The server commands ("do"), the voice process tells ("tell"). docs/voice-control.md
// names every message; a test holds it to this file.
//
// Both sides read strictly: a field that is missing, unknown or of another kind is an error, and a
// command in error does nothing.

#include "base/json.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace reachline::voice::control {

constexpr int version = 1;
/// A line longer than this is no message of ours; the connection ends.
constexpr std::size_t longest_line = 65'536;

// Commands.

/// The first of each connection.
struct Hello {
    int version = 0;
};
struct List { };
struct Early {
    std::uint32_t leg = 0;
};
struct Answer {
    std::uint32_t leg = 0;
};
enum class Refusal { Busy, Declined, Unavailable };
struct Refuse {
    std::uint32_t leg = 0;
    Refusal why {};
};
struct HangUp {
    std::uint32_t leg = 0;
};
/// `ask` comes back with the leg, so that the server knows which of its calls it is. Whom: a number
/// through `trunk`, or through the first of `trunks` that takes the call; or `phone` alone, one
/// that is registered here.
struct Dial {
    std::string ask;
    std::optional<std::string> trunk;
    std::optional<std::vector<std::string>> trunks;
    std::optional<std::string> number;
    std::optional<std::string> phone;
};
/// A browser's offer (SDP), as its page made it.
struct Web {
    std::string ask;
    std::string offer;
};
struct Join {
    std::uint32_t leg = 0;
    std::uint32_t room = 0;
};
struct Posture {
    std::uint32_t leg = 0;
    bool muted = false, held = false, listening = false;
    std::optional<std::uint32_t> whispers_to;
};
struct Play {
    std::uint32_t leg = 0;
    std::vector<std::string> prompts;
    bool again = false; ///< round and round
};
struct Quiet {
    std::uint32_t leg = 0;
};
struct Press {
    std::uint32_t leg = 0;
    std::string keys;
};

/// After a tone the caller speaks, and what they say is sent on in parts. It ends by the key #, by
/// silence, by their hanging up or after so long.
struct TakeMessage {
    std::uint32_t leg = 0;
    int at_most_s = 0;
};

/// Types to a leg that has text; "\n" ends a line. `message` is the server's number for it and
/// comes back in `LegNow`, so that a server which starts anew knows what was given here.
struct Type {
    std::uint32_t leg = 0;
    std::int64_t message = 0;
    std::string text;
};
constexpr std::size_t longest_typed = 16'384;
/// All that the leg typed up to this message is kept, so it is not told again.
struct Kept {
    std::uint32_t leg = 0;
    std::uint32_t message = 0;
};

using Command = std::variant<Hello, List, Early, Answer, Refuse, HangUp, Dial, Web, Join, Posture,
    Play, Quiet, Press, TakeMessage, Type, Kept>;

// What is told.

/// How far the caller's number is vouched for (STIR/SHAKEN, RFC 8588: A, B, C): the carrier knows
/// the caller and the number, the caller alone, or only where the call came in. As the trunk said
/// it: it is shown, and nothing is decided by it.
enum class Attestation { None, Gateway, Partial, Full };
enum class LegState { Ringing, Early, Talking };
enum class Way { In, Out, Web };
/// Everything that a server which starts anew must know of a leg.
struct LegNow {
    std::uint32_t leg = 0;
    std::uint32_t room = 0;
    Way way {};
    LegState state {};
    std::string trunk;
    std::string caller, called;
    Attestation attestation {};
    bool muted = false, held = false, listening = false;
    std::optional<std::uint32_t> whispers_to;
    bool held_by_peer = false;
    bool text = false; ///< they can type, and read what is typed
    std::int64_t typed = 0; ///< the number of the last message that was to be typed to it
    int seconds = 0; ///< since it began
    bool away = false; ///< the voice process looks after it by itself: the server was not there
};
/// Whether calls go through a trunk, as far as is known, and what showed it.
enum class TrunkState { Unknown, Up, Down };
enum class TrunkWhy {
    NotTried,
    Answers, ///< it answers OPTIONS
    Refuses, ///< it answers that it takes no calls now
    NoAnswer,
    Unreachable,
    NotRegistered,
    Heard, ///< a call through it was answered and heard
    Unanswered, ///< a call through it was not answered
    NotHeard ///< it was answered, and there was no sound
};
struct Trunk {
    std::string name;
    TrunkState state {};
    TrunkWhy why {};
};
struct Phone {
    std::string name;
    bool registered = false;
};
struct Welcome {
    int version = 0;
    std::vector<std::string> prompts;
    std::vector<Trunk> trunks;
    std::vector<Phone> phones;
    std::vector<LegNow> legs;
};
struct Legs {
    std::vector<LegNow> legs;
};
struct Ringing {
    std::uint32_t leg = 0;
    std::string trunk;
    std::string caller, called;
    Attestation attestation {};
    bool text = false;
};
struct Dialling {
    std::string ask;
    std::uint32_t leg = 0;
};
struct WebAnswer {
    std::string ask;
    std::uint32_t leg = 0;
    std::string answer;
};
struct Progressing {
    std::uint32_t leg = 0;
};
struct Answered {
    std::uint32_t leg = 0;
};
enum class End {
    PeerLeft,
    WeLeft,
    NoAnswer,
    Busy,
    Declined,
    Unreachable,
    Silent,
    NoVoiceInCommon,
    Unproven
};
struct Ended {
    std::uint32_t leg = 0;
    End why {};
    int seconds = 0;
};
struct Key {
    std::uint32_t leg = 0;
    std::string key;
};
struct Played {
    std::uint32_t leg = 0;
};
struct HeldByPeer {
    std::uint32_t leg = 0;
    bool held = false;
};
struct Quality {
    std::uint32_t leg = 0;
    double lost_percent = 0, jitter_ms = 0, delay_ms = 0;
    std::optional<double> round_trip_ms, lost_there_percent;
    int level_db = 0; ///< of what the leg said last, below full; -90 is silence
};
/// A second at most of what a caller asked to leave: G.711 by µ-law, 8,000 bytes a second, in
/// base64. The only message that carries a voice.
struct MessagePart {
    std::uint32_t leg = 0;
    std::string sound;
};
struct MessageOver {
    std::uint32_t leg = 0;
    int seconds = 0;
};
/// Text came to the leg, or went from it, by a new description.
struct HasText {
    std::uint32_t leg = 0;
    bool text = false;
};
/// What a leg types, as far as it has come; letters that were taken back are gone from it. Told
/// again until it is `kept`.
struct Typed {
    std::uint32_t leg = 0;
    std::uint32_t message = 0; ///< of this leg, from 1
    std::string text;
    bool whole = false; ///< it will not change any more
    int seconds = 0; ///< since the leg began; it may have ended meanwhile
};
/// A command that was not done. `what` is its name, or "unreadable"; `ask` is that of a `dial` or a
/// `web`, so that the server knows whose leg there will not be.
struct Refused {
    std::string what;
    std::string why;
    std::optional<std::string> ask {};
};

using Told = std::variant<Welcome, Legs, Ringing, Dialling, WebAnswer, Progressing, Answered, Ended,
    Key, Played, HeldByPeer, Quality, MessagePart, MessageOver, HasText, Typed, Trunk, Phone,
    Refused>;

/// What is wrong, with the command's name as far as it could be read.
tl::expected<Command, Refused> read_command(std::string_view line);
/// One line, without its end.
std::string line_of(Told const&);
std::string line_of(Command const&);
/// The other side of the same: for the server, and for tests.
Result<Told> read_told(std::string_view line);

std::string_view name_of(Command const&);
/// What the command was asked with; nothing for one that asks for no leg.
std::optional<std::string> ask_of(Command const&);
/// The names of all messages, and the JSON Schema of each: what the documentation must tell.
json::Object command_schemas();
json::Object told_schemas();

BOOST_DESCRIBE_STRUCT(Hello, (), (version))
BOOST_DESCRIBE_STRUCT(List, (), ())
BOOST_DESCRIBE_STRUCT(Early, (), (leg))
BOOST_DESCRIBE_STRUCT(Answer, (), (leg))
BOOST_DESCRIBE_ENUM(Refusal, Busy, Declined, Unavailable)
BOOST_DESCRIBE_STRUCT(Refuse, (), (leg, why))
BOOST_DESCRIBE_STRUCT(HangUp, (), (leg))
BOOST_DESCRIBE_STRUCT(Dial, (), (ask, trunk, trunks, number, phone))
BOOST_DESCRIBE_STRUCT(Web, (), (ask, offer))
BOOST_DESCRIBE_STRUCT(Join, (), (leg, room))
BOOST_DESCRIBE_STRUCT(Posture, (), (leg, muted, held, listening, whispers_to))
BOOST_DESCRIBE_STRUCT(Play, (), (leg, prompts, again))
BOOST_DESCRIBE_STRUCT(Quiet, (), (leg))
BOOST_DESCRIBE_STRUCT(Press, (), (leg, keys))
BOOST_DESCRIBE_STRUCT(TakeMessage, (), (leg, at_most_s))
BOOST_DESCRIBE_STRUCT(Type, (), (leg, message, text))
BOOST_DESCRIBE_STRUCT(Kept, (), (leg, message))
BOOST_DESCRIBE_ENUM(Attestation, None, Gateway, Partial, Full)
BOOST_DESCRIBE_ENUM(LegState, Ringing, Early, Talking)
BOOST_DESCRIBE_ENUM(Way, In, Out, Web)
BOOST_DESCRIBE_STRUCT(LegNow, (),
    (leg, room, way, state, trunk, caller, called, attestation, muted, held, listening, whispers_to,
        held_by_peer, text, typed, seconds, away))
BOOST_DESCRIBE_ENUM(TrunkState, Unknown, Up, Down)
BOOST_DESCRIBE_ENUM(TrunkWhy, NotTried, Answers, Refuses, NoAnswer, Unreachable, NotRegistered,
    Heard, Unanswered, NotHeard)
BOOST_DESCRIBE_STRUCT(Trunk, (), (name, state, why))
BOOST_DESCRIBE_STRUCT(Phone, (), (name, registered))
BOOST_DESCRIBE_STRUCT(Welcome, (), (version, prompts, trunks, phones, legs))
BOOST_DESCRIBE_STRUCT(Legs, (), (legs))
BOOST_DESCRIBE_STRUCT(Ringing, (), (leg, trunk, caller, called, attestation, text))
BOOST_DESCRIBE_STRUCT(Dialling, (), (ask, leg))
BOOST_DESCRIBE_STRUCT(WebAnswer, (), (ask, leg, answer))
BOOST_DESCRIBE_STRUCT(Progressing, (), (leg))
BOOST_DESCRIBE_STRUCT(Answered, (), (leg))
BOOST_DESCRIBE_ENUM(
    End, PeerLeft, WeLeft, NoAnswer, Busy, Declined, Unreachable, Silent, NoVoiceInCommon, Unproven)
BOOST_DESCRIBE_STRUCT(Ended, (), (leg, why, seconds))
BOOST_DESCRIBE_STRUCT(Key, (), (leg, key))
BOOST_DESCRIBE_STRUCT(Played, (), (leg))
BOOST_DESCRIBE_STRUCT(HeldByPeer, (), (leg, held))
BOOST_DESCRIBE_STRUCT(Quality, (),
    (leg, lost_percent, jitter_ms, delay_ms, round_trip_ms, lost_there_percent, level_db))
BOOST_DESCRIBE_STRUCT(MessagePart, (), (leg, sound))
BOOST_DESCRIBE_STRUCT(MessageOver, (), (leg, seconds))
BOOST_DESCRIBE_STRUCT(HasText, (), (leg, text))
BOOST_DESCRIBE_STRUCT(Typed, (), (leg, message, text, whole, seconds))
BOOST_DESCRIBE_STRUCT(Refused, (), (what, why, ask))

} // namespace reachline::voice::control
