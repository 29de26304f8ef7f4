#include "hotline/consent/exception_store.hpp"

#include "base/text.hpp"
#include "hotline/consent/named.hpp"

namespace reachline::hotline::consent::rows {

namespace {

std::vector<std::string> codes_from(std::string_view joined)
{
    std::vector<std::string> codes;
    if (!joined.empty())
        for (auto const code : split(joined, ','))
            codes.emplace_back(code);
    return codes;
}

ExceptionRow exception_from(store::Row const& row)
{
    return { .id = row.id<Exception>(0),
        .subject = row.id<Case>(1),
        .person = row.id<Person>(2),
        .kind = named<ExceptionKind>(row.text(5)),
        .rule = row.string(6),
        .recipient = row.id<Organization>(3),
        .purpose = named<Purpose>(row.text(4)),
        .fields = codes_from(row.text(20)),
        .observations = codes_from(row.text(21)),
        .solo = row.flag(7),
        .told_person = row.flag(9),
        .state = named<ExceptionState>(row.text(8)),
        .requested_by = row.id<Account>(10),
        .requested_at = row.time(11),
        .decided_by = row.maybe_id<Account>(12),
        .decided_at = row.maybe_time(13),
        .decide_by = row.maybe_time(14),
        .valid_until = row.maybe_time(15),
        .concurred_by = row.maybe_id<Account>(16),
        .concurred_at = row.maybe_time(17),
        .review_due = row.maybe_time(18),
        .reviewed_by = row.maybe_id<Account>(19),
        .reviewed_at = row.maybe_time(22) };
}

} // namespace

constexpr char select_scope[] = "select code, alone from exception_scope where kind = ?1 order by code";

Result<std::vector<ScopeField>> scope_of(World& world, ExceptionKind kind)
{
    return world.database.all(
        select_scope, [](store::Row const& row) { return ScopeField { row.string(0), row.flag(1) }; },
        json::enum_name(kind));
}

constexpr char insert_exception_row[] = R"sql(
    insert into exception (id, case_id, person, recipient, purpose, kind, rule, solo, state, field_count,
        facts_sealed, told_person, requested_by, requested_at, decide_by, decided_by, decided_at, valid_until,
        review_due, idempotency_key, age_band)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
)sql";

Done insert_exception(World& world, NewExceptionRow const& made)
{
    auto const& wanted = made.wanted;
    auto const now = world.now();
    auto const if_solo = [&](auto value) { return made.solo ? std::optional(value) : std::nullopt; };
    auto const key = wanted.idempotency_key.empty() ? std::nullopt : std::optional(wanted.idempotency_key);
    TRY(world.database.run(insert_exception_row, made.id, made.subject, wanted.person, wanted.recipient,
        json::enum_name(made.purpose), json::enum_name(wanted.kind), wanted.rule, made.solo,
        made.solo ? "approved" : "requested", wanted.fields.size(), made.facts_sealed, wanted.told_person,
        made.by, now, made.decide_by, if_solo(made.by), if_solo(now), if_solo(now + exception_life),
        if_solo(now + review_within), key, json::enum_name(made.age_band)));
    return {};
}

constexpr char insert_field_row[] = R"sql(
    insert into exception_field (exception, field_code, kind, solo) values (?1, ?2, ?3, ?4)
)sql";

Done insert_exception_field(
    World& world, Id<Exception> id, ExceptionKind kind, bool solo, std::string_view code)
{
    TRY(world.database.run(insert_field_row, id, code, json::enum_name(kind), solo));
    return {};
}

constexpr char insert_observation_row[] = "insert into exception_observation (exception, code) values (?1, ?2)";

Done insert_observation(World& world, Id<Exception> id, std::string_view code)
{
    TRY(world.database.run(insert_observation_row, id, code));
    return {};
}

constexpr char select_by_key[] = "select id from exception where requested_by = ?1 and idempotency_key = ?2";

Result<std::optional<Id<Exception>>> exception_by_key(World& world, Id<Account> by, std::string_view key)
{
    return world.database.find(
        select_by_key, [](store::Row const& row) { return row.id<Exception>(0); }, by, key);
}

constexpr char select_exception[] = R"sql(
    select id, case_id, person, recipient, purpose, kind, rule, solo, state, told_person, requested_by,
        requested_at, decided_by, decided_at, decide_by, valid_until, concurred_by, concurred_at, review_due,
        reviewed_by,
        (select coalesce(group_concat(field_code, ','), '') from
            (select field_code from exception_field where exception = exception.id order by field_code)),
        (select coalesce(group_concat(code, ','), '') from
            (select code from exception_observation where exception = exception.id order by code)),
        reviewed_at
    from exception where id = ?1
)sql";

