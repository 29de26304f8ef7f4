#pragma once

// Notes of the staff. Not verbatim: what is written down word for word can be held against a
// survivor in court. A note has no field code, so none can ever be disclosed; `private_to_hotline`
// marks those that the person, too, need not be shown.

#include "hotline/cases/cases.hpp"

namespace reachline::hotline {
struct Note;
}

namespace reachline::hotline::cases {

inline constexpr std::size_t note_limit = 16 * 1024;

enum class NoteKind { Shared, PrivateToHotline };

struct NewNote {
    std::string text;
    NoteKind kind = NoteKind::Shared;
    std::string idempotency_key {}; ///< a repeated post with it answers the first note
};

struct NoteRow {
    Id<Note> id;
    Id<Account> author;
    Time at;
    NoteKind kind {};
    PrivateText text;
};

Result<Id<Note>> add_note(World&, Actor const&, Id<Case>, NewNote const&);

/// The newest first; one reading.
struct NotesSeen {
    std::vector<NoteRow> notes;
    Reading reading;
};
Result<NotesSeen> read_notes(World&, Actor const&, Id<Case>);

} // namespace reachline::hotline::cases
