#include "hotline/cases/notes.hpp"

#include "base/text.hpp"
#include "hotline/cases/cases_store.hpp"
#include "hotline/cases/person_store.hpp"

namespace reachline::hotline::cases {

namespace {
constexpr std::size_t key_limit = 64;
constexpr keys::Place text_place(Id<Note> id) { return { "note", "text_sealed", id.value }; }
} // namespace

Result<Id<Note>> add_note(World& world, Actor const& actor, Id<Case> subject, NewNote const& note)
{
    TRY(may_open(world, actor, subject));
    if (note.idempotency_key.size() > key_limit)
        return fail(Fault::Invalid, "the idempotency key is too long");
    if (!note.idempotency_key.empty())
        if (auto const earlier = TRY(rows::note_by_key(world, actor.account, note.idempotency_key)))
            return *earlier;
    auto const text = TRY(clean_text(note.text, note_limit));
    if (text.empty())
        return fail(Fault::Invalid, "the note is empty");
    auto const id = world.new_id<Note>();
    auto const folder = TRY(folder_of(world, subject));
    auto const key = note.idempotency_key.empty() ? std::nullopt : std::optional(note.idempotency_key);
    TRY(rows::insert_note(world,
        { .id = id, .subject = subject, .author = actor.account, .at = world.now(), .kind = note.kind,
            .text = TRY(world.keys.seal(folder, text_place(id), text)) },
        key));
    TRY(rows::touch(world, subject));
    TRY(audit::record(world, actor, "note_added", audit::subject("note", id), audit::subject("case", subject)));
    world.tell({ .kind = Notice::Kind::CaseChanged, .subject = subject.value });
    return id;
}

Result<NotesSeen> read_notes(World& world, Actor const& actor, Id<Case> subject)
{
    TRY(may_open(world, actor, subject));
    NotesSeen seen { {}, TRY(audit::read(world, actor, audit::Purpose::WorkOnCase, audit::subject("case", subject))) };
    for (auto const& row : TRY(rows::notes(world, subject)))
        seen.notes.push_back({ .id = row.id, .author = row.author, .at = row.at, .kind = row.kind,
            .text = TRY(world.keys.open(text_place(row.id), row.text)) });
    return seen;
}

} // namespace reachline::hotline::cases
