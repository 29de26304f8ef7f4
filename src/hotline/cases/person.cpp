#include "hotline/cases/person.hpp"

#include "base/text.hpp"
#include "hotline/cases/cases_store.hpp"
#include "hotline/cases/person_store.hpp"

#include <array>

namespace reachline::hotline::cases {

namespace {

constexpr keys::Place value_place(std::int64_t row) { return { "person_field", "value_sealed", row }; }

/// The fields by which a person who comes again is recognised.
struct PointField {
    Literal code;
    PointKind kind;
};
constexpr std::array point_fields {
    PointField { "phone", PointKind::Phone },
    PointField { "email", PointKind::Email },
    PointField { "callback_number", PointKind::Phone },
    PointField { "signaler_phone", PointKind::Phone },
};

Done remember(World& world, Id<Person> person, Id<Folder> folder, std::string const& code, std::string const& value)
{
    for (auto const& field : point_fields)
        if (field.code.view() == code)
            return remember_point(world, person, folder, field.code, field.kind, value);
    return {};
}

Done save_value(World& world, Actor const& actor, Id<Person> person, Id<Folder> folder,
    std::string const& code, std::string const& typed)
{
    auto const value = TRY(clean_text(typed, field_limit));
    auto const before = TRY(rows::field_row(world, person, code));
    if (value.empty()) {
        if (before)
            TRY(rows::delete_value(world, *before));
    } else if (before) {
        TRY(rows::update_value(world, *before, TRY(world.keys.seal(folder, value_place(*before), value)), actor.account));
    } else {
        auto const row = world.ids.next_value();
        TRY(rows::insert_value(world, row, person, code, TRY(world.keys.seal(folder, value_place(row), value)), actor.account));
    }
    return remember(world, person, folder, code, value);
}

Done check_guardian(World& world, PersonFacts const& facts, Id<Case> subject)
{
    if (!facts.guardian)
        return {};
    auto const guardian = TRY(rows::person(world, *facts.guardian));
    if (!guardian || guardian->subject != subject)
        return fail(Fault::Invalid, "the guardian is no person of this case");
    return {};
}

void tell_changed(World& world, Id<Case> id)
{
    world.tell({ .kind = Notice::Kind::CaseChanged, .subject = id.value });
}

} // namespace

Result<Id<Person>> add_person(World& world, Actor const& actor, Id<Case> subject, PersonFacts const& facts)
{
    TRY(may_open(world, actor, subject));
    TRY(check_guardian(world, facts, subject));
    auto const id = world.new_id<Person>();
    TRY(rows::insert_person(world,
        { .id = id, .subject = subject, .ordinal = TRY(rows::next_person_ordinal(world, subject)),
            .facts = facts, .version = 1, .updated_at = world.now() }));
    TRY(rows::touch(world, subject));
    TRY(audit::record(world, actor, "person_added", audit::subject("person", id), audit::subject("case", subject)));
    tell_changed(world, subject);
    return id;
}

Result<PersonRow> find_person(World& world, Actor const& actor, Id<Person> id)
{
    auto const row = TRY(rows::person(world, id));
    if (!row || !may_open(world, actor, row->subject))
        return fail(Fault::NotFound, "there is no such person");
    return *row;
}

Result<std::vector<PersonRow>> people_of(World& world, Actor const& actor, Id<Case> subject)
{
    TRY(may_open(world, actor, subject));
    return rows::people(world, subject);
}

Result<std::int64_t> save_person(World& world, Actor const& actor, Id<Person> id, std::int64_t version,
    PersonFacts const& facts, FieldValues const& values)
{
    auto const before = TRY(find_person(world, actor, id));
    TRY(check_guardian(world, facts, before.subject));
    for (auto const& [code, value] : values)
        if (!TRY(rows::is_field(world, code)))
            return fail(Fault::Invalid, "a field is not one of the list");
    if (TRY(rows::update_person(world, id, version, facts)) == 0)
        return fail(Fault::Conflict, "somebody else saved this person in between");
    auto const folder = TRY(folder_of(world, before.subject));
    for (auto const& [code, value] : values)
        TRY(save_value(world, actor, id, folder, code, value));
    TRY(rows::touch(world, before.subject));
    TRY(audit::record(world, actor, "person_saved", audit::subject("person", id), audit::subject("case", before.subject)));
    tell_changed(world, before.subject);
    return version + 1;
}

Result<FieldsSeen> read_fields(World& world, Actor const& actor, Id<Person> id)
{
    TRY(find_person(world, actor, id));
    FieldsSeen seen { {}, TRY(audit::read(world, actor, audit::Purpose::WorkOnCase, audit::subject("person", id))) };
    for (auto const& field : TRY(rows::values(world, id)))
        seen.values.emplace(field.code, TRY(open_field(world, field)));
    return seen;
}

Result<std::vector<std::string>> filled_fields(World& world, Id<Person> id)
{
    std::vector<std::string> codes;
    for (auto& field : TRY(rows::values(world, id)))
        codes.push_back(std::move(field.code));
    return codes;
}

Result<std::vector<SealedField>> sealed_fields(World& world, Id<Person> id) { return rows::values(world, id); }

Result<PrivateText> open_field(World& world, SealedField const& field)
{
    return world.keys.open(value_place(field.row), field.value);
}

Result<PersonRow> person_row(World& world, Id<Person> id)
{
    auto const row = TRY(rows::person(world, id));
    if (!row)
        return fail(Fault::NotFound, "there is no such person");
    return *row;
}

Result<bool> is_field(World& world, std::string_view code) { return rows::is_field(world, code); }

Done load_field_codes(World& world, std::vector<FieldCode> const& codes)
{
    for (auto const& code : codes)
        TRY(rows::insert_field_code(world, code));
    return {};
}

} // namespace reachline::hotline::cases
