#include "hotline/cases/cases_store.hpp"

#include "store/stored_enum.hpp"

#include <fmt/format.h>

namespace reachline::hotline::cases::rows {

namespace {

using store::maybe_stored;
using store::stored;

CaseFile file_from(store::Row const& row)
{
    return { .id = row.id<Case>(0),
        .number = fmt::format("{}-{:04}", row.integer(1), row.integer(2)),
        .facts = { .status = stored<Status>(row.text(3)),
            .jurisdiction = row.maybe_string(4),
            .type = stored<TraffickingType>(row.text(5)),
            .venue = row.maybe_string(6),
            .close_reason = row.maybe_string(15),
            .version = row.integer(16) },
        .proposed = maybe_stored<Likelihood>(row, 7),
        .confirmed = maybe_stored<Likelihood>(row, 8),
        .folder = row.id<Folder>(9),
        .opened_by = row.maybe_id<Account>(10),
        .assigned = row.maybe_id<Account>(11),
        .opened_at = row.time(12),
        .changed_at = row.time(13),
        .closed_at = row.maybe_time(14) };
}

} // namespace

constexpr char select_last_ordinal[] = "select max(ordinal) from case_file where year = ?1";

Result<std::int64_t> next_ordinal(World& world, std::int64_t year)
{
    return TRY(world.database.number(select_last_ordinal, year)) + 1;
}

constexpr char insert_case_file[] = R"sql(
    insert into case_file (id, year, ordinal, status, trafficking_type, folder, opened_by, assigned,
        opened_at, changed_at, version, idempotency_key)
    values (?1, ?2, ?3, 'open', 'not_specified', ?4, ?5, ?5, ?6, ?6, 1, ?7)
)sql";

Done insert_case(World& world, Opening const& opening)
{
    auto const key = opening.idempotency_key.empty() ? std::nullopt : std::optional(opening.idempotency_key);
    TRY(world.database.run(insert_case_file, opening.id, opening.year, opening.ordinal, opening.folder,
        opening.by, world.now(), key));
    return {};
}

constexpr char select_by_key[] = R"sql(
    select id from case_file where opened_by = ?1 and idempotency_key = ?2
)sql";

Result<std::optional<Id<Case>>> case_by_key(World& world, std::optional<Id<Account>> by, std::string_view key)
{
    return world.database.find(
        select_by_key, [](store::Row const& row) { return row.id<Case>(0); }, by, key);
}

constexpr char select_case[] = R"sql(
    select id, year, ordinal, status, jurisdiction, trafficking_type, venue, proposed, confirmed, folder,
        opened_by, assigned, opened_at, changed_at, closed_at, close_reason, version
    from case_file where id = ?1
)sql";

Result<std::optional<CaseFile>> case_file(World& world, Id<Case> id)
{
    return world.database.find(select_case, file_from, id);
}

constexpr char select_newest[] = R"sql(
    select id, year, ordinal, status, jurisdiction, trafficking_type, venue, proposed, confirmed, folder,
        opened_by, assigned, opened_at, changed_at, closed_at, close_reason, version
    from case_file order by changed_at desc, id desc limit ?1
)sql";

Result<std::vector<CaseFile>> newest_cases(World& world, std::int64_t limit)
{
    return world.database.all(select_newest, file_from, limit);
}

constexpr char save_facts[] = R"sql(
    update case_file set status = ?3, jurisdiction = ?4, trafficking_type = ?5, venue = ?6,
        close_reason = ?7, closed_at = ?8, changed_at = ?9, version = version + 1
    where id = ?1 and version = ?2
)sql";

Result<std::int64_t> update_facts(
    World& world, Id<Case> id, Facts const& facts, std::optional<Time> closed_at)
{
    return world.database.run(save_facts, id, facts.version, json::enum_name(facts.status),
        facts.jurisdiction, json::enum_name(facts.type), facts.venue, facts.close_reason, closed_at,
        world.now());
}

constexpr char save_assigned[] = "update case_file set assigned = ?2, changed_at = ?3 where id = ?1";

Done update_assigned(World& world, Id<Case> id, Id<Account> to)
{
    TRY(world.database.run(save_assigned, id, to, world.now()));
    return {};
}

constexpr char save_proposed[] = "update case_file set proposed = ?2, changed_at = ?3 where id = ?1";

Done update_proposed(World& world, Id<Case> id, Likelihood level)
{
    TRY(world.database.run(save_proposed, id, json::enum_name(level), world.now()));
    return {};
}

constexpr char save_confirmed[] = "update case_file set confirmed = ?2, changed_at = ?3 where id = ?1";

