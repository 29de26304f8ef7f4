#pragma once

// The line: everybody who waits, in the order in which they will be answered, and what is mine.

#include "edges/console/contract/staff.hpp"

namespace reachline::edges::console::contract {

using hotline::Case;
using hotline::Signal;

enum class Channel { Call, Text, Webchat, Tip, Email, Other };
BOOST_DESCRIBE_ENUM(Channel, Call, Text, Webchat, Tip, Email, Other)

/// The classes of the line, the most pressing first (design D7). A message is what a caller left.
enum class LineClass { Danger, Call, Chat, Message, Tip, Email };
BOOST_DESCRIBE_ENUM(LineClass, Danger, Call, Chat, Message, Tip, Email)

enum class SignalState { Waiting, Active, WrapUp, Closed, Abandoned, Refused, Lost };
BOOST_DESCRIBE_ENUM(SignalState, Waiting, Active, WrapUp, Closed, Abandoned, Refused, Lost)

/// Whether it is safe for the person to write just now. NotSafe also when they pressed "somebody
/// came in".
enum class Safety { Unknown, Safe, NotSafe };
BOOST_DESCRIBE_ENUM(Safety, Unknown, Safe, NotSafe)

struct LineRow {
    Id<Signal> id;
    Channel channel;
    LineClass line_class;
    SignalState state;
    std::string language; ///< BCP 47; "und" while nobody knows
    Time arrived_at;
    /// They wait for us since then: a first answer, or a reply.
    std::optional<Time> waiting_since {};
    std::optional<Colleague> held_by {};
    bool mine;
    Safety safety;
    bool by_hand; ///< written down by an advocate
    bool offered; ///< to somebody, just now
    bool returned; ///< came back by receipt, words or a known address
    int unread; ///< messages since I last looked, if it is mine
    std::optional<Id<Case>> case_id {};
    std::optional<std::string> case_number {};
};
BOOST_DESCRIBE_STRUCT(LineRow, (),
    (id, channel, line_class, state, language, arrived_at, waiting_since, held_by, mine, safety,
        by_hand, offered, returned, unread, case_id, case_number))

struct OnNow {
    Colleague who;
    PresenceState state;
    std::vector<std::string> languages;
    int holding;
};
BOOST_DESCRIBE_STRUCT(OnNow, (), (who, state, languages, holding))

enum class CallBackKind { PlaceKept, Voicemail };
BOOST_DESCRIBE_ENUM(CallBackKind, PlaceKept, Voicemail)

/// A call that is ours to make: who accepts it calls somebody who may not be alone.
struct OwedCall {
    CallBackKind kind;
    Words safe_words; ///< what to keep in mind before and while calling
};
BOOST_DESCRIBE_STRUCT(OwedCall, (), (kind, safe_words))

/// One signal that the desk offers to me, until `expires_at`.
struct Offer {
    Id<Signal> signal_id;
    Channel channel;
    LineClass line_class;
    std::string language;
    Time waiting_since;
    Time expires_at;
    bool to_everybody;
    std::optional<OwedCall> owed_call {};
};
BOOST_DESCRIBE_STRUCT(Offer, (),
    (signal_id, channel, line_class, language, waiting_since, expires_at, to_everybody, owed_call))

/// It was offered to me; then the caller chose a language that somebody else speaks.
struct MovedOffer {
    Id<Signal> signal_id;
    std::string language;
    Time at;
};
BOOST_DESCRIBE_STRUCT(MovedOffer, (), (signal_id, language, at))

struct LineCounts {
    int waiting;
    int danger;
    int tips; ///< tips and e-mails that nobody has taken up yet
    int follow_ups_due;
    int decisions; ///< that wait for a supervisor; 0 for who may not decide
    int reports_to_send; ///< 0 for who may not send them
    int alarms;
};
BOOST_DESCRIBE_STRUCT(LineCounts, (), (waiting, danger, tips, follow_ups_due, decisions, reports_to_send, alarms))

struct Line {
    Time as_of; ///< the server's clock, so that waits are counted by one clock only
    std::vector<LineRow> rows; ///< mine first, then who waits in the order of the line
    LineCounts counts;
    std::vector<OnNow> on_now;
    std::vector<Offer> offers; ///< to me
    std::vector<MovedOffer> moved; ///< in the last half minute
};
BOOST_DESCRIBE_STRUCT(Line, (), (as_of, rows, counts, on_now, offers, moved))

} // namespace reachline::edges::console::contract
