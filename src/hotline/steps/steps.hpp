#pragma once

// What the person chose to do next, from draft to outcome: a safety plan, a follow-up, a report,
// emergency assistance, a referral, a live transfer.
//
// A step says at every moment what it still needs; its state follows from that and is looked at
// again after every change and on every beat, so a consent that ends or is taken back moves a
// waiting step back and stops one that is on its way. Nothing leaves but through the consent gate:
// the page is previewed, decided upon where a supervisor must, and only that page is sent.
//
// To add a kind: a folder with its KindOfStep (kind.hpp), and its name in steps.cpp.

#include "hotline/consent/gate.hpp"

#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace reachline::hotline {

struct Step;

namespace steps {

enum class Kind { SafetyPlan, FollowUp, Report, Emergency, Referral, Transfer };
BOOST_DESCRIBE_ENUM(Kind, SafetyPlan, FollowUp, Report, Emergency, Referral, Transfer)

enum class State {
    Drafted,
    WaitingForConsent,
    WaitingForDecision,
    Ready,
    Sent, ///< released; `sent_at` is set once it was handed over
    Accepted,
    Declined,
    Done,
    Failed,
    Cancelled,
};
BOOST_DESCRIBE_ENUM(State, Drafted, WaitingForConsent, WaitingForDecision, Ready, Sent, Accepted, Declined, Done, Failed, Cancelled)

/// Why a step cannot be taken yet.
enum class Need {
    Nothing,
    Person, ///< there is no potential victim in the case yet
    Recipient,
    Consent, ///< of this person, for this recipient and purpose; or an exception
    Fields, ///< the basis covers nothing that anybody has filled in
    SafeContact, ///< the safe-contact plan allows no such way at that time
    Decision, ///< a supervisor must approve it
    Conversation, ///< a transfer needs a conversation that is going on
};
BOOST_DESCRIBE_ENUM(Need, Nothing, Person, Recipient, Consent, Fields, SafeContact, Decision, Conversation)

enum class EmergencyKind { Shelter, Extraction, Transportation, Handover911 };
BOOST_DESCRIBE_ENUM(EmergencyKind, Shelter, Extraction, Transportation, Handover911)

/// How a follow-up reaches the person. Receipt: nothing goes out; they come back and read it.
enum class ContactWay { Call, Text, Email, Receipt };
BOOST_DESCRIBE_ENUM(ContactWay, Call, Text, Email, Receipt)

enum class Verdict { Approve, Change, Refuse };
BOOST_DESCRIBE_ENUM(Verdict, Approve, Change, Refuse)

/// What a draft says; every part but person and kind may come later.
struct Plan {
    std::optional<Id<Organization>> recipient {};
    std::optional<Id<Consent>> consent {};
    std::optional<Id<Exception>> exception {};
    std::vector<std::string> fields {}; ///< empty: all that the basis covers and somebody filled in
    std::optional<EmergencyKind> emergency {};
    std::optional<ContactWay> way {};
    std::optional<std::string> need_code {}; ///< what is asked for: forms/categories.json, service_type
    std::optional<std::string> rule {}; ///< of the jurisdiction table, for a report
    std::optional<Time> due {};
};

struct StepRow {
    Id<Step> id {};
    Id<Case> subject {};
    Id<Person> person {};
    Kind kind {};
    State state = State::Drafted;
    Need need = Need::Nothing;
    Plan plan {};
    std::optional<Id<Disclosure>> disclosure {};
    std::string outcome {}; ///< a code, or empty
    std::string why_ended {}; ///< code of a decline or a cancellation, or empty
    Id<Account> created_by {};
    Time created_at {};
    std::optional<Id<Account>> decided_by {};
    std::optional<Time> decided_at {};
    std::optional<Verdict> verdict {};
    std::optional<Time> decide_by {};
    std::optional<Time> sent_at {};
    std::optional<Time> answer_due {}; ///< until then the recipient should have acknowledged
    std::optional<Time> acknowledged_at {};
    std::optional<Time> ended_at {};
    std::int64_t attempts = 0;
    std::int64_t version = 1;
};

inline constexpr minutes decide_within { 30 };
inline constexpr std::size_t reason_limit = 2000;

// Drafting.

struct NewStep {
    Id<Person> person;
    Kind kind {};
    Plan plan {};
    std::string reason {}; ///< why this is the right step, for who decides; sealed
    std::string idempotency_key {};
};
Result<StepRow> draft(World&, Actor const&, NewStep const&);
/// Changes a step that was not sent; what was approved must be approved again.
Result<StepRow> change(World&, Actor const&, Id<Step>, std::int64_t version, Plan const&, std::optional<std::string> reason);
/// `reason` is a code: person_changed_mind, no_longer_needed, mistake.
Result<StepRow> cancel(World&, Actor const&, Id<Step>, std::string const& reason);
/// How it ended, in a code of its kind.
Result<StepRow> finish(World&, Actor const&, Id<Step>, std::string const& outcome);

// Sending.

/// What would leave, or be said: for a follow-up, the words to say.
Result<consent::Page> preview(World&, Actor const&, Id<Step>);
/// `shown` is the hash of the preview that was looked at.
Result<StepRow> send(World&, Actor const&, Id<Step>, ByteView shown);
/// By a supervisor who did not draft it. Approval holds for the very page that it was given for.
Result<StepRow> decide(World&, Actor const&, Id<Step>, Verdict, std::string const& reason);
/// A withdrawal, and what follows from it for every step, in one go.
Result<consent::Withdrawn> withdraw(World&, Actor const&, Id<Consent>, std::string const& how);
/// The same for all that the holder of a conversation's number takes back.
Result<consent::Withdrawn> take_back(World&, Id<Signal> conversation);

// Looking.

Result<StepRow> find(World&, Actor const&, Id<Step>);
/// Open ones first, then the newest.
Result<std::vector<StepRow>> steps_of(World&, Actor const&, Id<Case>);
struct StepWords {
    PrivateText reason, decision_reason;
    Reading reading;
};
Result<StepWords> read_words(World&, Actor const&, Id<Step>);
/// The six ways on, for each potential victim of the case, and what each still needs.
struct Option {
    Kind kind {};
    Id<Person> person;
    Need need {};
};
Result<std::vector<Option>> options(World&, Actor const&, Id<Case>);
/// What waits for a supervisor, the tightest clock first.
Result<std::vector<StepRow>> decisions(World&, Actor const&);
/// Reports that only have to be sent, the tightest clock first; for who sends reports.
Result<std::vector<StepRow>> reports_to_send(World&, Actor const&);
/// The fields that a step not yet sent names, and that no consent or exception in force covers.
Result<std::vector<std::string>> uncovered_fields(World&, StepRow const&);
std::vector<std::string> outcomes_of(Kind);
std::vector<std::string> cancel_reasons();

// The clock's side.

/// Looks at every open step again; raises what is late. Idempotent.
Done tick(World&);
/// Hands over what was released. Called after a commit that made a wish, and on every beat.
Done deliver_due(World&);
/// `present`: accounts whose console is open now. A supervisor among them has been rung.
Done ring_supervisors(World&, std::vector<Id<Account>> const& present);

} // namespace steps
} // namespace reachline::hotline
