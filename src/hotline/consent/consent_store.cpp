#include "hotline/consent/consent_store.hpp"

#include "base/text.hpp"
#include "hotline/consent/named.hpp"

namespace reachline::hotline::consent::rows {

namespace {

/// Codes never hold a comma, so a list of them is one text.
std::vector<std::string> codes_from(std::string_view joined)
{
    std::vector<std::string> codes;
    if (!joined.empty())
        for (auto const code : split(joined, ','))
            codes.emplace_back(code);
    return codes;
}

ConsentRow consent_from(store::Row const& row)
{
    return { .id = row.id<Consent>(0),
        .subject = row.id<Case>(1),
        .person = row.id<Person>(2),
        .purpose = named<Purpose>(row.text(4)),
        .recipient = row.id<Organization>(3),
        .fields = codes_from(row.text(17)),
        .given_by = named<GivenBy>(row.text(5)),
        .method = named<Method>(row.text(6)),
        .language = row.string(7),
        .interpreter = row.maybe_string(8),
        .script_version = row.integer(9),
        .valid_from = row.time(10),
        .valid_until = row.time(11),
        .max_uses = row.maybe_integer(12),
        .state = named<State>(row.text(13)),
        .recorded_by = row.id<Account>(14),
        .recorded_at = row.time(15),
        .revoked_at = row.maybe_time(16),
        .revoked_how = row.maybe_string(18) };
}

template <class T>
Id<T> id_from(store::Row const& row)
{
    return row.id<T>(0);
}

std::optional<std::string> unless_empty(std::string const& text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

} // namespace

constexpr char select_roles_for[] = R"sql(
    select distinct role from recipient_for where organization = ?1 and purpose = ?2 and ?3 < until
)sql";

Result<std::vector<std::string>> roles_for(
    World& world, Id<Organization> organization, std::string_view purpose, Time now)
{
    return world.database.all(
        select_roles_for, [](store::Row const& row) { return row.string(0); }, organization, purpose, now);
}

constexpr char upsert_contract[] = R"sql(
    insert into partner_contract (organization, ends_at) values (?1, ?2)
    on conflict (organization) do update set ends_at = excluded.ends_at
)sql";

Done upsert_contract_end(World& world, Id<Organization> organization, Time end)
{
    TRY(world.database.run(upsert_contract, organization, end));
    return {};
}

constexpr char select_script[] = R"sql(
    select version, default_hours, longest_hours from consent_script where purpose = ?1
    order by version desc limit 1
)sql";

Result<std::optional<Script>> newest_script(World& world, std::string_view purpose)
{
    return world.database.find(
        select_script,
        [](store::Row const& row) {
            return Script { row.integer(0), hours(row.integer(1)), hours(row.integer(2)) };
        },
        purpose);
}

constexpr char count_language[] = "select count(*) from consent_language where language = ?1";

Result<bool> is_approved_language(World& world, std::string_view language)
{
    return TRY(world.database.number(count_language, language)) > 0;
}

constexpr char count_stronger[] = R"sql(
    select count(*) from release_standard s, consent_method m where m.code = ?1 and m.rank > s.weakest_rank
)sql";

Result<bool> is_too_weak(World& world, std::string_view method)
{
    return TRY(world.database.number(count_stronger, method)) > 0;
}

constexpr char insert_consent_row[] = R"sql(
    insert into consent (id, case_id, person, recipient, purpose, given_by, method, language, interpreter,
        script_version, told_risks, told_not_condition, age_band, capacity, guardian_is_abuser,
        minor_alone_rule, status, valid_from, valid_until, max_uses, field_count, recorded_by, recorded_at,
        witnessed_by, idempotency_key, person_role, said_in)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
        ?22, ?23, ?24, ?25, ?26, ?27)
)sql";

