#pragma once

// A signal is one incoming communication: a call, a text, a webchat, an online tip, an e-mail, or
// one that an advocate writes down by hand. Every signal leaves a row, whatever becomes of it, and
// every acknowledged word of it is on disk, sealed.
//
// The signaler is known by a token alone (256 random bits made before the first word is sent, so a
// repeated post finds the same conversation) and, if they wish to come back, by the 16 digits of a
// receipt that follow from the token.

#include "base/private.hpp"
#include "hotline/audit/audit.hpp"
#include "hotline/people/people.hpp"
#include "hotline/world.hpp"

#include <boost/describe/enum.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace reachline::hotline::signals {

enum class Channel { Call, Text, Webchat, Tip, Email, Other };
BOOST_DESCRIBE_ENUM(Channel, Call, Text, Webchat, Tip, Email, Other)

enum class State { Waiting, Active, WrapUp, Closed, Abandoned, Refused, Lost };
BOOST_DESCRIBE_ENUM(State, Waiting, Active, WrapUp, Closed, Abandoned, Refused, Lost)

/// The order of the line: danger first, then who waits live, then what can wait.
enum class Class { Danger, Call, Chat, Message, Tip, Email };
BOOST_DESCRIBE_ENUM(Class, Danger, Call, Chat, Message, Tip, Email)

/// Reason for contact (domain.md 2.2); proposed by the person, settled at wrap-up.
enum class Reason { Unknown, Crisis, Tip, Referral, Training, GeneralInformation, HighRisk, Unrelated, Missed };
BOOST_DESCRIBE_ENUM(Reason, Unknown, Crisis, Tip, Referral, Training, GeneralInformation, HighRisk, Unrelated, Missed)

/// Whether it is safe for the person to write just now.
enum class Safety { Unknown, Safe, NotSafe };
BOOST_DESCRIBE_ENUM(Safety, Unknown, Safe, NotSafe)

enum class Direction { FromPerson, FromStaff, FromPartner, FromHotline };
BOOST_DESCRIBE_ENUM(Direction, FromPerson, FromStaff, FromPartner, FromHotline)

inline constexpr std::size_t message_limit = 8 * 1024; ///< bytes of one chat message
inline constexpr std::size_t tip_limit = 64 * 1024; ///< bytes of all answers of a tip
inline constexpr hours transcript_life { 72 }; ///< a chat's words after its close
inline constexpr Days tip_life { 90 }; ///< a tip's words after its close
inline constexpr Days receipt_life { 90 };

struct SignalRow {
    Id<Signal> id;
    Channel channel {};
    bool by_hand = false;
    State state {};
    Class line_class {};
    Reason reason {};
    std::string language;
    std::optional<std::string> origin_state;
    Safety safety {};
    std::optional<Time> safety_asked_at;
    Time arrived;
    std::optional<Time> waiting_since;
    std::optional<Time> answered_at;
    std::optional<Time> ended_at;
    Time last_heard;
    std::optional<Id<Account>> handler;
    std::optional<Id<Organization>> organization;
    Id<Folder> folder;
    std::int64_t messages = 0;
    std::int64_t read_up_to = 0;
    std::int64_t returned = 0;
    std::optional<std::string> interpreter;
    bool shredded = false;
};

struct MessageRow {
    Id<Message> id;
    std::int64_t position = 0;
    Direction direction {};
    std::optional<Id<Account>> author;
    Time at;
    std::optional<PrivateText> text; ///< nothing once shredded, or while the vault is locked
};

/// What a look at a conversation gives: its words, and the right to see them for this command.
struct Thread {
    std::vector<MessageRow> messages;
    Reading reading;
};

// The signaler's side. Every verb here is idempotent by its token or its key.

struct NewSignal {
    std::string token; ///< 64 hexadecimal digits, made by the edge before the first post
    Channel channel = Channel::Webchat;
    std::string language = "en"; ///< BCP 47
    std::optional<std::string> origin_state {}; ///< "TX"
    Reason reason = Reason::Unknown;
    Safety safety = Safety::Unknown;
    bool danger = false;
    std::string first_words {}; ///< empty: nothing written yet
    std::map<std::string, std::string> answers {}; ///< of a tip: field code -> text
    bool urgent = false; ///< of a tip: happening now or within 24 hours
};

struct Opened {
    Id<Signal> id;
    std::string receipt; ///< 16 digits, the same for the same token
};

/// NotFound for a token whose conversation was hidden, or has a newer window.
Result<Opened> open(World&, NewSignal const&);

/// NotFound alike for every token that opens nothing.
Result<SignalRow> find_by_token(World&, std::string_view token);

/// The signal that a receipt belongs to, looked up on a worker's read-only connection; takes as
/// long for a wrong receipt as for a right one. NotFound alike for never existed, expired, erased
/// and mistyped.
Result<Id<Signal>> find_by_receipt(store::Database&, std::string_view digits, Time now);

/// A fresh token for a signal found by receipt; the old window no longer opens it.
Result<Opened> come_back(World&, Id<Signal>, std::string const& new_token);

