#include "hotline/directory/applications/applications_store.hpp"

#include "base/json_binding.hpp"
#include "crypto/receipt.hpp"

namespace reachline::hotline::directory::applications::rows {

namespace {

using json::enum_name;
using store::Row;

applications::Row row_of(Row const& row)
{
    return { .id = row.id<Application>(0),
        .state = json::enum_value<State>(row.text(1)).value_or(State::Withdrawn),
        .since = row.time(2),
        .submitted = row.time(3),
        .services = row.integer(4),
        .letters = row.integer(5),
        .transfers = row.flag(6),
        .states = row.string(7),
        .taken_up_by = row.maybe_id<Account>(8),
        .recommended_by = row.maybe_id<Account>(9),
        .approved_by = row.maybe_id<Account>(10),
        .refusal = row.string(11),
        .organization = row.maybe_id<Organization>(12) };
}

} // namespace

constexpr char insert_application[] = R"sql(
    insert into application (id, state, since, submitted_at, token_hash, tag, services, letters,
        transfers, states, folder, draft_sealed)
    values (?1, 'submitted', ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
)sql";

Done insert(store::Database& database, NewRow const& one)
{
    TRY(database.run(insert_application, one.row.id, one.row.submitted, one.token_hash, one.tag,
        one.row.services, one.row.letters, one.row.transfers ? 1 : 0, one.row.states, one.folder,
        one.draft_sealed));
    return {};
}

constexpr char count_token[] = "select count(*) from application where token_hash = ?1";

Result<bool> token_is_known(store::Database& database, Bytes const& token_hash)
{
    return TRY(database.number(count_token, token_hash)) > 0;
}

// All candidates in one statement, as for a person's receipt (signals/signals.cpp).
constexpr char application_of_tags[] = R"sql(
    with recursive place (start) as (
        select 1 union all select start + ?2 from place where start + ?2 < length(?1)
    )
    select application.id from place
    join application on application.tag = substr(?1, place.start, ?2)
)sql";

Result<std::optional<Id<Application>>> by_tags(store::Database& database, Bytes const& all_tags)
{
    auto const found = TRY(database.all(
        application_of_tags, [](Row const& row) { return row.id<Application>(0); }, all_tags,
        crypto::tag_size));
    return found.empty() ? std::nullopt : std::optional(found.front());
}

constexpr char one_application[] = R"sql(
    select id, state, since, submitted_at, services, letters, transfers, states, taken_up_by,
        recommended_by, approved_by, coalesce(refusal, ''), organization, folder, draft_sealed
    from application where id = ?1
)sql";

Result<Kept> find(store::Database& database, Id<Application> id)
{
    auto found = TRY(database.find(
        one_application,
        [](Row const& row) {
            return Kept { .row = row_of(row),
                .folder = row.id<Folder>(13),
                .draft_sealed = row.maybe_blob(14) };
        },
        id));
    if (!found)
        return fail(Fault::NotFound, "there is no such application");
    return std::move(*found);
}

constexpr char open_applications[] = R"sql(
    select id, state, since, submitted_at, services, letters, transfers, states, taken_up_by,
        recommended_by, approved_by, coalesce(refusal, ''), organization
    from application where state in ('submitted', 'in_review', 'info_requested', 'approved')
    order by submitted_at, id
)sql";

Result<std::vector<applications::Row>> open(store::Database& database)
{
    return database.all(open_applications, row_of);
}

constexpr char closed_applications[] = R"sql(
    select id, state, since, submitted_at, services, letters, transfers, states, taken_up_by,
        recommended_by, approved_by, coalesce(refusal, ''), organization
    from application where state in ('listed', 'refused', 'withdrawn')
    order by since desc, id desc limit ?1
)sql";

Result<std::vector<applications::Row>> closed(store::Database& database, std::int64_t limit)
{
    return database.all(closed_applications, row_of, limit);
}

constexpr char move_application[] =
    "update application set state = ?2, since = ?3 where id = ?1";

Done move(store::Database& database, Id<Application> id, State to, Time now)
{
    TRY(database.run(move_application, id, enum_name(to), now));
    return {};
}

constexpr char take_up_application[] = "update application set taken_up_by = ?2 where id = ?1";

Done set_taken_up(store::Database& database, Id<Application> id, Id<Account> by)
{
    TRY(database.run(take_up_application, id, by));
    return {};
}

constexpr char recommend_application[] =
    "update application set recommended_by = ?2, recommended_at = ?3 where id = ?1";

Done set_recommended(
    store::Database& database, Id<Application> id, std::optional<Id<Account>> by, Time now)
{
    TRY(database.run(
        recommend_application, id, by, by ? std::optional(now) : std::optional<Time> {}));
    return {};
}

constexpr char approve_application[] = R"sql(
    update application set state = 'approved', since = ?4, approved_by = ?2, approved_at = ?4,
        organization = ?3
    where id = ?1
)sql";

Done set_approved(store::Database& database, Id<Application> id, Id<Account> by,
    Id<Organization> organization, Time now)
{
    TRY(database.run(approve_application, id, by, organization, now));
    return {};
}

