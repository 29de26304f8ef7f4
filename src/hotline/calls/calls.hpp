#pragma once

// A call is a signal of channel Call whose voice is in the voice process. Its parties are those who
// are in it: the caller, the advocate, a supervisor, and whom the advocate adds.
//
// Every verb writes what shall be and lets `settle()` carry it out: settle looks at the signal, the
// parties and the line, and orders what differs from what was ordered last. So a lost message, a
// restart of the server or of the voice process is put right by the same few lines that do the
// ordinary work. A call leaves its row whatever becomes of it.

#include "hotline/audit/audit.hpp"
#include "hotline/calls/arrangement.hpp"
#include "hotline/calls/line.hpp"
#include "hotline/calls/orders.hpp"
#include "hotline/signals/signals.hpp"

namespace reachline::hotline {

struct CallParty;

namespace calls {

struct Rules {
    seconds lost_advocate = seconds(20); ///< to come back before the caller stands in line again
    seconds slow_advocate = seconds(30); ///< from taking a call up to the voice being there
    seconds ring_party = seconds(45); ///< another who does not answer
    seconds short_call = seconds(10); ///< who hung up sooner may have dialled wrong
};

/// What the carrier says of the caller's number: shown, never trusted.
enum class Attestation { Full, Partial, Gateway, None };
BOOST_DESCRIBE_ENUM(Attestation, Full, Partial, Gateway, None)

enum class PartyState {
    Dialling,
    Ringing,
    Talking,
    Lost, ///< the voice of staff went; they may come back
    Left,
    Failed,
};
BOOST_DESCRIBE_ENUM(PartyState, Dialling, Ringing, Talking, Lost, Left, Failed)

enum class Failure { Busy, NoAnswer, Declined, Unreachable, Silent };
BOOST_DESCRIBE_ENUM(Failure, Busy, NoAnswer, Declined, Unreachable, Silent)

enum class Ending { Answered, Abandoned, AbandonedShort, Refused, Lost, AskedCallBack, LeftMessage };
BOOST_DESCRIBE_ENUM(
    Ending, Answered, Abandoned, AbandonedShort, Refused, Lost, AskedCallBack, LeftMessage)

/// As it stands, for a window.
enum class State { InLine, Ringing, Talking, OnHold, Alone, Over };
BOOST_DESCRIBE_ENUM(State, InLine, Ringing, Talking, OnHold, Alone, Over)

struct CallRow {
    Id<Signal> signal;
    std::string trunk;
    Attestation attestation = Attestation::None;
    std::optional<std::int64_t> room {};
    line::Stage stage {};
    Time stage_since;
    std::optional<Time> said_at {};
    std::string sound {}; ///< what the line plays now
    bool goes_on = false; ///< the advocate left; those who stay go on
    std::optional<Time> ended_at {};
    std::optional<Ending> ending {};

    bool is_over() const { return ended_at.has_value(); }
    bool operator==(CallRow const&) const = default;
};

/// A line as it is now, each way for itself.
struct Quality {
    double lost_percent = 0; ///< of what the party says
    double jitter_ms = 0, delay_ms = 0;
    std::int64_t level_db = 0;
    std::optional<double> lost_there_percent {}; ///< of what it is sent; its end tells it, or nobody knows
};

enum class Heard { Good, Fair, Bad };
BOOST_DESCRIBE_ENUM(Heard, Good, Fair, Bad)

/// How others hear the party. What a person notices: lost words first, then how late they come
/// (ITU-T G.114: 150 ms is not noticed, beyond 400 ms two people fall into each other's words).
Heard heard(Quality const&);
/// How the party hears the others, by the same loss; nothing while its end has told nothing.
std::optional<Heard> hears(Quality const&);

struct PartyRow {
    Id<CallParty> id {};
    Id<Signal> call {};
    PartyKind kind {};
    std::optional<Id<Account>> account {};
    std::string name {};
    std::optional<std::int64_t> subject {}; ///< its row in the list that it was found in
    PartyState state = PartyState::Dialling;
    std::optional<Failure> failure {};
    Time since {};
    Time began_at {};
    std::optional<Id<Leg>> leg {};
    std::int64_t tries = 0;
    std::optional<std::string> answer {}; ///< what its browser must be given
    std::optional<std::string> phone {};
    bool has_number = false;
    bool muted = false, held = false, apart = false;
    std::optional<Watching> watching {};
    std::string told {}; ///< how its leg was last placed
    std::optional<Quality> quality {};

