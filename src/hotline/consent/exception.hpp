#pragma once

// The few named reasons for which something may leave without the person's consent.
//
// Requested by one, decided by another. Only imminent danger may be acted upon alone, since the
// absence of a supervisor must never delay an emergency: then a supervisor is rung at once, must
// concur or correct within 15 minutes, and a second one reviews within a day.

#include "hotline/consent/consent.hpp"

namespace reachline::hotline::consent {

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

inline constexpr minutes concur_within { 15 }; ///< also: a minor's request is decided within
inline constexpr hours review_within { 24 };
inline constexpr hours exception_life { 24 }; ///< from the decision

struct NewException {
    Id<Person> person;
    ExceptionKind kind {};
    std::string rule; ///< of the jurisdiction table ("TX-child_welfare"), or a citation
    Id<Organization> recipient;
    std::vector<std::string> fields {}; ///< within what forms/fields.json allows this kind
    std::vector<std::string> observations; ///< codes of what was seen or heard; at least one
    std::string facts; ///< in words, not verbatim; sealed
    bool told_person = false; ///< whether we could tell the person
    std::string idempotency_key {};
};

struct ExceptionRow {
    Id<Exception> id;
    Id<Case> subject;
    Id<Person> person;
    ExceptionKind kind {};
    std::string rule;
    Id<Organization> recipient;
    Purpose purpose {}; ///< follows from the kind and the recipient
    std::vector<std::string> fields;
    std::vector<std::string> observations;
    bool solo = false;
    bool told_person = false;
    ExceptionState state {};
    Id<Account> requested_by;
    Time requested_at;
    std::optional<Id<Account>> decided_by;
    std::optional<Time> decided_at;
    std::optional<Time> decide_by; ///< until then a supervisor should have answered
    std::optional<Time> valid_until;
    std::optional<Id<Account>> concurred_by; ///< of a solo emergency: the first look
    std::optional<Time> concurred_at;
    std::optional<Time> review_due; ///< of a solo emergency: the second look
    std::optional<Id<Account>> reviewed_by;
    std::optional<Time> reviewed_at;
};

Result<Id<Exception>> request(World&, Actor const&, NewException const&);
/// By a supervisor who is not the one who asked. Conflict when it is decided already.
enum class Verdict { Approve, Refuse };
Done decide(World&, Actor const&, Id<Exception>, Verdict, std::string const& reason);

/// Imminent danger, alone: place, nature and call-back only, those that are known. In force at
/// once; a supervisor is rung in the same moment.
struct SoloEmergency {
    Id<Person> person;
    Id<Organization> recipient;
    std::string rule;
    std::vector<std::string> observations;
    std::string facts;
    std::string idempotency_key {};
};
Result<Id<Exception>> solo_emergency(World&, Actor const&, SoloEmergency const&);
/// The first look at a solo emergency: concur, or correct (it carries nothing from then on).
enum class Judgement { Concur, Correct };
Done concur(World&, Actor const&, Id<Exception>, Judgement, std::string const& reason);
/// The second look, by one who neither acted nor concurred.
Done review(World&, Actor const&, Id<Exception>, std::string const& outcome);

Result<ExceptionRow> find(World&, Actor const&, Id<Exception>);
Result<std::vector<ExceptionRow>> exceptions_of(World&, Actor const&, Id<Case>);
/// What waits for a supervisor: to decide, to concur, to review; the tightest clock first.
Result<std::vector<ExceptionRow>> waiting(World&, Actor const&);
/// The words: what was observed, and why it was decided so. One reading.
struct ExceptionWords {
    PrivateText facts;
    PrivateText decision_reason;
    Reading reading;
};
Result<ExceptionWords> read_words(World&, Actor const&, Id<Exception>);

/// The tick: rings again for what is overdue, ends what has ended.
Result<std::size_t> watch_exceptions(World&);

} // namespace reachline::hotline::consent
