#include "hotline/people/accounts.hpp"

#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "hotline/people/accounts_store.hpp"
#include "hotline/people/vaults.hpp"

#include <algorithm>

namespace reachline::hotline::people {

namespace {

Bytes hash_of(std::string_view kind, std::string_view secret)
{
    return crypto::blake2b({ bytes_of(kind), bytes_of(secret) });
}

audit::Subject about(Id<Account> id) { return audit::subject("account", id); }

bool is_a_name(std::string_view name)
{
    return name.size() >= 2 && name.size() <= 40
        && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
           });
}

Result<AccountRow> existing(World& world, Id<Account> id)
{
    if (auto const found = TRY(rows::account(world, id)))
        return *found;
    return fail(Fault::NotFound, "there is no such account");
}

Actor actor_for(AccountRow const& account)
{
    return { .kind = account.organization ? Actor::Kind::Partner : Actor::Kind::Staff,
        .account = account.id,
        .roles = account.roles,
        .organization = account.organization };
}

Done sessions_ended(World& world, Id<Account> id)
{
    world.tell({ .kind = Notice::Kind::SessionsEnded, .subject = id.value, .to = id });
    return lock_unheld(world, { TRY(existing(world, id)) });
}

/// In fours, as somebody copies it from a screen.
std::string new_invite_code(World& world)
{
    auto code = world.random.hex(16);
    for (std::size_t at = 4; at < code.size(); at += 5)
        code.insert(at, 1, '-');
    return code;
}

Bytes hash_of_invite(std::string_view code) { return hash_of("invite", bare_invite_code(code)); }

} // namespace

