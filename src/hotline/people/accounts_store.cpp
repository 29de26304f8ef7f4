#include "hotline/people/accounts_store.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"

namespace reachline::hotline::people::rows {

namespace {

std::string roles_text(Roles const& roles)
{
    std::string text;
    for (auto const role : roles)
        text += (text.empty() ? "" : ",") + json::enum_name(role);
    return text;
}

Roles roles_of(std::string_view text)
{
    Roles roles;
    for (auto const part : split(text, ','))
        if (auto const role = json::enum_value<Role>(part))
            roles.insert(*role);
    return roles;
}

AccountRow read_account(store::Row const& row)
{
    return {
        .id = row.id<Account>(0),
        .name = row.string(1),
        .roles = roles_of(row.text(2)),
        .organization = row.maybe_id<Organization>(3),
        .languages = row.string(4),
        .skills = row.string(5),
        .state = json::enum_value<AccountState>(row.text(6)).value_or(AccountState::Ended),
        .created_at = row.time(7),
        .public_key = row.blob(8),
        .last_seen = row.maybe_time(9),
    };
}

} // namespace

constexpr char insert_account[] = R"sql(
    insert into account (id, name, roles, organization, languages, skills, state, created_at,
        invite_hash, invite_until)
    values (?1, ?2, ?3, ?4, ?5, ?6, 'invited', ?7, ?8, ?9)
)sql";
Done insert(World& world, Id<Account> id, NewAccount const& wish, Bytes const& invite_hash)
{
    TRY(world.database.run(insert_account, id, wish.name, roles_text(wish.roles), wish.organization,
        wish.languages, wish.skills, world.now(), invite_hash, world.now() + invite_life));
    return {};
}

constexpr char update_invite[] = R"sql(
    update account set state = 'invited', invite_hash = ?2, invite_until = ?3, salt = null,
        public_key = null, totp_sealed = null, failures = 0, held_until = 0
    where id = ?1
)sql";
Done set_invite(World& world, Id<Account> id, Bytes const& invite_hash)
{
    TRY(world.database.run(update_invite, id, invite_hash, world.now() + invite_life));
    return {};
}

#define REACHLINE_ACCOUNT_COLUMNS                                                                  \
    "select id, name, roles, organization, languages, skills, state, created_at, public_key, "     \
    "(select max(used_at) from session where session.account = account.id) from account "

constexpr char account_by_id[] = REACHLINE_ACCOUNT_COLUMNS "where id = ?1";
Result<std::optional<AccountRow>> account(World& world, Id<Account> id)
{
    return world.database.find(account_by_id, read_account, id);
}

constexpr char account_by_invite[] = REACHLINE_ACCOUNT_COLUMNS R"sql(
    where invite_hash = ?1 and invite_until > ?2 and state = 'invited'
)sql";
Result<std::optional<AccountRow>> by_invite(World& world, Bytes const& invite_hash)
{
    return world.database.find(account_by_invite, read_account, invite_hash, world.now());
}

constexpr char every_account[] = REACHLINE_ACCOUNT_COLUMNS "order by name";
Result<std::vector<AccountRow>> accounts(World& world)
{
    return world.database.all(every_account, read_account);
}

#undef REACHLINE_ACCOUNT_COLUMNS

constexpr char material_by_name[] = R"sql(
    select id, salt, public_key, totp_sealed, totp_last_step, held_until
    from account where name = ?1 and state in ('active', 'waiting') and public_key is not null
)sql";
Result<std::optional<HeldMaterial>> material(World& world, std::string_view name)
{
    return world.database.find(
        material_by_name,
        [](store::Row const& row) {
            return HeldMaterial { { .account = row.id<Account>(0),
                                      .salt = row.blob(1),
                                      .public_key = row.blob(2),
                                      .totp_sealed = row.blob(3),
                                      .totp_last_step = row.integer(4) },
                row.time(5) };
        },
        name);
}

constexpr char update_credentials[] = R"sql(
    update account set state = ?2, salt = ?3, public_key = ?4, totp_sealed = ?5,
        invite_hash = null, invite_until = null
    where id = ?1
)sql";
Done set_credentials(World& world, Id<Account> id, AccountState state, Credentials const& credentials)
{
    TRY(world.database.run(update_credentials, id, json::enum_name(state), credentials.salt,
        credentials.public_key, credentials.totp_sealed));
    return {};
}

constexpr char update_state[] = "update account set state = ?2 where id = ?1";
Done set_state(World& world, Id<Account> id, AccountState state)
{
    TRY(world.database.run(update_state, id, json::enum_name(state)));
    return {};
}

