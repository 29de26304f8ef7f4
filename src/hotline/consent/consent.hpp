#pragma once

// What a person agreed to: ONE recipient, ONE purpose, these fields, until then.
//
// The default of everything is no. A consent is a row that nobody can change or widen; it can only
// end: by its date, or by one word of the person on any channel, at once. Rules C1-C11 of the
// threat model are kept here and, a second time, by the database (migrations/).

#include "hotline/cases/person.hpp"
#include "hotline/consent/recipients.hpp"

namespace reachline::hotline {
struct Consent;
struct Disclosure;
struct Exception;
}

namespace reachline::hotline::consent {

enum class Purpose {
    FollowUp, ///< the hotline itself contacts the person again; its recipient is the_hotline
    Referral,
    LiveTransfer,
    LeReport,
    ChildWelfareReport,
    EmergencyCoordination,
    Interpreter,
    RecordsRequest,
};
BOOST_DESCRIBE_ENUM(Purpose, FollowUp, Referral, LiveTransfer, LeReport, ChildWelfareReport, EmergencyCoordination, Interpreter, RecordsRequest)

enum class GivenBy { Self, Guardian, Both };
BOOST_DESCRIBE_ENUM(GivenBy, Self, Guardian, Both)

/// The strongest first.
enum class Method { SignedPaper, EsignInSession, TypedInChat, TextReply, VerbalTwoStaff, VerbalOneStaff };
BOOST_DESCRIBE_ENUM(Method, SignedPaper, EsignInSession, TypedInChat, TextReply, VerbalTwoStaff, VerbalOneStaff)

enum class State {
    Active,
    PendingPrivate, ///< said while in doubt or under duress: held until repeated in private
    Revoked,
    Expired,
};
BOOST_DESCRIBE_ENUM(State, Active, PendingPrivate, Revoked, Expired)

inline constexpr Days longest_life { 90 }; ///< a renewal is a new row

struct NewConsent {
    Id<Person> person;
    Purpose purpose {};
    Id<Organization> recipient;
    std::vector<std::string> fields {}; ///< codes; none by default
    GivenBy given_by = GivenBy::Self;
    Method method {};
    std::string language = "en";
    std::optional<std::string> interpreter {}; ///< needed for a language without an approved script
    std::int64_t script_version = 0; ///< that was read out; must be the newest
    bool told_risks = false;
    bool told_not_condition = false; ///< that help does not depend on it: without this, no consent
    bool duress_suspected = false;
    std::optional<std::string> minor_alone_rule {}; ///< by which law this minor may consent alone
    std::optional<Id<Account>> witness {}; ///< the second of two who heard it
    std::optional<Time> valid_from {}; ///< now, if nothing is said
    std::optional<Time> valid_until {}; ///< the script's default life from then, if nothing is said
    std::optional<std::int64_t> max_uses {};
    std::string idempotency_key {};
};

struct ConsentRow {
    Id<Consent> id;
    Id<Case> subject;
    Id<Person> person;
    Purpose purpose {};
    Id<Organization> recipient;
    std::vector<std::string> fields;
    GivenBy given_by {};
    Method method {};
    std::string language;
    std::optional<std::string> interpreter;
    std::int64_t script_version = 0;
    Time valid_from;
    Time valid_until;
    std::optional<std::int64_t> max_uses;
    State state {}; ///< Expired from its last moment on, whether or not the tick has passed
    Id<Account> recorded_by;
    Time recorded_at;
    std::optional<Time> revoked_at;
    std::optional<std::string> revoked_how;
};

/// Records a yes. NotAllowed where a rule forbids it, with the rule's reason; in doubt or under
/// duress the consent is kept as PendingPrivate and carries nothing.
Result<Id<Consent>> give(World&, Actor const&, NewConsent const&);
/// The person said it again, alone and clear: what was held is in force.
Done repeat_in_private(World&, Actor const&, Id<Consent>);

/// Ends a consent at once, whoever of the hotline hears it, or by the person's own receipt:
/// what waits is cancelled, the recipient's portal shows nothing of it any more.
/// `how`: said, written, by_receipt. No fault for one that has ended.
struct Withdrawn {
    std::vector<Id<Disclosure>> cancelled; ///< had not left
    std::vector<Id<Disclosure>> taken_back; ///< had left: the recipient can open it no more
};
Result<Withdrawn> withdraw(World&, Actor const&, Id<Consent>, std::string const& how);
/// Every live consent of a person in one word.
Result<Withdrawn> withdraw_all(World&, Actor const&, Id<Person>, std::string const& how);

/// Who holds the number of a conversation takes back everything, with nobody's help and without
/// being shown what it was (decision page 0018): what was agreed to there, and whatever else those
/// have agreed to who agreed there for themselves. What others of its cases agreed to stays. An
/// alarm sends somebody to each case that had a consent in force, since a number may be in the wrong hands.
Result<Withdrawn> take_back(World&, Id<Signal> conversation);

/// A no is an answer that is kept. It may be asked once more in the same contact and then not
/// again: NotAllowed for a third time, and a yes after two is NotAllowed too.
Done refuse(World&, Actor const&, Id<Person>, Purpose, Id<Organization>);
struct Refusal {
    Id<Person> person;
    Purpose purpose {};
    Id<Organization> recipient;
    Time at;
};
Result<std::vector<Refusal>> refusals_of(World&, Actor const&, Id<Case>);
/// Whether it may be asked (again) in this contact.
Result<bool> may_ask(World&, Id<Person>, Purpose, Id<Organization>);

Result<ConsentRow> find(World&, Actor const&, Id<Consent>);
/// Live ones first, then the newest.
Result<std::vector<ConsentRow>> consents_of(World&, Actor const&, Id<Case>);
/// The consent in force for this person, recipient and purpose that covers most, if any.
Result<std::optional<ConsentRow>> in_force(World&, Id<Person>, Id<Organization>, Purpose);

/// The tick: what has ended ends, and its recipient can open nothing of it any more.
Result<std::size_t> expire(World&);

} // namespace reachline::hotline::consent