constexpr char refuse_application[] =
    "update application set state = 'refused', since = ?3, refusal = ?2 where id = ?1";

Done set_refused(
    store::Database& database, Id<Application> id, std::string const& reason, Time now)
{
    TRY(database.run(refuse_application, id, reason, now));
    return {};
}

constexpr char insert_check[] = R"sql(
    insert into application_check (id, application, point, form_version, result, note_sealed,
        checked_by, checked_at)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
)sql";

Done insert_point(store::Database& database, Id<Application> id, SealedPoint const& one)
{
    TRY(database.run(insert_check, one.id, id, one.row.point, one.row.form_version,
        enum_name(one.row.result), one.note_sealed, one.row.by, one.row.at));
    return {};
}

constexpr char checks_of[] = R"sql(
    select id, point, form_version, result, note_sealed, checked_by, checked_at
    from application_check where application = ?1 order by id
)sql";

Result<std::vector<SealedPoint>> points(store::Database& database, Id<Application> id)
{
    return database.all(
        checks_of,
        [](Row const& row) {
            return SealedPoint { .row = { .point = row.string(1),
                                     .form_version = row.integer(2),
                                     .result = json::enum_value<Finding>(row.text(3)).value_or(
                                         Finding::No),
                                     .note = {},
                                     .by = row.id<Account>(5),
                                     .at = row.time(6) },
                .id = row.integer(0),
                .note_sealed = row.maybe_blob(4) };
        },
        id);
}

constexpr char upsert_letter[] = R"sql(
    insert into application_letter (application, position, verdict, read_by, read_at)
    values (?1, ?2, ?3, ?4, ?5)
    on conflict (application, position) do update set verdict = excluded.verdict,
        read_by = excluded.read_by, read_at = excluded.read_at
)sql";

Done put_letter(store::Database& database, Id<Application> id, LetterRow const& one)
{
    TRY(database.run(upsert_letter, id, one.position, enum_name(one.verdict), one.by, one.at));
    return {};
}

constexpr char letters_of[] = R"sql(
    select position, verdict, read_by, read_at
    from application_letter where application = ?1 order by position
)sql";

Result<std::vector<LetterRow>> letters(store::Database& database, Id<Application> id)
{
    return database.all(
        letters_of,
        [](Row const& row) {
            return LetterRow { .position = row.integer(0),
                .verdict = json::enum_value<LetterVerdict>(row.text(1)).value_or(LetterVerdict::NotConfirmed),
                .by = row.id<Account>(2),
                .at = row.time(3) };
        },
        id);
}

constexpr char insert_message[] = R"sql(
    insert into application_message (id, application, asked_by, at, text_sealed)
    values (?1, ?2, ?3, ?4, ?5)
)sql";

Done insert_said(store::Database& database, Id<Application> id, SealedSaid const& one)
{
    TRY(database.run(insert_message, one.id, id, one.asked_by, one.at, one.text_sealed));
    return {};
}

constexpr char messages_of[] = R"sql(
    select id, asked_by, at, text_sealed
    from application_message where application = ?1 order by id
)sql";

Result<std::vector<SealedSaid>> said(store::Database& database, Id<Application> id)
{
    return database.all(
        messages_of,
        [](Row const& row) {
            return SealedSaid { .id = row.integer(0),
                .asked_by = row.maybe_id<Account>(1),
                .at = row.time(2),
                .text_sealed = row.blob(3) };
        },
        id);
}

constexpr char insert_listed[] =
    "insert into application_service (application, service) values (?1, ?2)";

Done insert_service(store::Database& database, Id<Application> id, Id<Listing> service)
{
    TRY(database.run(insert_listed, id, service));
    return {};
}

constexpr char services_of[] =
    "select service from application_service where application = ?1 order by service";

Result<std::vector<Id<Listing>>> services(store::Database& database, Id<Application> id)
{
    return database.all(
        services_of, [](Row const& row) { return row.id<Listing>(0); }, id);
}

constexpr char ended_applications[] = R"sql(
    select id, folder from application
    where state in ('refused', 'withdrawn') and since <= ?1 and erased_at is null
)sql";

Result<std::vector<Due>> due_to_erase(store::Database& database, Time ended_before)
{
    return database.all(
        ended_applications,
        [](Row const& row) {
            return Due { row.id<Application>(0), row.id<Folder>(1) };
        },
        ended_before);
}

constexpr char forget_draft[] =
    "update application set draft_sealed = null, erased_at = ?2 where id = ?1";
constexpr char forget_notes[] =
    "update application_check set note_sealed = null where application = ?1";
constexpr char forget_messages[] = "delete from application_message where application = ?1";

Done mark_erased(store::Database& database, Id<Application> id, Time now)
{
    TRY(database.run(forget_draft, id, now));
    TRY(database.run(forget_notes, id));
    TRY(database.run(forget_messages, id));
    return {};
}

} // namespace reachline::hotline::directory::applications::rows