std::string bare_invite_code(std::string_view typed)
{
    auto code = lower_ascii(typed);
    std::erase_if(code, [](char c) { return !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z'); });
    return code;
}

Result<Invited> invite(World& world, Actor const& actor, NewAccount const& wish)
{
    if (!actor.may(Permission::ManageAccounts) && actor.kind != Actor::Kind::System)
        return fail(Fault::NotAllowed, "only an administrator invites");
    if (!is_a_name(wish.name))
        return fail(Fault::Invalid, "a name has 2 to 40 small letters, digits, dots or hyphens");
    TRY(check_roles(wish.roles));
    if (wish.roles.contains(Role::PartnerUser) != wish.organization.has_value())
        return fail(Fault::Invalid, "a partner's user belongs to one organisation, staff to none");
    Invited const invited { world.new_id<Account>(), new_invite_code(world) };
    TRY(rows::insert(world, invited.account, wish, hash_of_invite(invited.code)));
    TRY(audit::record(world, actor, "account_invited", about(invited.account)));
    return invited;
}

Result<Invited> invite_again(World& world, Actor const& actor, Id<Account> id)
{
    if (!actor.may(Permission::ManageAccounts) && actor.kind != Actor::Kind::System)
        return fail(Fault::NotAllowed, "only an administrator invites");
    auto const account = TRY(existing(world, id));
    if (account.state == AccountState::Ended)
        return fail(Fault::Conflict, "this account has ended; invite a new one");
    Invited const invited { id, new_invite_code(world) };
    TRY(rows::set_invite(world, id, hash_of_invite(invited.code)));
    TRY(let_out(world, account));
    TRY(rows::end_sessions(world, id));
    TRY(sessions_ended(world, id));
    TRY(audit::record(world, actor, "account_invited_again", about(id)));
    return invited;
}

Result<SignInMaterial> sign_in_material(World& world, std::string const& name)
{
    if (auto const held = TRY(rows::material(world, name))) {
        if (held->held_until > world.now())
            return fail(Fault::Busy, "too many tries; please wait a little and try again");
        return held->material;
    }
    SignInMaterial made_up;
    made_up.salt = crypto::blake2b({ bytes_of("no such account"), bytes_of(name) });
    made_up.salt.resize(16);
    made_up.public_key = Bytes(32);
    return made_up;
}

Result<AccountRow> invited_by(World& world, std::string const& code)
{
    if (auto const found = TRY(rows::by_invite(world, hash_of_invite(code))))
        return *found;
    return fail(Fault::NotFound, "this invitation opens nothing; ask for a new one");
}

namespace {

/// False when somebody opens this partner's vault already, and can let the new one in.
Result<bool> begins_vault(World& world, AccountRow const& account)
{
    Id<Vault> const vault { account.organization->value };
    if (TRY(world.keys.has_members(vault)))
        return false;
    if (world.keys.has_vault(vault))
        TRY(world.keys.remake_vault(vault));
    else
        TRY(world.keys.make_vault(vault));
    TRY(world.keys.admit_member(vault, account.id, account.public_key));
    world.keys.lock(vault);
    return true;
}

Result<bool> must_wait(World& world, AccountRow const& account)
{
    if (!account.organization)
        return needs_vault(account.roles);
    return !TRY(begins_vault(world, account));
}

} // namespace

Result<AccountRow> activate(World& world, std::string const& code, Credentials const& credentials)
{
    auto account = TRY(invited_by(world, code));
    account.public_key = credentials.public_key;
    account.state = TRY(must_wait(world, account)) ? AccountState::Waiting : AccountState::Active;
    TRY(rows::set_credentials(world, account.id, account.state, credentials));
    TRY(audit::record(world, actor_for(account), "account_activated", about(account.id)));
    return account;
}

namespace {

/// Alike for another's account and for one that is not there.
Done check_admits(World& world, Actor const& actor, AccountRow const& account)
{
    if (actor.kind == Actor::Kind::System)
        return {};
    if (actor.kind == Actor::Kind::Partner && actor.organization != account.organization)
        return fail(Fault::NotFound, "there is no such account");
    if (actor.kind == Actor::Kind::Staff && (account.organization || !actor.may(Permission::Supervise)))
        return fail(Fault::NotAllowed, "only a supervisor who holds the key can admit another");
    auto const vault = account.organization ? Id<Vault> { account.organization->value } : keys::hotline_vault;
    if (!TRY(world.keys.is_member(vault, actor.account)))
        return fail(Fault::NotAllowed, "only who holds the key can admit another");
    return {};
}

} // namespace

Done admit(World& world, Actor const& actor, Id<Account> id)
{
    auto const account = TRY(existing(world, id));
    if (actor.account == id)
        return fail(Fault::NotAllowed, "nobody admits themselves");
    TRY(check_admits(world, actor, account));
    if (account.state != AccountState::Waiting)
        return fail(Fault::Conflict, "this account does not wait to be admitted");
    TRY(let_in(world, account));
    TRY(rows::set_state(world, id, AccountState::Active));
    return audit::record(world, actor, "account_admitted", about(id));
}

Result<std::vector<AccountRow>> waiting_for(World& world, Actor const& actor)
{
    auto all = TRY(rows::accounts(world));
    std::erase_if(all, [&](AccountRow const& one) {
        return one.state != AccountState::Waiting || one.organization != actor.organization;
    });
    return all;
}

Done end_account(World& world, Actor const& actor, Id<Account> id)
{
    if (!actor.may(Permission::ManageAccounts))
        return fail(Fault::NotAllowed, "only an administrator ends an account");
    if (actor.account == id)
        return fail(Fault::Invalid, "an administrator cannot end their own account");
    auto const account = TRY(existing(world, id));
    TRY(rows::set_state(world, id, AccountState::Ended));
    TRY(let_out(world, account));
    TRY(end_sessions(world, id));
    return audit::record(world, actor, "account_ended", about(id));
}

Done set_profile(World& world, Actor const& actor, std::string const& languages, std::string const& skills)
{
    if (languages.empty() || languages.size() > 100 || skills.size() > 200)
        return fail(Fault::Invalid, "give at least one language, and not more than a few words of skills");
    TRY(rows::set_profile(world, actor.account, languages, skills));
    return audit::record(world, actor, "profile_changed", about(actor.account));
}

Result<AccountRow> account(World& world, Id<Account> id) { return existing(world, id); }
Result<std::vector<AccountRow>> accounts(World& world) { return rows::accounts(world); }

std::string check_words(ByteView public_key)
{
    auto const digest = crypto::blake2b({ bytes_of("check words"), public_key });
    std::string digits;
    for (std::size_t i = 0; i < 12; ++i) {
        if (i > 0 && i % 4 == 0)
            digits += ' ';
        digits += static_cast<char>('0' + std::to_integer<int>(digest[i]) % 10);
    }
    return digits;
}

Done note_failure(World& world, Id<Account> id)
{
    if (!id)
        return {};
    TRY(rows::add_failure(world, id));
    return audit::record(world, Actor::system(), "sign_in_failed", about(id));
}

Result<std::string> open_session(World& world, Id<Account> id, Surface surface, std::int64_t step)
{
    auto const account = TRY(existing(world, id));
    bool const is_partner = account.organization.has_value();
    if (account.state == AccountState::Waiting)
        return fail(Fault::Conflict, "your account waits to be admitted by somebody who holds the key");
    if (account.state != AccountState::Active || is_partner != (surface == Surface::Partners))
        return fail(Fault::NotAllowed, "the name, the passphrase or the code is not right");
    if (!TRY(rows::spend_step(world, id, step)))
        return fail(Fault::NotAllowed, "this code was used before; wait for the next one");
    auto const token = world.random.hex(32);
    TRY(rows::insert_session(world, hash_of("session", token), id, surface));
    TRY(audit::record(world, actor_for(account), "signed_in", about(id)));
    return token;
}

Result<Session> session_of(World& world, std::string_view token, Surface surface, AskedBy asked_by)
{
    auto const token_hash = hash_of("session", token);
    auto const session = TRY(rows::session(world, token_hash));
    if (!session || session->surface != surface)
        return fail(Fault::NotAllowed, "please sign in");
    if (asked_by == AskedBy::Person && world.now() - session->used_at >= seconds(30))
        TRY(rows::set_used(world, token_hash));
    auto const account = TRY(existing(world, session->account));
    return Session { .actor = actor_for(account),
        .locked = session->locked,
        .ends_at = session->opened_at + longest_session };
}

Result<Actor> actor_of(World& world, std::string_view token, Surface surface)
{
    auto session = TRY(session_of(world, token, surface));
    if (session.locked)
        return fail(Fault::NotAllowed, "this session is locked");
    return session.actor;
}

Done lock_session(World& world, std::string_view token)
{
    auto const token_hash = hash_of("session", token);
    auto const session = TRY(rows::session(world, token_hash));
    if (!session)
        return fail(Fault::NotAllowed, "please sign in");
    TRY(rows::set_locked(world, token_hash, true));
    return lock_unheld(world, { TRY(existing(world, session->account)) });
}

Done unlock_session(World& world, std::string_view token)
{
    return rows::set_locked(world, hash_of("session", token), false);
}

Done end_session(World& world, std::string_view token)
{
    auto const token_hash = hash_of("session", token);
    auto const session = TRY(rows::session(world, token_hash));
    if (!session)
        return {};
    TRY(rows::end_session(world, token_hash));
    TRY(audit::record(world, Actor::system(), "signed_out", about(session->account)));
    return lock_unheld(world, { TRY(existing(world, session->account)) });
}

Done end_sessions(World& world, Id<Account> id)
{
    TRY(rows::end_sessions(world, id));
    return sessions_ended(world, id);
}

Done end_idle_sessions(World& world)
{
    for (auto const id : TRY(rows::end_overdue(world)))
        TRY(sessions_ended(world, id));
    return {};
}

Done end_all_sessions(World& world) { return rows::end_all(world); }

} // namespace reachline::hotline::people