/// A word from the person. Wakes a closed conversation up: it stands in line again.
Result<std::int64_t> write_from_person(
    World&, Id<Signal>, std::string const& text, std::string const& idempotency_key);

/// "Somebody came in": hides the conversation from this window and tells the advocate.
Done hide(World&, Id<Signal>);
Done set_safety(World&, Actor const&, Id<Signal>, Safety);
/// The person is still there (an open window, a refresh). Cheap; written at most every 15 s.
Done heard_from(World&, Id<Signal>);
/// The person left. In line: abandoned; in conversation: the advocate sees it.
Done leave(World&, Id<Signal>);

/// All words as the person may see them; texts are missing while the hotline's vault is locked.
Result<Thread> thread_for_person(World&, Id<Signal>);

/// Who wrote last, and when; nothing in an empty conversation. Reads no word.
struct LastWord {
    Direction direction {};
    Time at;
};
Result<std::optional<LastWord>> last_word(World&, Id<Signal>);

// The staff's side.

Result<SignalRow> find(World&, Id<Signal>);
/// What is in this advocate's hands: active and to be wrapped up.
Result<std::vector<SignalRow>> in_hands_of(World&, Id<Account>);
/// Everything in conversation, in anybody's hands (for supervisors).
Result<std::vector<SignalRow>> active(World&);
/// Whether `actor` may see the words of this signal: who handles it, or a supervisor; for a tip
/// that nobody handles, any advocate.
bool may_open(Actor const&, SignalRow const&);

Result<Id<Signal>> record_by_hand(World&, Actor const&, NewSignal const&);
/// Puts the signal into the hands of `actor`. Conflict if somebody else was first.
Done claim(World&, Actor const&, Id<Signal>);
/// Back into the line, in its old place.
Done release(World&, Actor const&, Id<Signal>);
Result<std::int64_t> write_from_staff(
    World&, Actor const&, Id<Signal>, std::string const& text, std::string const& idempotency_key);
/// The whole conversation; one reading.
Result<Thread> read_thread(World&, Actor const&, Id<Signal>);
/// A tip's answers, a JSON object of field code -> text; one reading.
struct TipAnswers {
    bool urgent = false;
    PrivateText answers;
    Reading reading;
};
Result<TipAnswers> read_answers(World&, Actor const&, Id<Signal>);

/// Asks in `question`, words in the person's language, whether it is safe to write.
Result<std::int64_t> ask_safety(World&, Actor const&, Id<Signal>, std::string const& question,
    std::string const& idempotency_key);
/// The conversation is over; what is left is to write down how it went.
Done end(World&, Actor const&, Id<Signal>);
struct WrapUp {
    std::optional<Reason> reason;
    std::string codes; ///< JSON object: list of forms/categories.json -> codes chosen
    bool finished = false; ///< closes the signal; false keeps a draft
};
Done wrap_up(World&, Actor const&, Id<Signal>, WrapUp const&);
Result<std::optional<WrapUp>> wrap_up_of(World&, Id<Signal>);
/// Its handler has looked at everything written so far.
Done mark_read(World&, Actor const&, Id<Signal>);
Done set_language(World&, Actor const&, Id<Signal>, std::string const& language,
    std::optional<std::string> const& interpreter);

// A partner in the conversation (live transfer). Words written while the partner is there are
// sealed for its vault too; when it leaves, or consent ends, it can read nothing of them.

Done add_party(World&, Actor const&, Id<Signal>, Id<Organization>, Id<Vault>);
Done remove_party(World&, Actor const&, Id<Signal>, Id<Vault>);
/// The partner is gone and no advocate is there: the person stands in line again, first of all.
Done return_to_line(World&, Actor const&, Id<Signal>);
Result<std::int64_t> write_from_partner(
    World&, Actor const&, Id<Signal>, std::string const& text, std::string const& idempotency_key);
/// What was written since the partner came in, opened with the partner's vault.
Result<Thread> read_thread_as_partner(World&, Actor const&, Id<Signal>, Id<Vault>);

// A call's side. Its voice is in the voice process; these are what its keys and its end change here.

Done choose_language(World&, Id<Signal>, std::string const& language);
/// From now on first of all in the line.
Done raise_to_danger(World&, Id<Signal>);
/// They left a message and hung up: it stands behind who waits live. Danger stays danger.
Done left_message(World&, Id<Signal>);
/// They hung up in line (Abandoned), we could not take them (Refused), or the carrier lost them
/// (Lost). Nothing happens to a signal that somebody handles.
Done end_unanswered(World&, Id<Signal>, State);
/// They hung up: what is left is to write down how it went.
Done end_by_person(World&, Id<Signal>);
/// Whoever was with them is gone: they stand in line again, in the place of their arrival.
Done back_to_line(World&, Id<Signal>);

// The clock's side.

/// Ends what is silent (a chat in line unheard of for `patience`) as abandoned.
Result<std::size_t> abandon_silent(World&, milliseconds patience);
/// Destroys the words whose time has come.
Result<std::size_t> shred_due(World&);

} // namespace reachline::hotline::signals
