#pragma once

// What a caller hears and presses before an advocate answers: a pure state machine. What happens to
// the call goes in; what is to be said and done comes out.
//
// First of all: "press 1 if you are in danger now". That key works at any time. Then the language,
// by key or by silence; then the place in line and an honest wait, said again each minute, with the
// hold sound between. 2 keeps the place and has us call back, 3 takes a message, 4 says where the
// answers to general questions stand. Nobody on shift: the caller is told so, and what to do.
//
// A caller who cannot say a word, or who is overheard, is still in line: silence loses no place.

#include "base/clock.hpp"

#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace reachline::hotline::calls::line {

enum class Stage {
    Greeting, ///< danger and language; silence is the line's first language
    Waiting,
    OfferingCallBack, ///< asked whether it is safe; the same key again agrees
    OfferingMessage,
    Message, ///< what they say is kept
    SayingAnswers, ///< where general questions are answered; they stay in line
    Farewell, ///< the last words, then we hang up
    Talk, ///< an advocate has it; the line says nothing more
    Gone, ///< the caller hung up and keeps the place
    Over,
};
BOOST_DESCRIBE_ENUM(Stage, Greeting, Waiting, OfferingCallBack, OfferingMessage, Message,
    SayingAnswers, Farewell, Talk, Gone, Over)

/// The place and wait are said again so often.
inline constexpr seconds say_again { 60 };
inline constexpr seconds longest_message { 180 };

struct State {
    Stage stage = Stage::Greeting;
    std::string language = "en";
    bool danger = false;
    bool has_number = false; ///< we could call back
    bool has_sound = false; ///< the hold sound is on
    std::optional<Time> said_at {}; ///< the place was told
};

/// What the desk says of this caller just now.
struct Place {
    int ahead = 0;
    int on_now = 0;
    std::optional<seconds> expected {};
};

struct Began { }; ///< it rings
struct Key {
    char key;
};
struct Played { }; ///< what was said is said
struct Tick { };
struct MessageTaken { ///< the message is over
    seconds length;
};
struct TakenUp { }; ///< an advocate accepted
struct LostAgain { }; ///< the advocate is gone; the caller stands in line again
struct Resumed { }; ///< the server was away meanwhile
using Event = std::variant<Began, Key, Played, Tick, MessageTaken, TakenUp, LostAgain, Resumed>;

/// Played one after the other, once.
struct Say {
    std::vector<std::string> prompts;
    bool operator==(Say const&) const = default;
};
/// The hold sound, round and round.
struct HoldSound {
    bool operator==(HoldSound const&) const = default;
};
struct SetLanguage {
    std::string language;
    bool operator==(SetLanguage const&) const = default;
};
struct SetDanger {
    bool operator==(SetDanger const&) const = default;
};
struct KeepPlace { ///< and hang up when all is said
    bool operator==(KeepPlace const&) const = default;
};
struct Record {
    bool operator==(Record const&) const = default;
};
struct KeepMessage {
    bool operator==(KeepMessage const&) const = default;
};
struct End { ///< hang up
    bool operator==(End const&) const = default;
};
using Order = std::variant<Say, HoldSound, SetLanguage, SetDanger, KeepPlace, Record, KeepMessage, End>;

struct Step {
    State state;
    std::vector<Order> orders;
};

Step next(State, Event const&, Place const&, Time now);

/// The prompts that say this place and wait, for a test of the words.
std::vector<std::string> place_prompts(State const&, Place const&);
/// Every prompt that the line may name: each must have its words.
std::vector<std::string> all_prompts();

} // namespace reachline::hotline::calls::line
