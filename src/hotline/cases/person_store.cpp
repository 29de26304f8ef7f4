#include "hotline/cases/person_store.hpp"

#include "base/ensure.hpp"
#include "store/stored_enum.hpp"

namespace reachline::hotline::cases {

BOOST_DESCRIBE_STRUCT(ContactHours, (), (days, from, to))

namespace rows {

namespace {

using store::stored;

PersonRow person_from(store::Row const& row)
{
    return { .id = row.id<Person>(0),
        .subject = row.id<Case>(1),
        .ordinal = row.integer(2),
        .facts = { .role = stored<PersonRole>(row.text(3)),
            .age_band = stored<AgeBand>(row.text(4)),
            .capacity = stored<Capacity>(row.text(5)),
            .guardian = row.maybe_id<Person>(6),
            .guardian_is_abuser = stored<Known>(row.text(7)) },
        .version = row.integer(8),
        .updated_at = row.time(9) };
}

std::vector<ContactHours> hours_from(std::string_view text)
{
    auto const value = json::parse(text);
    auto const bound = value ? json::bound<std::vector<ContactHours>>(*value)
                             : json::Bound<std::vector<ContactHours>> {};
    return bound ? *bound : std::vector<ContactHours> {};
}

} // namespace

constexpr char select_last_ordinal[] = "select max(ordinal) from person where case_id = ?1";

Result<std::int64_t> next_person_ordinal(World& world, Id<Case> id)
{
    return TRY(world.database.number(select_last_ordinal, id)) + 1;
}

constexpr char insert_person_row[] = R"sql(
    insert into person (id, case_id, ordinal, role, age_band, capacity, guardian, guardian_is_abuser,
        version, updated_at)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9)
)sql";

Done insert_person(World& world, PersonRow const& person)
{
    auto const& facts = person.facts;
    TRY(world.database.run(insert_person_row, person.id, person.subject, person.ordinal,
        json::enum_name(facts.role), json::enum_name(facts.age_band), json::enum_name(facts.capacity),
        facts.guardian, json::enum_name(facts.guardian_is_abuser), world.now()));
    return {};
}

constexpr char select_person[] = R"sql(
    select id, case_id, ordinal, role, age_band, capacity, guardian, guardian_is_abuser, version, updated_at
    from person where id = ?1
)sql";

Result<std::optional<PersonRow>> person(World& world, Id<Person> id)
{
    return world.database.find(select_person, person_from, id);
}

constexpr char select_people[] = R"sql(
    select id, case_id, ordinal, role, age_band, capacity, guardian, guardian_is_abuser, version, updated_at
    from person where case_id = ?1 order by ordinal
)sql";

Result<std::vector<PersonRow>> people(World& world, Id<Case> id)
{
    return world.database.all(select_people, person_from, id);
}

constexpr char save_person_row[] = R"sql(
    update person set role = ?3, age_band = ?4, capacity = ?5, guardian = ?6, guardian_is_abuser = ?7,
        version = version + 1, updated_at = ?8
    where id = ?1 and version = ?2
)sql";

Result<std::int64_t> update_person(
    World& world, Id<Person> id, std::int64_t version, PersonFacts const& facts)
{
    return world.database.run(save_person_row, id, version, json::enum_name(facts.role),
        json::enum_name(facts.age_band), json::enum_name(facts.capacity), facts.guardian,
        json::enum_name(facts.guardian_is_abuser), world.now());
}

constexpr char count_code[] = "select count(*) from field where code = ?1";

Result<bool> is_field(World& world, std::string_view code)
{
    return TRY(world.database.number(count_code, code)) > 0;
}

constexpr char insert_code[] = R"sql(
    insert into field (code, sensitivity) values (?1, ?2)
    on conflict (code) do update set sensitivity = excluded.sensitivity
)sql";

