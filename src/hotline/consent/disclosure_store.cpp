#include "hotline/consent/disclosure_store.hpp"

#include "base/text.hpp"
#include "hotline/consent/named.hpp"

namespace reachline::hotline::consent::rows {

namespace {

std::optional<Id<Consent>> consent_in(Basis const& basis)
{
    auto const* const id = std::get_if<Id<Consent>>(&basis);
    return id ? std::optional(*id) : std::nullopt;
}

std::optional<Id<Exception>> exception_in(Basis const& basis)
{
    auto const* const id = std::get_if<Id<Exception>>(&basis);
    return id ? std::optional(*id) : std::nullopt;
}

DisclosureRow disclosure_from(store::Row const& row)
{
    DisclosureRow read { .id = row.id<Disclosure>(0),
        .subject = row.id<Case>(1),
        .person = row.id<Person>(2),
        .recipient = row.id<Organization>(3),
        .purpose = named<Purpose>(row.text(4)),
        .basis = row.is_null(5) ? Basis { row.id<Exception>(6) } : Basis { row.id<Consent>(5) },
        .fields = {},
        .carrier = named<Carrier>(row.text(7)),
        .state = named<DisclosureState>(row.text(8)),
        .decided_by = row.id<Account>(9),
        .decided_at = row.time(10),
        .content_hash = row.blob(11),
        .sent_at = row.maybe_time(12),
        .acknowledged_at = row.maybe_time(13),
        .taken_back_at = row.maybe_time(14) };
    if (!row.text(15).empty())
        for (auto const code : split(row.text(15), ','))
            read.fields.emplace_back(code);
    return read;
}

} // namespace

constexpr char insert_disclosure_row[] = R"sql(
    insert into disclosure (id, case_id, person, recipient, purpose, consent, exception, carrier, state,
        field_count, decided_by, decided_at, content_hash, folder, document_sealed)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'queued', ?9, ?10, ?11, ?12, ?13, ?14)
)sql";

Done insert_disclosure(World& world, NewDisclosure const& made)
{
    TRY(world.database.run(insert_disclosure_row, made.id, made.subject, made.person, made.recipient,
        json::enum_name(made.purpose), consent_in(made.basis), exception_in(made.basis),
        json::enum_name(made.carrier), made.fields.size(), made.decided_by, world.now(), made.content_hash,
        made.folder, made.document_sealed));
    return {};
}

constexpr char insert_field_row[] = R"sql(
    insert into disclosure_field (disclosure, field_code, consent, exception) values (?1, ?2, ?3, ?4)
)sql";

Done insert_disclosure_field(World& world, Id<Disclosure> id, std::string_view code, Basis const& basis)
{
    TRY(world.database.run(insert_field_row, id, code, consent_in(basis), exception_in(basis)));
    return {};
}

constexpr char select_disclosure[] = R"sql(
    select id, case_id, person, recipient, purpose, consent, exception, carrier, state, decided_by, decided_at,
        content_hash, sent_at, acknowledged_at, taken_back_at,
        (select coalesce(group_concat(field_code, ','), '') from
            (select field_code from disclosure_field where disclosure = disclosure.id order by field_code))
    from disclosure where id = ?1
)sql";

Result<std::optional<DisclosureRow>> disclosure(World& world, Id<Disclosure> id)
{
    return world.database.find(select_disclosure, disclosure_from, id);
}

constexpr char select_document[] = "select folder, document_sealed from disclosure where id = ?1";

Result<std::optional<SealedDocument>> document(World& world, Id<Disclosure> id)
{
    return world.database.find(
        select_document, [](store::Row const& row) { return SealedDocument { row.id<Folder>(0), row.blob(1) }; }, id);
}

constexpr char select_of_case[] = R"sql(
    select id, case_id, person, recipient, purpose, consent, exception, carrier, state, decided_by, decided_at,
        content_hash, sent_at, acknowledged_at, taken_back_at,
        (select coalesce(group_concat(field_code, ','), '') from
            (select field_code from disclosure_field where disclosure = disclosure.id order by field_code))
    from disclosure where case_id = ?1 order by id desc
)sql";

Result<std::vector<DisclosureRow>> disclosures_of(World& world, Id<Case> subject)
{
    return world.database.all(select_of_case, disclosure_from, subject);
}

constexpr char select_under[] = R"sql(
    select id, case_id, person, recipient, purpose, consent, exception, carrier, state, decided_by, decided_at,
        content_hash, sent_at, acknowledged_at, taken_back_at,
        (select coalesce(group_concat(field_code, ','), '') from
            (select field_code from disclosure_field where disclosure = disclosure.id order by field_code))
    from disclosure where consent = ?1 or exception = ?2 order by id desc
)sql";

Result<std::vector<DisclosureRow>> disclosures_under(World& world, Basis const& basis)
{
    return world.database.all(select_under, disclosure_from, consent_in(basis), exception_in(basis));
}

constexpr char select_sent_to[] = R"sql(
    select id, case_id, person, recipient, purpose, consent, exception, carrier, state, decided_by, decided_at,
        content_hash, sent_at, acknowledged_at, taken_back_at,
        (select coalesce(group_concat(field_code, ','), '') from
            (select field_code from disclosure_field where disclosure = disclosure.id order by field_code))
    from disclosure where recipient = ?1 and state = 'sent' order by id desc
)sql";

Result<std::vector<DisclosureRow>> sent_to(World& world, Id<Organization> organization)
{
    return world.database.all(select_sent_to, disclosure_from, organization);
}

constexpr char save_sent[] = "update disclosure set state = 'sent', sent_at = ?2 where id = ?1";

Done mark_sent(World& world, Id<Disclosure> id)
{
    TRY(world.database.run(save_sent, id, world.now()));
    return {};
}

constexpr char save_cancelled[] = "update disclosure set state = 'cancelled', cancelled_at = ?2 where id = ?1";

Done mark_cancelled(World& world, Id<Disclosure> id)
{
    TRY(world.database.run(save_cancelled, id, world.now()));
    return {};
}

constexpr char save_acknowledged[] = R"sql(
    update disclosure set acknowledged_at = ?2, acknowledged_by = ?3 where id = ?1
)sql";

Done mark_acknowledged(World& world, Id<Disclosure> id, Id<Account> by)
{
    TRY(world.database.run(save_acknowledged, id, world.now(), by));
    return {};
}

constexpr char save_taken_back[] = "update disclosure set taken_back_at = ?2 where id = ?1";

Done mark_taken_back(World& world, Id<Disclosure> id)
{
    TRY(world.database.run(save_taken_back, id, world.now()));
    return {};
}

constexpr char insert_contact_row[] = R"sql(
    insert into contact_made (id, consent, person, recipient, purpose, way, at, made_by)
    values (?1, ?2, ?3, 1, 'follow_up', ?4, ?5, ?6)
)sql";

Done insert_contact(
    World& world, Id<Consent> consent, Id<Person> person, cases::Way way, std::optional<Id<Account>> by)
{
    TRY(world.database.run(insert_contact_row, world.ids.next_value(), consent, person,
        json::enum_name(way), world.now(), by));
    return {};
}

} // namespace reachline::hotline::consent::rows