Done insert_consent(World& world, Given const& given)
{
    auto const& said = given.consent;
    TRY(world.database.run(insert_consent_row, given.id, given.subject, said.person, said.recipient,
        json::enum_name(said.purpose), json::enum_name(said.given_by), json::enum_name(said.method),
        said.language, said.interpreter, said.script_version, said.told_risks, said.told_not_condition,
        json::enum_name(given.facts.age_band), json::enum_name(given.facts.capacity),
        json::enum_name(given.facts.guardian_is_abuser), said.minor_alone_rule,
        json::enum_name(given.state), given.valid_from, given.valid_until, said.max_uses,
        said.fields.size(), given.by, world.now(), said.witness, unless_empty(said.idempotency_key),
        json::enum_name(given.facts.role), given.said_in));
    return {};
}

constexpr char count_foreign[] = R"sql(
    select case when ?2 = 'potential_victim'
        then (select count(*) from teller_field where code = ?1 and only_theirs = 1)
        else (select 1 - count(*) from teller_field where code = ?1) end
)sql";

Result<bool> is_about_another(World& world, std::string_view code, cases::PersonRole role)
{
    return TRY(world.database.number(count_foreign, code, json::enum_name(role))) > 0;
}

constexpr char insert_consent_field[] = "insert into consent_field (consent, field_code) values (?1, ?2)";

Done insert_field(World& world, Id<Consent> id, std::string_view code)
{
    TRY(world.database.run(insert_consent_field, id, code));
    return {};
}

constexpr char select_by_key[] = "select id from consent where recorded_by = ?1 and idempotency_key = ?2";

Result<std::optional<Id<Consent>>> consent_by_key(World& world, Id<Account> by, std::string_view key)
{
    return world.database.find(select_by_key, id_from<Consent>, by, key);
}

constexpr char select_consent[] = R"sql(
    select id, case_id, person, recipient, purpose, given_by, method, language, interpreter, script_version,
        valid_from, valid_until, max_uses, status, recorded_by, recorded_at, revoked_at,
        (select coalesce(group_concat(field_code, ','), '') from
            (select field_code from consent_field where consent = consent.id order by field_code)),
        revoked_how
    from consent where id = ?1
)sql";

Result<std::optional<ConsentRow>> consent(World& world, Id<Consent> id)
{
    return world.database.find(select_consent, consent_from, id);
}

constexpr char select_consents[] = R"sql(
    select id, case_id, person, recipient, purpose, given_by, method, language, interpreter, script_version,
        valid_from, valid_until, max_uses, status, recorded_by, recorded_at, revoked_at,
        (select coalesce(group_concat(field_code, ','), '') from
            (select field_code from consent_field where consent = consent.id order by field_code)),
        revoked_how
    from consent where case_id = ?1 order by id desc
)sql";

Result<std::vector<ConsentRow>> consents_of(World& world, Id<Case> subject)
{
    return world.database.all(select_consents, consent_from, subject);
}

constexpr char select_live_for[] = R"sql(
    select id, case_id, person, recipient, purpose, given_by, method, language, interpreter, script_version,
        valid_from, valid_until, max_uses, status, recorded_by, recorded_at, revoked_at,
        (select coalesce(group_concat(field_code, ','), '') from
            (select field_code from consent_field where consent = consent.id order by field_code)),
        revoked_how
    from consent
    where person = ?1 and recipient = ?2 and purpose = ?3 and status = 'active' and valid_from <= ?4
        and ?4 < valid_until
    order by field_count desc, valid_until desc
)sql";

Result<std::vector<ConsentRow>> live_for(
    World& world, Id<Person> person, Id<Organization> recipient, Purpose purpose)
{
    return world.database.all(
        select_live_for, consent_from, person, recipient, json::enum_name(purpose), world.now());
}

constexpr char select_live_of[] = R"sql(
    select id from consent where person = ?1 and status in ('active', 'pending_private')
)sql";

Result<std::vector<Id<Consent>>> live_of(World& world, Id<Person> person)
{
    return world.database.all(select_live_of, id_from<Consent>, person);
}