constexpr char update_profile[] = "update account set languages = ?2, skills = ?3 where id = ?1";
Done set_profile(World& world, Id<Account> id, std::string_view languages, std::string_view skills)
{
    TRY(world.database.run(update_profile, id, languages, skills));
    return {};
}

constexpr char count_failure[] = R"sql(
    update account set failures = failures + 1,
        held_until = case when failures + 1 < ?2 then 0
            else ?3 + min(900000, 15000 * (failures + 2 - ?2) * (failures + 2 - ?2)) end
    where id = ?1
)sql";
Done add_failure(World& world, Id<Account> id)
{
    TRY(world.database.run(count_failure, id, failures_allowed, world.now()));
    return {};
}

constexpr char use_step[] = R"sql(
    update account set totp_last_step = ?2, failures = 0, held_until = 0
    where id = ?1 and totp_last_step < ?2
)sql";
Result<bool> spend_step(World& world, Id<Account> id, std::int64_t step)
{
    return TRY(world.database.run(use_step, id, step)) == 1;
}

constexpr char insert_session_row[] = R"sql(
    insert into session (token_hash, account, surface, opened_at, used_at) values (?1, ?2, ?3, ?4, ?4)
)sql";
Done insert_session(World& world, Bytes const& token_hash, Id<Account> account, Surface surface)
{
    TRY(world.database.run(insert_session_row, token_hash, account, json::enum_name(surface), world.now()));
    return {};
}

constexpr char session_by_token[] = R"sql(
    select account, surface, used_at, opened_at, locked
    from session where token_hash = ?1 and ended_at is null
)sql";
Result<std::optional<SessionRow>> session(World& world, Bytes const& token_hash)
{
    return world.database.find(
        session_by_token,
        [](store::Row const& row) {
            return SessionRow { row.id<Account>(0),
                json::enum_value<Surface>(row.text(1)).value_or(Surface::Console), row.time(2),
                row.time(3), row.flag(4) };
        },
        token_hash);
}

constexpr char update_used[] = "update session set used_at = ?2 where token_hash = ?1";
Done set_used(World& world, Bytes const& token_hash)
{
    TRY(world.database.run(update_used, token_hash, world.now()));
    return {};
}

constexpr char update_locked[] = "update session set locked = ?2, used_at = ?3 where token_hash = ?1";
Done set_locked(World& world, Bytes const& token_hash, bool locked)
{
    TRY(world.database.run(update_locked, token_hash, locked, world.now()));
    return {};
}

constexpr char end_one_session[] = R"sql(
    update session set ended_at = ?2 where token_hash = ?1 and ended_at is null
)sql";
Done end_session(World& world, Bytes const& token_hash)
{
    TRY(world.database.run(end_one_session, token_hash, world.now()));
    return {};
}

constexpr char end_sessions_of[] = R"sql(
    update session set ended_at = ?2 where account = ?1 and ended_at is null
)sql";
Done end_sessions(World& world, Id<Account> account)
{
    TRY(world.database.run(end_sessions_of, account, world.now()));
    return {};
}

// A live talk keeps its advocate's session: a chat is never cut by a clock.
constexpr char sessions_over[] = R"sql(
    select distinct account from session
    where ended_at is null and (opened_at < ?1 or used_at < ?2)
        and not exists (select 1 from signal where signal.handler = session.account
            and signal.state = 'active' and signal.channel in ('call', 'text', 'webchat')
            and session.opened_at >= ?1)
)sql";
constexpr char end_over[] = R"sql(
    update session set ended_at = ?3
    where account = ?4 and ended_at is null and (opened_at < ?1 or used_at < ?2)
)sql";
Result<std::vector<Id<Account>>> end_overdue(World& world)
{
    auto const opened_before = world.now() - longest_session;
    auto const used_before = world.now() - idle_session;
    auto const over = TRY(world.database.all(
        sessions_over, [](store::Row const& row) { return row.id<Account>(0); }, opened_before,
        used_before));
    for (auto const account : over)
        TRY(world.database.run(end_over, opened_before, used_before, world.now(), account));
    return over;
}

constexpr char end_every_session[] = "update session set ended_at = ?1 where ended_at is null";
Done end_all(World& world)
{
    TRY(world.database.run(end_every_session, world.now()));
    return {};
}

constexpr char sessions_of_surface[] = R"sql(
    select distinct account.id from session
    join account on account.id = session.account
    where session.ended_at is null and session.locked = 0
)sql";
Result<std::vector<AccountRow>> signed_in(World& world)
{
    std::vector<AccountRow> people;
    for (auto const id : TRY(world.database.all(
             sessions_of_surface, [](store::Row const& row) { return row.id<Account>(0); })))
        if (auto const one = TRY(account(world, id)))
            people.push_back(*one);
    return people;
}

} // namespace reachline::hotline::people::rows