Result<std::optional<ExceptionRow>> exception(World& world, Id<Exception> id)
{
    return world.database.find(select_exception, exception_from, id);
}

constexpr char select_of_case[] = R"sql(
    select id, case_id, person, recipient, purpose, kind, rule, solo, state, told_person, requested_by,
        requested_at, decided_by, decided_at, decide_by, valid_until, concurred_by, concurred_at, review_due,
        reviewed_by,
        (select coalesce(group_concat(field_code, ','), '') from
            (select field_code from exception_field where exception = exception.id order by field_code)),
        (select coalesce(group_concat(code, ','), '') from
            (select code from exception_observation where exception = exception.id order by code)),
        reviewed_at
    from exception where case_id = ?1 order by id desc
)sql";

Result<std::vector<ExceptionRow>> exceptions_of(World& world, Id<Case> subject)
{
    return world.database.all(select_of_case, exception_from, subject);
}

constexpr char select_open[] = R"sql(
    select id, case_id, person, recipient, purpose, kind, rule, solo, state, told_person, requested_by,
        requested_at, decided_by, decided_at, decide_by, valid_until, concurred_by, concurred_at, review_due,
        reviewed_by,
        (select coalesce(group_concat(field_code, ','), '') from
            (select field_code from exception_field where exception = exception.id order by field_code)),
        (select coalesce(group_concat(code, ','), '') from
            (select code from exception_observation where exception = exception.id order by code)),
        reviewed_at
    from exception
    where state = 'requested' or (solo = 1 and (concurred_by is null or reviewed_by is null))
    order by case when state = 'requested' or concurred_by is null then decide_by else review_due end, id
)sql";

Result<std::vector<ExceptionRow>> open_exceptions(World& world)
{
    return world.database.all(select_open, exception_from);
}

constexpr char select_past_end[] = R"sql(
    select id from exception where state = 'approved' and valid_until <= ?1
)sql";

Result<std::vector<Id<Exception>>> exceptions_past_end(World& world, Time now)
{
    return world.database.all(
        select_past_end, [](store::Row const& row) { return row.id<Exception>(0); }, now);
}

constexpr char save_decided[] = R"sql(
    update exception set state = ?2, decided_by = ?3, decided_at = ?4, valid_until = ?5,
        decision_reason_sealed = ?6
    where id = ?1
)sql";

Done mark_decided(World& world, Id<Exception> id, bool approved, Id<Account> by, Bytes const& reason)
{
    auto const until = approved ? std::optional(world.now() + exception_life) : std::nullopt;
    TRY(world.database.run(
        save_decided, id, approved ? "approved" : "refused", by, world.now(), until, reason));
    return {};
}

constexpr char save_concurred[] = R"sql(
    update exception set concurred_by = ?2, concurred_at = ?3, decision_reason_sealed = ?4 where id = ?1
)sql";
constexpr char save_corrected[] = R"sql(
    update exception set state = 'corrected', concurred_by = ?2, concurred_at = ?3,
        decision_reason_sealed = ?4
    where id = ?1
)sql";

Done mark_concurred(World& world, Id<Exception> id, bool concurs, Id<Account> by, Bytes const& reason)
{
    if (concurs)
        TRY(world.database.run(save_concurred, id, by, world.now(), reason));
    else
        TRY(world.database.run(save_corrected, id, by, world.now(), reason));
    return {};
}

constexpr char save_reviewed[] = R"sql(
    update exception set reviewed_by = ?2, reviewed_at = ?3, review_sealed = ?4 where id = ?1
)sql";

Done mark_reviewed(World& world, Id<Exception> id, Id<Account> by, Bytes const& outcome)
{
    TRY(world.database.run(save_reviewed, id, by, world.now(), outcome));
    return {};
}

constexpr char save_expired[] = "update exception set state = 'expired' where id = ?1";

Done mark_exception_expired(World& world, Id<Exception> id)
{
    TRY(world.database.run(save_expired, id));
    return {};
}

constexpr char select_words[] = "select facts_sealed, decision_reason_sealed from exception where id = ?1";

Result<SealedWords> words_of(World& world, Id<Exception> id)
{
    auto const words = TRY(world.database.find(
        select_words, [](store::Row const& row) { return SealedWords { row.blob(0), row.maybe_blob(1) }; }, id));
    if (!words)
        return fail(Fault::NotFound, "there is no such exception");
    return *words;
}

} // namespace reachline::hotline::consent::rows
