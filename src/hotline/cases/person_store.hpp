#pragma once

// The rows of people in cases: SQL and nothing else. Only the sources of this folder include it.

#include "hotline/cases/notes.hpp"
#include "hotline/cases/repeat_contact.hpp"
#include "hotline/cases/safe_contact.hpp"

namespace reachline::hotline::cases::rows {

Result<std::int64_t> next_person_ordinal(World&, Id<Case>);
Done insert_person(World&, PersonRow const&);
Result<std::optional<PersonRow>> person(World&, Id<Person>);
Result<std::vector<PersonRow>> people(World&, Id<Case>);
/// How many rows it changed: none when the version is another by now.
Result<std::int64_t> update_person(World&, Id<Person>, std::int64_t version, PersonFacts const&);

Result<bool> is_field(World&, std::string_view code);
Done insert_field_code(World&, FieldCode const&);
Result<std::optional<std::int64_t>> field_row(World&, Id<Person>, std::string_view code);
Done insert_value(World&, std::int64_t id, Id<Person>, std::string_view code, Bytes const&, Id<Account> by);
Done update_value(World&, std::int64_t id, Bytes const&, Id<Account> by);
Done delete_value(World&, std::int64_t id);
Result<std::vector<SealedField>> values(World&, Id<Person>);

struct SealedPlan {
    SafeWays ways;
    Bytes number, address, ask_for, say_as, code_word;
};
Done save_plan(World&, Id<Person>, SealedPlan const&);
Result<std::optional<SealedPlan>> plan(World&, Id<Person>);

struct SealedNote {
    Id<Note> id;
    Id<Case> subject;
    Id<Account> author;
    Time at;
    NoteKind kind {};
    Bytes text;
};
Done insert_note(World&, SealedNote const&, std::optional<std::string> const& key);
Result<std::optional<Id<Note>>> note_by_key(World&, Id<Account> author, std::string_view key);
Result<std::vector<SealedNote>> notes(World&, Id<Case>);

struct SealedPoint {
    std::int64_t id = 0;
    Id<Person> person;
    Bytes value;
};
Result<std::optional<std::int64_t>> point_row(World&, Id<Person>, std::string_view source);
Done insert_point(World&, std::int64_t id, Id<Person>, std::string_view source, PointKind, Bytes const& value,
    std::optional<Bytes> const& fingerprint);
Done delete_point(World&, std::int64_t id);
Result<std::vector<SealedPoint>> points_without_fingerprint(World&, std::int64_t limit);
Done set_fingerprint(World&, std::int64_t id, Bytes const& fingerprint);
struct Found {
    Id<Case> subject;
    Id<Person> person;
};
Result<std::vector<Found>> people_with(World&, Bytes const& fingerprint);

} // namespace reachline::hotline::cases::rows
