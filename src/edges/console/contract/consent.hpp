#pragma once

// What a person agreed to: one recipient, one purpose, these fields, until then. And the few
// exceptions for which something may leave without: requested by one, decided by another.
//
// Rules C1-C25 of the threat model are checked by the server; the console only makes them easy.

#include "edges/console/contract/case_.hpp"

namespace reachline::edges::console::contract {

using hotline::Step;

/// The purposes of forms/consent_scripts.json.
enum class Purpose {
    FollowUp,
    Referral,
    LiveTransfer,
    LeReport,
    ChildWelfareReport,
    EmergencyCoordination,
    Interpreter,
    RecordsRequest
};
BOOST_DESCRIBE_ENUM(Purpose, FollowUp, Referral, LiveTransfer, LeReport, ChildWelfareReport,
    EmergencyCoordination, Interpreter, RecordsRequest)

enum class GivenBy { Self, Guardian, Both };
BOOST_DESCRIBE_ENUM(GivenBy, Self, Guardian, Both)

/// The strongest first.
enum class Method {
    SignedPaper,
    EsignInSession,
    TypedInChat,
    TextReply,
    VerbalTwoStaff,
    VerbalOneStaff
};
BOOST_DESCRIBE_ENUM(
    Method, SignedPaper, EsignInSession, TypedInChat, TextReply, VerbalTwoStaff, VerbalOneStaff)

enum class ConsentState {
    Active,
    PendingPrivate, ///< said while in doubt or under duress: held until repeated in private
    Revoked,
    Expired,
};
BOOST_DESCRIBE_ENUM(ConsentState, Active, PendingPrivate, Revoked, Expired)

/// What has left under a consent or an exception.
struct DisclosureRow {
    Id<hotline::Disclosure> id;
    Id<Step> step_id;
    Recipient recipient;
    std::vector<std::string> fields;
    Time sent_at;
    std::optional<Time> acknowledged_at {};
};
BOOST_DESCRIBE_STRUCT(DisclosureRow, (), (id, step_id, recipient, fields, sent_at, acknowledged_at))

struct ConsentRow {
    Id<hotline::Consent> id;
    Id<Person> person_id;
    GivenBy given_by;
    Purpose purpose;
    Recipient recipient;
    std::vector<std::string> fields;
    Method method;
    std::string language;
    std::optional<std::string> interpreter {};
    int script_version;
    Time valid_from;
    Time valid_until;
    ConsentState state;
    Colleague recorded_by;
    std::optional<Time> revoked_at {};
    std::vector<DisclosureRow> left; ///< shown honestly, also after a withdrawal
};
BOOST_DESCRIBE_STRUCT(ConsentRow, (),
    (id, person_id, given_by, purpose, recipient, fields, method, language, interpreter,
        script_version, valid_from, valid_until, state, recorded_by, revoked_at, left))

struct NewConsent {
    Id<Person> person_id;
    GivenBy given_by;
    Purpose purpose;
    Id<Organization> recipient_id;
    std::vector<std::string> fields;
    Method method;
    std::string language;
    std::optional<std::string> interpreter {};
    int script_version;
    bool told_risks;
    bool told_not_condition; ///< that help does not depend on it; without this it is no consent
    bool duress_suspected;
    /// The second of two who heard it, for verbal_two_staff.
    std::optional<Id<Account>> witness_id {};
    /// By which law this minor may consent alone.
    std::optional<std::string> minor_alone_rule {};
    Time valid_until;
    std::string idempotency_key;
};
BOOST_DESCRIBE_STRUCT(NewConsent, (),
    (person_id, given_by, purpose, recipient_id, fields, method, language, interpreter,
        script_version, told_risks, told_not_condition, duress_suspected, witness_id,
        minor_alone_rule, valid_until, idempotency_key))

struct Withdrawal {
    std::string how; ///< said, written, by_receipt
};
BOOST_DESCRIBE_STRUCT(Withdrawal, (), (how))

/// A refusal is an answer: it is kept, so that nobody asks the same again in this contact.
struct ConsentRefusal {
    Id<Person> person_id;
    Purpose purpose;
    Id<Organization> recipient_id;
};
BOOST_DESCRIBE_STRUCT(ConsentRefusal, (), (person_id, purpose, recipient_id))

struct RefusalRow {
    Id<Person> person_id;
    Purpose purpose;
    Recipient recipient;
    Time at;
};
BOOST_DESCRIBE_STRUCT(RefusalRow, (), (person_id, purpose, recipient, at))

struct Consents {
    std::vector<ConsentRow> consents; ///< live ones first, then the newest
    std::vector<RefusalRow> refusals;
};
BOOST_DESCRIBE_STRUCT(Consents, (), (consents, refusals))

struct PurposeForm {
    Purpose code;
    Words title;
    int script_version;
    /// The words to say aloud, in order, with {recipient}, {fields}, {purpose} and {until} to be
    /// filled in.
    std::vector<Words> script;
    int default_hours;
    int longest_hours;
    /// provider, law_enforcement, child_welfare, psap, hotline
    std::vector<std::string> recipient_kinds;
};
BOOST_DESCRIBE_STRUCT(PurposeForm, (),
    (code, title, script_version, script, default_hours, longest_hours, recipient_kinds))

struct ConsentForm {
    std::vector<PurposeForm> purposes;
    std::vector<Method> methods; ///< those that the policy allows, the strongest first
    std::vector<std::string> approved_languages; ///< any other needs an interpreter
    Recipient hotline; ///< who receives a consent to follow-up
};
BOOST_DESCRIBE_STRUCT(ConsentForm, (), (purposes, methods, approved_languages, hotline))

// Exceptions

enum class ExceptionKind { MinorAbuse, ImminentDanger, CourtOrder, Statute, Directive };
BOOST_DESCRIBE_ENUM(ExceptionKind, MinorAbuse, ImminentDanger, CourtOrder, Statute, Directive)

enum class ExceptionState {
    Requested,
    Approved,
    Refused,
    Corrected, ///< acted upon alone, and the supervisor saw it otherwise: it carries nothing more
    Expired,
};
BOOST_DESCRIBE_ENUM(ExceptionState, Requested, Approved, Refused, Corrected, Expired)

struct ExceptionRow {
    Id<hotline::Exception> id;
    Id<Case> case_id;
    Id<Person> person_id;
    ExceptionKind kind;
    std::string rule; ///< of the jurisdiction table, or a citation
    Recipient recipient;
    std::vector<std::string> fields;
    std::vector<std::string> observations; ///< codes
    std::string facts; ///< in words, not verbatim
    bool solo; ///< imminent danger, acted upon alone
    bool told_person;
    ExceptionState state;
    Colleague requested_by;
    Time requested_at;
    std::optional<Colleague> decided_by {};
    std::optional<Time> decided_at {};
    std::optional<std::string> decision_reason {};
    std::optional<Time> decide_by {};
    std::optional<Colleague> concurred_by {}; ///< of a solo emergency: the first look
    std::optional<Time> review_due {}; ///< of a solo emergency: the second look
    std::optional<Colleague> reviewed_by {};
    std::optional<Time> valid_until {};
    std::vector<DisclosureRow> left;
};
BOOST_DESCRIBE_STRUCT(ExceptionRow, (),
    (id, case_id, person_id, kind, rule, recipient, fields, observations, facts, solo, told_person,
        state, requested_by, requested_at, decided_by, decided_at, decision_reason, decide_by,
        concurred_by, review_due, reviewed_by, valid_until, left))

struct NewException {
    Id<Person> person_id;
    ExceptionKind kind;
    std::string rule;
    Id<Organization> recipient_id;
    std::vector<std::string> fields;
    std::vector<std::string> observations;
    std::string facts;
    bool told_person;
    std::string idempotency_key;
};
BOOST_DESCRIBE_STRUCT(NewException, (),
    (person_id, kind, rule, recipient_id, fields, observations, facts, told_person,
        idempotency_key))

/// Imminent danger, alone: the fields are fixed (place, nature, call-back), a supervisor is rung.
struct SoloEmergency {
    Id<Person> person_id;
    Id<Organization> recipient_id;
    std::string rule; ///< of the jurisdiction table
    std::vector<std::string> observations;
    std::string facts;
    std::string idempotency_key;
};
BOOST_DESCRIBE_STRUCT(
    SoloEmergency, (), (person_id, recipient_id, rule, observations, facts, idempotency_key))

struct Judgement {
    bool approved;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Judgement, (), (approved, reason))

/// The second look at a solo emergency, by one who neither acted nor concurred.
struct SecondLook {
    std::string outcome; ///< in words
};
BOOST_DESCRIBE_STRUCT(SecondLook, (), (outcome))

struct ExceptionRule {
    std::string code;
    Words title;
    std::string citation;
};
BOOST_DESCRIBE_STRUCT(ExceptionRule, (), (code, title, citation))

struct ExceptionKindForm {
    ExceptionKind code;
    Words title;
    std::optional<Words> hint {};
    std::vector<std::string> fields; ///< the most that may leave under this kind
    std::vector<std::string> alone_fields; ///< what one may send alone; empty: never alone
    std::vector<Choice> observations;
    std::vector<ExceptionRule> rules;
};
BOOST_DESCRIBE_STRUCT(
    ExceptionKindForm, (), (code, title, hint, fields, alone_fields, observations, rules))

struct ExceptionForm {
    std::vector<ExceptionKindForm> kinds;
};
BOOST_DESCRIBE_STRUCT(ExceptionForm, (), (kinds))

} // namespace reachline::edges::console::contract