Done insert_field_code(World& world, FieldCode const& field)
{
    TRY(world.database.run(insert_code, field.code, field.sensitivity));
    return {};
}

constexpr char select_field_row[] = "select id from person_field where person = ?1 and code = ?2";

Result<std::optional<std::int64_t>> field_row(World& world, Id<Person> person, std::string_view code)
{
    return world.database.find(
        select_field_row, [](store::Row const& row) { return row.integer(0); }, person, code);
}

constexpr char insert_field_value[] = R"sql(
    insert into person_field (id, person, code, value_sealed, version, updated_at, updated_by)
    values (?1, ?2, ?3, ?4, 1, ?5, ?6)
)sql";

Done insert_value(World& world, std::int64_t id, Id<Person> person, std::string_view code,
    Bytes const& sealed, Id<Account> by)
{
    TRY(world.database.run(insert_field_value, id, person, code, sealed, world.now(),
        by ? std::optional(by) : std::nullopt));
    return {};
}

constexpr char save_field_value[] = R"sql(
    update person_field set value_sealed = ?2, version = version + 1, updated_at = ?3, updated_by = ?4
    where id = ?1
)sql";

Done update_value(World& world, std::int64_t id, Bytes const& sealed, Id<Account> by)
{
    TRY(world.database.run(
        save_field_value, id, sealed, world.now(), by ? std::optional(by) : std::nullopt));
    return {};
}

constexpr char delete_field_value[] = "delete from person_field where id = ?1";

Done delete_value(World& world, std::int64_t id)
{
    TRY(world.database.run(delete_field_value, id));
    return {};
}

constexpr char select_values[] = R"sql(
    select id, code, value_sealed from person_field where person = ?1 order by code
)sql";

Result<std::vector<SealedField>> values(World& world, Id<Person> person)
{
    return world.database.all(
        select_values,
        [](store::Row const& row) { return SealedField { row.integer(0), row.string(1), row.blob(2) }; },
        person);
}

constexpr char upsert_plan[] = R"sql(
    insert into safe_contact (person, call, text, email, voicemail, hours, zone, expires, number_sealed,
        address_sealed, ask_for_sealed, say_as_sealed, code_word_sealed, updated_at)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
    on conflict (person) do update set call = excluded.call, text = excluded.text, email = excluded.email,
        voicemail = excluded.voicemail, hours = excluded.hours, zone = excluded.zone,
        expires = excluded.expires, number_sealed = excluded.number_sealed,
        address_sealed = excluded.address_sealed, ask_for_sealed = excluded.ask_for_sealed,
        say_as_sealed = excluded.say_as_sealed, code_word_sealed = excluded.code_word_sealed,
        updated_at = excluded.updated_at
)sql";

Done save_plan(World& world, Id<Person> person, SealedPlan const& plan)
{
    auto const& ways = plan.ways;
    ensure(ways.expires.has_value());
    TRY(world.database.run(upsert_plan, person, json::enum_name(ways.call), json::enum_name(ways.text),
        json::enum_name(ways.email), json::enum_name(ways.voicemail),
        json::text_of(json::written(ways.hours)), ways.zone, *ways.expires, plan.number, plan.address,
        plan.ask_for, plan.say_as, plan.code_word, world.now()));
    return {};
}

constexpr char select_plan[] = R"sql(
    select call, text, email, voicemail, hours, zone, expires, number_sealed, address_sealed,
        ask_for_sealed, say_as_sealed, code_word_sealed
    from safe_contact where person = ?1
)sql";

Result<std::optional<SealedPlan>> plan(World& world, Id<Person> person)
{
    return world.database.find(
        select_plan,
        [](store::Row const& row) {
            return SealedPlan { .ways = { .call = stored<Known>(row.text(0)),
                                    .text = stored<Known>(row.text(1)),
                                    .email = stored<Known>(row.text(2)),
                                    .voicemail = stored<Known>(row.text(3)),
                                    .hours = hours_from(row.text(4)),
                                    .zone = row.string(5),
                                    .expires = row.time(6) },
                .number = row.blob(7),
                .address = row.blob(8),
                .ask_for = row.blob(9),
                .say_as = row.blob(10),
                .code_word = row.blob(11) };
        },
        person);
}

