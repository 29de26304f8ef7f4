#pragma once

// A call, as the advocate's window shows it: who is in it, how each is heard, and what can be done.
//
// The voice itself never passes through here: a window gives its offer (SDP) and finds the answer in
// CallDetail::my_voice. What changed is told as SignalChanged of the call's signal.

#include "edges/console/contract/conversation.hpp"

namespace reachline::hotline {
struct CallBack;
struct CallParty;
} // namespace reachline::hotline

namespace reachline::edges::console::contract {

enum class CallState {
    InLine,
    Ringing, ///< taken up; the advocate's voice is not there yet
    Talking,
    OnHold, ///< the caller hears the hold sound, because somebody here wished so
    Alone, ///< the advocate's voice was lost; the caller hears the hold sound
    Over,
};
BOOST_DESCRIBE_ENUM(CallState, InLine, Ringing, Talking, OnHold, Alone, Over)

/// What the carrier says of the caller's number (STIR/SHAKEN): shown, never trusted.
enum class Attestation { Full, Partial, Gateway, None };
BOOST_DESCRIBE_ENUM(Attestation, Full, Partial, Gateway, None)

enum class PartyKind { Caller, Advocate, Supervisor, Interpreter, Provider, Dispatcher };
BOOST_DESCRIBE_ENUM(PartyKind, Caller, Advocate, Supervisor, Interpreter, Provider, Dispatcher)

enum class PartyState { Dialling, Ringing, Talking, Lost, Left, Failed };
BOOST_DESCRIBE_ENUM(PartyState, Dialling, Ringing, Talking, Lost, Left, Failed)

enum class PartyFailure { Busy, NoAnswer, Declined, Unreachable, Silent };
BOOST_DESCRIBE_ENUM(PartyFailure, Busy, NoAnswer, Declined, Unreachable, Silent)

enum class Watching { Listen, Whisper, Join };
BOOST_DESCRIBE_ENUM(Watching, Listen, Whisper, Join)

enum class VoiceSignal { Good, Fair, Bad };
BOOST_DESCRIBE_ENUM(VoiceSignal, Good, Fair, Bad)

struct VoiceQuality {
    VoiceSignal heard; ///< by the others
    std::optional<VoiceSignal> hears {}; ///< the others; nothing while its end has told nothing
    double lost_percent; ///< of what the party says
    std::optional<double> lost_there_percent {}; ///< of what it is sent
    double jitter_ms;
    double delay_ms;
    int level_db; ///< of what was said last, below full; -90 is silence
};
BOOST_DESCRIBE_STRUCT(VoiceQuality, (),
    (heard, hears, lost_percent, lost_there_percent, jitter_ms, delay_ms, level_db))

struct CallParty {
    Id<hotline::CallParty> id;
    PartyKind kind;
    std::string name; ///< of staff or an organization; never the caller's
    PartyState state;
    std::optional<PartyFailure> failure {};
    bool muted;
    bool held;
    bool apart; ///< alone with the advocate; the caller hears the hold sound
    std::optional<Watching> watching {};
    std::optional<VoiceQuality> quality {};
};
BOOST_DESCRIBE_STRUCT(
    CallParty, (), (id, kind, name, state, failure, muted, held, apart, watching, quality))

enum class MyVoiceState { None, Connecting, Connected, Lost };
BOOST_DESCRIBE_ENUM(MyVoiceState, None, Connecting, Connected, Lost)

struct MyVoice {
    MyVoiceState state;
    std::optional<std::string> answer {}; ///< to my offer (SDP)
};
BOOST_DESCRIBE_STRUCT(MyVoice, (), (state, answer))

struct CallDetail {
    Id<Signal> signal_id;
    CallState state;
    Time since; ///< it is in this state
    std::string trunk;
    Attestation attestation;
    bool has_number; ///< who handles it may look at the caller's number
    std::string language;
    bool danger; ///< they pressed the key that says so
    std::vector<CallParty> parties;
    MyVoice my_voice;
    std::vector<Colleague> watched_by;
    bool may_leave; ///< somebody stays with the caller
    std::optional<Id<hotline::CallBack>> call_back_id {}; ///< they asked to be called
};
BOOST_DESCRIBE_STRUCT(CallDetail, (),
    (signal_id, state, since, trunk, attestation, has_number, language, danger, parties,
        my_voice, watched_by, may_leave, call_back_id))

struct CallerNumber {
    std::optional<std::string> number {}; ///< nothing: withheld, not kept any more, or locked
};
BOOST_DESCRIBE_STRUCT(CallerNumber, (), (number))

/// Earlier contacts that the caller's number may belong to. A number is no person.
struct CalledBefore {
    std::vector<RepeatContact> contacts; ///< the newest first
    bool many_use_it; ///< a shelter's line, a payphone: somebody was told so
};
BOOST_DESCRIBE_STRUCT(CalledBefore, (), (contacts, many_use_it))

struct ManyUseIt {
    bool many_use_it;
};
BOOST_DESCRIBE_STRUCT(ManyUseIt, (), (many_use_it))

/// A browser's offer (SDP), as its page made it.
struct VoiceOffer {
    std::string offer;
};
BOOST_DESCRIBE_STRUCT(VoiceOffer, (), (offer))

struct Mute {
    bool muted;
};
BOOST_DESCRIBE_STRUCT(Mute, (), (muted))

struct Hold {
    bool held;
};
BOOST_DESCRIBE_STRUCT(Hold, (), (held))

struct KeysPressed {
    Id<hotline::CallParty> party_id;
    std::string keys; ///< 0-9, *, #
};
BOOST_DESCRIBE_STRUCT(KeysPressed, (), (party_id, keys))

/// Answer on a registered telephone in place of the browser.
struct AnswerOnPhone {
    std::string phone;
};
BOOST_DESCRIBE_STRUCT(AnswerOnPhone, (), (phone))

enum class CallBackState { Waiting, Calling, Done };
BOOST_DESCRIBE_ENUM(CallBackState, Waiting, Calling, Done)

enum class CallBackOutcome { Reached, NotReachedTryAgain, NotSafe, GivenUp };
BOOST_DESCRIBE_ENUM(CallBackOutcome, Reached, NotReachedTryAgain, NotSafe, GivenUp)

struct CallBackRow {
    Id<hotline::CallBack> id;
    Id<Signal> signal_id;
    CallBackKind kind;
    Time asked_at;
    Time due_at;
    std::string language;
    Words safe_words; ///< what to keep in mind before and while calling
    CallBackState state;
    int tries;
    bool has_sound; ///< there is a message, and it is still kept
    bool may_call; ///< there is a number to call
    std::optional<Colleague> held_by {};
};
BOOST_DESCRIBE_STRUCT(CallBackRow, (),
    (id, signal_id, kind, asked_at, due_at, language, safe_words, state, tries, has_sound,
        may_call, held_by))

struct MessageSound {
    std::string wav; ///< base64
};
BOOST_DESCRIBE_STRUCT(MessageSound, (), (wav))

struct CallBackEnd {
    CallBackOutcome outcome;
};
BOOST_DESCRIBE_STRUCT(CallBackEnd, (), (outcome))

} // namespace reachline::edges::console::contract
