#pragma once

// What the person chose to do next, from draft to outcome. The page that will leave is shown before
// it is sent, and only that page is sent: sending names the hash of what was shown.

#include "edges/console/contract/consent.hpp"

namespace reachline::edges::console::contract {

enum class StepKind { SafetyPlan, FollowUp, Report, Emergency, Referral, Transfer };
BOOST_DESCRIBE_ENUM(StepKind, SafetyPlan, FollowUp, Report, Emergency, Referral, Transfer)

enum class StepState {
    Drafted,
    WaitingForConsent,
    WaitingForDecision,
    Ready,
    Sent,
    Accepted,
    Declined,
    Done,
    Failed,
    Cancelled
};
BOOST_DESCRIBE_ENUM(StepState, Drafted, WaitingForConsent, WaitingForDecision, Ready, Sent,
    Accepted, Declined, Done, Failed, Cancelled)

/// One of the six ways on, for one person, at this minute.
struct StepOption {
    StepKind kind;
    Id<Person> person_id;
    Need need;
};
BOOST_DESCRIBE_STRUCT(StepOption, (), (kind, person_id, need))

enum class EmergencyKind { Shelter, Extraction, Transportation, Handover911 };
BOOST_DESCRIBE_ENUM(EmergencyKind, Shelter, Extraction, Transportation, Handover911)

enum class ContactWay { Call, Text, Email, Receipt };
BOOST_DESCRIBE_ENUM(ContactWay, Call, Text, Email, Receipt)

/// Exactly one of the two, once there is one.
struct Basis {
    std::optional<Id<hotline::Consent>> consent_id {};
    std::optional<Id<hotline::Exception>> exception_id {};
    std::optional<ExceptionKind> exception_kind {};
};
BOOST_DESCRIBE_STRUCT(Basis, (), (consent_id, exception_id, exception_kind))

struct StepRow {
    Id<Step> id;
    Id<Case> case_id;
    Id<Person> person_id;
    StepKind kind;
    StepState state;
    Need need;
    std::optional<Recipient> recipient {};
    std::optional<EmergencyKind> emergency {};
    std::optional<ContactWay> way {}; ///< of a follow-up
    Basis basis;
    std::vector<std::string> fields; ///< that would leave, or have left
    std::vector<std::string> uncovered; ///< of these, what no consent or exception in force covers
    std::optional<std::string> rule {}; ///< of the jurisdiction table, for a report
    std::optional<std::string> need_code {}; ///< of StepForms::needs: what is asked for
    std::optional<Time> due_at {}; ///< of a follow-up, or the clock of a report or a decision
    std::optional<std::string> outcome {}; ///< of StepForms::outcomes
    std::optional<std::string> decision_reason {};
    Colleague created_by;
    Time created_at;
    std::optional<Time> sent_at {};
    std::optional<Time> acknowledged_at {};
    int version;
};
BOOST_DESCRIBE_STRUCT(StepRow, (),
    (id, case_id, person_id, kind, state, need, recipient, emergency, way, basis, fields,
        uncovered, rule, need_code, due_at, outcome, decision_reason, created_by, created_at, sent_at,
        acknowledged_at, version))

/// Made at once as a draft; what is missing is answered by `need`.
struct NewStep {
    StepKind kind;
    Id<Person> person_id;
    std::optional<Id<Organization>> recipient_id {};
    std::optional<Id<hotline::Consent>> consent_id {};
    std::optional<Id<hotline::Exception>> exception_id {};
    std::optional<EmergencyKind> emergency {};
    std::optional<ContactWay> way {};
    std::optional<std::string> rule {}; ///< of the jurisdiction table, for a report
    std::optional<std::string> need_code {};
    std::optional<Time> due_at {};
    std::optional<std::string> reason {}; ///< why this is the right step, for who decides
    std::string idempotency_key;
};
BOOST_DESCRIBE_STRUCT(NewStep, (),
    (kind, person_id, recipient_id, consent_id, exception_id, emergency, way, rule, need_code,
        due_at, reason, idempotency_key))

struct StepChange {
    int version;
    std::optional<Id<Organization>> recipient_id {};
    std::optional<Id<hotline::Consent>> consent_id {};
    std::optional<Id<hotline::Exception>> exception_id {};
    std::optional<EmergencyKind> emergency {};
    std::optional<ContactWay> way {};
    std::optional<std::string> rule {}; ///< of the jurisdiction table, for a report
    std::optional<std::string> need_code {};
    std::optional<Time> due_at {};
    std::optional<std::string> reason {};
    std::vector<std::string> fields; ///< of those that the basis covers
};
BOOST_DESCRIBE_STRUCT(StepChange, (),
    (version, recipient_id, consent_id, exception_id, emergency, way, rule, need_code, due_at,
        reason, fields))

struct PreviewLine {
    std::string field;
    Words title;
    std::string value;
};
BOOST_DESCRIBE_STRUCT(PreviewLine, (), (field, title, value))

/// The exact page: `document` is what will leave, byte for byte.
struct Preview {
    Id<Step> step_id;
    std::optional<Recipient> recipient {};
    std::vector<PreviewLine> lines;
    std::string document;
    std::string content_hash;
    Need need; ///< Nothing: it may be sent
};
BOOST_DESCRIBE_STRUCT(Preview, (), (step_id, recipient, lines, document, content_hash, need))

struct Sending {
    std::string content_hash; ///< of the preview that was looked at; Conflict if it is not the same
    std::string idempotency_key;
};
BOOST_DESCRIBE_STRUCT(Sending, (), (content_hash, idempotency_key))

struct StepOutcome {
    std::string outcome;
};
BOOST_DESCRIBE_STRUCT(StepOutcome, (), (outcome))

struct Cancellation {
    std::string reason; ///< a code: person_changed_mind, no_longer_needed, mistake
};
BOOST_DESCRIBE_STRUCT(Cancellation, (), (reason))

/// A row of the jurisdiction table that fits this person: who must or may be told.
struct ReportRoute {
    std::string rule;
    Words title;
    std::string citation;
    std::optional<Recipient> recipient {}; ///< nothing until two people designated one
    std::vector<Recipient> copies;
    std::optional<int> deadline_hours {};
    bool mandated; ///< the law requires it, with or without consent
    std::optional<ExceptionKind> exception_kind {}; ///< the basis it would need without consent
};
BOOST_DESCRIBE_STRUCT(ReportRoute, (),
    (rule, title, citation, recipient, copies, deadline_hours, mandated, exception_kind))

struct StepForms {
    std::vector<Choice> needs; ///< what can be asked of a provider: bed tonight, legal help, …
    std::map<std::string, std::vector<Choice>> outcomes; ///< step kind -> coded outcomes
    std::vector<Choice> cancellations;
};
BOOST_DESCRIBE_STRUCT(StepForms, (), (needs, outcomes, cancellations))

struct FollowUpRow {
    Id<Step> step_id;
    Id<Case> case_id;
    std::string case_number;
    int person_ordinal;
    std::optional<ContactWay> way {};
    Time due_at;
    bool allowed_now; ///< by the safe-contact plan
    std::optional<Time> allowed_from {};
};
BOOST_DESCRIBE_STRUCT(FollowUpRow, (),
    (step_id, case_id, case_number, person_ordinal, way, due_at, allowed_now, allowed_from))

} // namespace reachline::edges::console::contract