constexpr char select_live_said_in[] = R"sql(
    select id from consent where said_in = ?1 and status in ('active', 'pending_private')
)sql";

Result<std::vector<Id<Consent>>> live_said_in(World& world, Id<Signal> signal)
{
    return world.database.all(select_live_said_in, id_from<Consent>, signal);
}

constexpr char select_agreed_in[] = R"sql(
    select distinct person from consent where said_in = ?1 and given_by <> 'guardian'
)sql";

Result<std::vector<Id<Person>>> agreed_in(World& world, Id<Signal> signal)
{
    return world.database.all(select_agreed_in, id_from<Person>, signal);
}

constexpr char count_live[] = R"sql(
    select count(*) from consent where case_id = ?1 and status in ('active', 'pending_private')
)sql";

Result<bool> has_live(World& world, Id<Case> subject)
{
    return TRY(world.database.number(count_live, subject)) > 0;
}

constexpr char select_due[] = R"sql(
    select id from consent where status in ('active', 'pending_private') and valid_until <= ?1
)sql";

Result<std::vector<Id<Consent>>> due_to_end(World& world, Time now)
{
    return world.database.all(select_due, id_from<Consent>, now);
}

constexpr char count_uses[] = R"sql(
    select (select count(*) from disclosure where consent = ?1 and state <> 'cancelled')
        + (select count(*) from contact_made where consent = ?1)
)sql";

Result<std::int64_t> uses_of(World& world, Id<Consent> id) { return world.database.number(count_uses, id); }

constexpr char save_repeated[] = R"sql(
    update consent set status = 'active', repeated_by = ?2, repeated_at = ?3 where id = ?1
)sql";

Done mark_repeated(World& world, Id<Consent> id, Id<Account> by)
{
    TRY(world.database.run(save_repeated, id, by, world.now()));
    return {};
}

constexpr char save_revoked[] = R"sql(
    update consent set status = 'revoked', revoked_at = ?2, revoked_how = ?3 where id = ?1
)sql";

Done mark_revoked(World& world, Id<Consent> id, std::string_view how)
{
    TRY(world.database.run(save_revoked, id, world.now(), how));
    return {};
}

constexpr char save_expired[] = "update consent set status = 'expired' where id = ?1";

Done mark_expired(World& world, Id<Consent> id)
{
    TRY(world.database.run(save_expired, id));
    return {};
}

constexpr char insert_consent_refusal[] = R"sql(
    insert into consent_refusal (id, case_id, person, recipient, purpose, contact, attempt, at, recorded_by)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
)sql";

Done insert_refusal(World& world, NewRefusal const& refusal, Id<Account> by)
{
    TRY(world.database.run(insert_consent_refusal, world.ids.next_value(), refusal.subject, refusal.person,
        refusal.recipient, json::enum_name(refusal.purpose), refusal.contact, refusal.attempt, world.now(),
        by));
    return {};
}

constexpr char count_refusals[] = R"sql(
    select count(*) from consent_refusal
    where person = ?1 and recipient = ?2 and purpose = ?3 and contact = ?4
)sql";

Result<std::int64_t> refusals_in(
    World& world, Id<Person> person, Id<Organization> recipient, Purpose purpose, std::int64_t contact)
{
    return world.database.number(count_refusals, person, recipient, json::enum_name(purpose), contact);
}

constexpr char select_refusals[] = R"sql(
    select person, purpose, recipient, at from consent_refusal where case_id = ?1 order by id desc
)sql";

Result<std::vector<Refusal>> refusals_of(World& world, Id<Case> subject)
{
    return world.database.all(
        select_refusals,
        [](store::Row const& row) {
            return Refusal { row.id<Person>(0), named<Purpose>(row.text(1)), row.id<Organization>(2),
                row.time(3) };
        },
        subject);
}

} // namespace reachline::hotline::consent::rows