constexpr char insert_note_row[] = R"sql(
    insert into note (id, case_id, author, at, private_to_hotline, text_sealed, idempotency_key)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
)sql";

Done insert_note(World& world, SealedNote const& note, std::optional<std::string> const& key)
{
    TRY(world.database.run(insert_note_row, note.id, note.subject, note.author, note.at,
        note.kind == NoteKind::PrivateToHotline, note.text, key));
    return {};
}

constexpr char select_note_by_key[] = "select id from note where author = ?1 and idempotency_key = ?2";

Result<std::optional<Id<Note>>> note_by_key(World& world, Id<Account> author, std::string_view key)
{
    return world.database.find(
        select_note_by_key, [](store::Row const& row) { return row.id<Note>(0); }, author, key);
}

constexpr char select_notes[] = R"sql(
    select id, author, at, private_to_hotline, text_sealed from note where case_id = ?1
    order by at desc, id desc
)sql";

Result<std::vector<SealedNote>> notes(World& world, Id<Case> id)
{
    return world.database.all(
        select_notes,
        [&](store::Row const& row) {
            return SealedNote { row.id<Note>(0), id, row.id<Account>(1), row.time(2),
                row.flag(3) ? NoteKind::PrivateToHotline : NoteKind::Shared, row.blob(4) };
        },
        id);
}

constexpr char select_point[] = "select id from contact_point where person = ?1 and source = ?2";

Result<std::optional<std::int64_t>> point_row(World& world, Id<Person> person, std::string_view source)
{
    return world.database.find(
        select_point, [](store::Row const& row) { return row.integer(0); }, person, source);
}

constexpr char insert_contact_point[] = R"sql(
    insert into contact_point (id, person, source, kind, value_sealed, fingerprint)
    values (?1, ?2, ?3, ?4, ?5, ?6)
)sql";

Done insert_point(World& world, std::int64_t id, Id<Person> person, std::string_view source, PointKind kind,
    Bytes const& value, std::optional<Bytes> const& fingerprint)
{
    TRY(world.database.run(
        insert_contact_point, id, person, source, json::enum_name(kind), value, fingerprint));
    return {};
}

constexpr char delete_contact_point[] = "delete from contact_point where id = ?1";

Done delete_point(World& world, std::int64_t id)
{
    TRY(world.database.run(delete_contact_point, id));
    return {};
}

constexpr char select_points_due[] = R"sql(
    select id, person, value_sealed from contact_point where fingerprint is null order by id limit ?1
)sql";

Result<std::vector<SealedPoint>> points_without_fingerprint(World& world, std::int64_t limit)
{
    return world.database.all(
        select_points_due,
        [](store::Row const& row) { return SealedPoint { row.integer(0), row.id<Person>(1), row.blob(2) }; },
        limit);
}

constexpr char save_fingerprint[] = "update contact_point set fingerprint = ?2 where id = ?1";

Done set_fingerprint(World& world, std::int64_t id, Bytes const& fingerprint)
{
    TRY(world.database.run(save_fingerprint, id, fingerprint));
    return {};
}

constexpr char select_people_with[] = R"sql(
    select distinct p.case_id, p.id from contact_point c join person p on p.id = c.person
    where c.fingerprint = ?1 order by p.case_id desc, p.id
)sql";

Result<std::vector<Found>> people_with(World& world, Bytes const& fingerprint)
{
    return world.database.all(
        select_people_with,
        [](store::Row const& row) { return Found { row.id<Case>(0), row.id<Person>(1) }; }, fingerprint);
}

} // namespace rows
} // namespace reachline::hotline::cases