    bool is_here() const { return state == PartyState::Talking && leg.has_value(); }
    /// Somebody whom the caller talks to, or could.
    bool is_company() const
    {
        return kind != PartyKind::Caller && is_here() && !apart && !held && watching != Watching::Listen
            && watching != Watching::Whisper;
    }
    /// On the way or here; `Lost` staff may still come back.
    bool is_in() const { return state != PartyState::Left && state != PartyState::Failed; }
};

// Looking.

Result<CallRow> find(World&, Id<Signal>);
/// Whether this signal is a call of the voice process, over or not.
Result<bool> is_call(World&, Id<Signal>);
Result<std::vector<PartyRow>> parties(World&, Id<Signal>);
Result<PartyRow> party(World&, Id<CallParty>);
/// Who runs now, the oldest first.
Result<std::vector<CallRow>> running(World&);
State state_of(CallRow const&, signals::SignalRow const&, std::vector<PartyRow> const&);
/// Since when it is so.
Time since(CallRow const&, std::vector<PartyRow> const&, State);
/// The call, for who handles its signal; NotFound for everybody else.
Result<CallRow> held_by(World&, Actor const&, Id<Signal>);

struct SeenNumber {
    PrivateText number;
    Reading reading;
};
/// The caller's number, for who handles the call, until it is closed; one reading. Nothing when it
/// is not known, not kept any more, or the vault is locked.
Result<std::optional<SeenNumber>> caller_number(
    World&, Actor const&, Id<Signal>, audit::Purpose = audit::Purpose::AnswerSignal);

// The advocate's verbs.

/// A browser's voice joins as `actor`'s: the handler's. A second window takes the place of the first.
Done open_voice(World&, Actor const&, Id<Signal>, std::string const& offer);
/// A registered telephone rings in place of the browser.
Done ring_phone(World&, Actor const&, Id<Signal>, std::string const& phone);
/// The voice of this window leaves; the caller hears the hold sound.
Done leave_voice(World&, Actor const&, Id<Signal>);
Done mute(World&, Actor const&, Id<Signal>, bool muted);
Done hold(World&, Actor const&, Id<Signal>, bool held);
/// Keys for the far end of one party.
Done press(World&, Actor const&, Id<Signal>, Id<CallParty>, std::string const& keys);
/// Ends it for all; the signal goes to wrap-up.
Done hang_up(World&, Actor const&, Id<Signal>);

// What others of this folder and the third parties' verbs are made of. They ask no permission.

struct NewParty {
    Id<Signal> call;
    PartyKind kind {};
    std::string name {};
    std::optional<std::int64_t> subject {};
    PrivateText number {};
    bool apart = false;
};
/// Dials one more and writes who was added by whom. Conflict when the call is over. The number is
/// opened under `reading`.
Result<Id<CallParty>> add_party(World&, Actor const&, NewParty const&, Reading const&);
/// One of staff joins by browser; `watching` for who only looks after it.
Result<Id<CallParty>> add_staff(World&, Actor const&, Id<Signal>, PartyKind, std::string const& offer,
    std::optional<Watching> = {});
Done set_apart(World&, Actor const&, Id<CallParty>, bool apart);
Done set_watching(World&, Actor const&, Id<CallParty>, Watching);
/// Hangs up on one party.
Done drop(World&, Actor const&, Id<CallParty>);
/// The handler leaves and those who stay go on; the signal goes to wrap-up. Conflict when nobody
/// would stay with the caller.
Done leave_others(World&, Actor const&, Id<Signal>);
/// Whether somebody but the handler is with the caller, so that it may be left.
bool may_leave(std::vector<PartyRow> const&);

/// Looks at one call and orders what is missing. Idempotent; every verb ends with it.
Done settle(World&, Id<Signal>, Rules const& = {});
/// For the beat: every running call.
Done settle_all(World&, Rules const& = {});
/// For the beat: forgets numbers and messages of signals whose words were destroyed.
Done forget_destroyed(World&);

} // namespace calls
} // namespace reachline::hotline