Done update_confirmed(World& world, Id<Case> id, Likelihood level)
{
    TRY(world.database.run(save_confirmed, id, json::enum_name(level), world.now()));
    return {};
}

constexpr char save_changed[] = "update case_file set changed_at = ?2 where id = ?1";

Done touch(World& world, Id<Case> id)
{
    TRY(world.database.run(save_changed, id, world.now()));
    return {};
}

constexpr char insert_case_signal[] = R"sql(
    insert into case_signal (case_id, signal, linked_by, linked_at) values (?1, ?2, ?3, ?4)
)sql";

Done insert_link(World& world, Id<Case> id, Id<Signal> signal, std::optional<Id<Account>> by)
{
    TRY(world.database.run(insert_case_signal, id, signal, by, world.now()));
    return {};
}

constexpr char count_link[] = "select count(*) from case_signal where case_id = ?1 and signal = ?2";

Result<bool> is_linked(World& world, Id<Case> id, Id<Signal> signal)
{
    return TRY(world.database.number(count_link, id, signal)) > 0;
}

constexpr char select_signals[] = "select signal from case_signal where case_id = ?1 order by signal";

Result<std::vector<Id<Signal>>> signals_of(World& world, Id<Case> id)
{
    return world.database.all(
        select_signals, [](store::Row const& row) { return row.id<Signal>(0); }, id);
}

constexpr char select_cases[] = "select case_id from case_signal where signal = ?1 order by case_id";

Result<std::vector<Id<Case>>> cases_of(World& world, Id<Signal> signal)
{
    return world.database.all(
        select_cases, [](store::Row const& row) { return row.id<Case>(0); }, signal);
}

constexpr char select_live_signal[] = R"sql(
    select s.id from case_signal l join signal s on s.id = l.signal
    where l.case_id = ?1 and s.handler = ?2 and s.state in ('active', 'wrap_up')
    order by s.id desc limit 1
)sql";

Result<std::optional<Id<Signal>>> live_signal_of(World& world, Id<Case> id, Id<Account> account)
{
    return world.database.find(
        select_live_signal, [](store::Row const& row) { return row.id<Signal>(0); }, id, account);
}

constexpr char insert_case_breaking[] = R"sql(
    insert into case_breaking (id, case_id, account, at, until, reason_sealed)
    values (?1, ?2, ?3, ?4, ?5, ?6)
)sql";

Done insert_breaking(World& world, NewBreaking const& breaking)
{
    TRY(world.database.run(insert_case_breaking, breaking.id, breaking.subject, breaking.by, world.now(),
        breaking.until, breaking.reason_sealed));
    return {};
}

constexpr char select_breaking_until[] = R"sql(
    select until from case_breaking where case_id = ?1 and account = ?2 and until > ?3
    order by until desc limit 1
)sql";

Result<std::optional<Time>> breaking_until(World& world, Id<Case> id, Id<Account> account)
{
    return world.database.find(
        select_breaking_until, [](store::Row const& row) { return row.time(0); }, id, account, world.now());
}

constexpr char select_unseen[] = R"sql(
    select id, case_id, account, at, until, reason_sealed from case_breaking
    where reviewed_by is null order by at
)sql";

Result<std::vector<SealedBreaking>> breakings_unseen(World& world)
{
    return world.database.all(select_unseen, [](store::Row const& row) {
        return SealedBreaking { row.integer(0), row.id<Case>(1), row.id<Account>(2), row.time(3),
            row.time(4), row.blob(5) };
    });
}

constexpr char save_seen[] = R"sql(
    update case_breaking set reviewed_by = ?2, reviewed_at = ?3
    where id = ?1 and reviewed_by is null and account <> ?2
)sql";

Result<std::int64_t> mark_breaking_seen(World& world, std::int64_t id, Id<Account> by)
{
    return world.database.run(save_seen, id, by, world.now());
}

// Whoever works on a case is not warned that an auditor looks at how.
constexpr char select_events[] = R"sql(
    select at, what, about, about_id, actor from event
    where ((about = 'case' and about_id = ?1) or (of = 'case' and of_id = ?1))
        and what not in ('changes_audited', 'readings_audited')
    order by id desc limit ?2
)sql";

Result<std::vector<Happening>> events_of(World& world, Id<Case> id, std::int64_t limit)
{
    return world.database.all(
        select_events,
        [](store::Row const& row) {
            return Happening { row.time(0), row.string(1), row.string(2), row.integer(3),
                row.maybe_id<Account>(4) };
        },
        id, limit);
}

} // namespace reachline::hotline::cases::rows
