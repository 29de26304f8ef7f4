#pragma once

// One potential situation: the people in it, what we know, and who may reach them how.

#include "edges/console/contract/line.hpp"

namespace reachline::edges::console::contract {

using hotline::Person;

enum class CaseStatus { Open, FollowUp, Closed };
BOOST_DESCRIBE_ENUM(CaseStatus, Open, FollowUp, Closed)

/// How likely trafficking is; proposed by the engine, confirmed by a person.
enum class Level { High, Moderate, Low, None };
BOOST_DESCRIBE_ENUM(Level, High, Moderate, Low, None)

enum class PersonRole { PotentialVictim, Caller, AllegedTrafficker, Other };
BOOST_DESCRIBE_ENUM(PersonRole, PotentialVictim, Caller, AllegedTrafficker, Other)

enum class AgeBand { Adult, Minor, Unknown };
BOOST_DESCRIBE_ENUM(AgeBand, Adult, Minor, Unknown)

enum class Capacity { Presumed, Doubted, Lacking, Duress };
BOOST_DESCRIBE_ENUM(Capacity, Presumed, Doubted, Lacking, Duress)

struct ContactHours {
    std::vector<std::string> days; ///< mon, tue, …
    std::string from; ///< "18:00", in the person's own zone
    std::string to;
};
BOOST_DESCRIBE_STRUCT(ContactHours, (), (days, from, to))

/// When and how it is safe to reach them. Unknown counts as no; after the end everything is no.
struct SafeContact {
    Known call;
    Known text;
    Known email;
    Known voicemail;
    std::string number;
    std::string address; ///< of mail
    std::vector<ContactHours> hours;
    std::string time_zone; ///< IANA name
    std::string ask_for; ///< the name to give
    std::string say_as; ///< who we say that we are
    std::string code_word;
    std::optional<Time> expires_at {};
};
BOOST_DESCRIBE_STRUCT(SafeContact, (),
    (call, text, email, voicemail, number, address, hours, time_zone, ask_for, say_as, code_word,
        expires_at))

struct PersonDetail {
    Id<Person> id;
    int ordinal; ///< "Person 1" is what we call them
    PersonRole role;
    AgeBand age_band;
    Capacity capacity;
    Known guardian_is_abuser;
    std::map<std::string, std::string> fields; ///< field code -> what we know (PersonForm)
    SafeContact safe_contact;
    bool reachable_now; ///< by any way that the plan allows at this minute
    int version; ///< a save names the version it saw; a Conflict means somebody else saved
};
BOOST_DESCRIBE_STRUCT(PersonDetail, (),
    (id, ordinal, role, age_band, capacity, guardian_is_abuser, fields, safe_contact, reachable_now,
        version))

struct PersonChange {
    int version;
    PersonRole role;
    AgeBand age_band;
    Capacity capacity;
    Known guardian_is_abuser;
    std::map<std::string, std::string> fields;
    SafeContact safe_contact;
};
BOOST_DESCRIBE_STRUCT(
    PersonChange, (), (version, role, age_band, capacity, guardian_is_abuser, fields, safe_contact))

struct NewPerson {
    PersonRole role;
    AgeBand age_band;
};
BOOST_DESCRIBE_STRUCT(NewPerson, (), (role, age_band))

struct NoteRow {
    Id<hotline::Note> id;
    std::string text;
    bool private_to_hotline; ///< can never be disclosed: it has no field code
    Colleague author;
    Time at;
};
BOOST_DESCRIBE_STRUCT(NoteRow, (), (id, text, private_to_hotline, author, at))

struct NewNote {
    std::string text;
    bool private_to_hotline;
    std::string idempotency_key;
};
BOOST_DESCRIBE_STRUCT(NewNote, (), (text, private_to_hotline, idempotency_key))

struct LinkedSignal {
    Id<Signal> id;
    Channel channel;
    SignalState state;
    Time arrived_at;
    std::optional<Colleague> held_by {};
};
BOOST_DESCRIBE_STRUCT(LinkedSignal, (), (id, channel, state, arrived_at, held_by))

enum class CaseAccess {
    Own, ///< opened, assigned or linked to my signal
    Team, ///< as a supervisor
    BreakGlass, ///< for a while, with a reason, reviewed
};
BOOST_DESCRIBE_ENUM(CaseAccess, Own, Team, BreakGlass)

struct CaseFacts {
    CaseStatus status;
    std::map<std::string, std::vector<std::string>> chosen; ///< Categories::case_facts
    int version;
};
BOOST_DESCRIBE_STRUCT(CaseFacts, (), (status, chosen, version))

struct CaseDetail {
    Id<Case> id;
    std::string number; ///< "2026-0412"
    CaseFacts facts;
    Time opened_at;
    Colleague opened_by;
    std::optional<Level> proposed {};
    std::optional<Level> confirmed {};
    std::vector<PersonDetail> people;
    std::vector<NoteRow> notes; ///< the newest first
    std::vector<LinkedSignal> signals;
    CaseAccess access;
    std::optional<Time> access_ends_at {}; ///< of break-glass
    int consents_live;
    int steps_open;
};
BOOST_DESCRIBE_STRUCT(CaseDetail, (),
    (id, number, facts, opened_at, opened_by, proposed, confirmed, people, notes, signals, access,
        access_ends_at, consents_live, steps_open))

/// `readable` is false for a case that is not mine: its number may be known, nothing else.
struct CaseRow {
    Id<Case> id;
    std::string number;
    CaseStatus status;
    Time opened_at;
    Time changed_at;
    std::optional<Level> level {};
    int steps_open;
    std::optional<Time> next_due {};
    bool mine;
    bool readable;
};
BOOST_DESCRIBE_STRUCT(CaseRow, (),
    (id, number, status, opened_at, changed_at, level, steps_open, next_due, mine, readable))

struct NewCase {
    std::optional<Id<Signal>> signal_id {}; ///< linked at once
    std::string idempotency_key;
};
BOOST_DESCRIBE_STRUCT(NewCase, (), (signal_id, idempotency_key))

struct BreakGlass {
    std::string reason; ///< 10 characters at least; a supervisor reads it now
};
BOOST_DESCRIBE_STRUCT(BreakGlass, (), (reason))

/// What happened, from the audit's events: a verb in the past and ids, never words.
struct TimelineEntry {
    Time at;
    std::string what; ///< "consent_withdrawn"
    std::string about; ///< "consent"
    std::int64_t subject;
    std::optional<std::string> by {};
};
BOOST_DESCRIBE_STRUCT(TimelineEntry, (), (at, what, about, subject, by))

/// A field of a person that can be filled in, consented to, and disclosed.
struct FieldKind {
    std::string code;
    Words title;
    std::string sensitivity; ///< coded, name, contact, location, narrative
    std::vector<Choice> choices; ///< empty: free text
};
BOOST_DESCRIBE_STRUCT(FieldKind, (), (code, title, sensitivity, choices))

struct FieldPreset {
    std::string code;
    Words title;
    std::vector<std::string> fields;
};
BOOST_DESCRIBE_STRUCT(FieldPreset, (), (code, title, fields))

struct PersonForm {
    std::vector<FieldKind> fields;
    std::vector<FieldPreset> presets; ///< offered, each field removable
};
BOOST_DESCRIBE_STRUCT(PersonForm, (), (fields, presets))

} // namespace reachline::edges::console::contract
