#include "hotline/people/vaults.hpp"

#include "hotline/people/accounts_store.hpp"

namespace reachline::hotline::people {

namespace {

using keys::directory_vault;
using keys::hotline_vault;

bool reads_cases(Roles const& roles)
{
    return may(roles, Permission::AnswerSignals) || may(roles, Permission::SendReport);
}

bool keeps_directory(Roles const& roles)
{
    return may(roles, Permission::EditDirectory) || may(roles, Permission::VerifyDirectory);
}

Result<bool> is_held_open(World& world, Id<Vault> vault)
{
    for (auto const& one : TRY(rows::signed_in(world)))
        if (TRY(world.keys.is_member(vault, one.id)))
            return true;
    return false;
}

} // namespace

bool needs_vault(Roles const& roles) { return reads_cases(roles) || keeps_directory(roles); }

std::vector<Id<Vault>> vaults_of(AccountRow const& account)
{
    if (account.organization)
        return { Id<Vault> { account.organization->value } };
    std::vector<Id<Vault>> vaults;
    if (reads_cases(account.roles))
        vaults.push_back(hotline_vault);
    if (keeps_directory(account.roles))
        vaults.push_back(directory_vault);
    return vaults;
}

Done unlock_vaults(World& world, AccountRow const& account, keys::Unlocked const& key)
{
    for (auto const vault : vaults_of(account))
        if (world.keys.has_vault(vault) && TRY(world.keys.is_member(vault, account.id)))
            TRY(world.keys.unlock(vault, account.id, key));
    return {};
}

Done lock_unheld(World& world, std::vector<AccountRow> const& accounts)
{
    for (auto const& account : accounts)
        for (auto const vault : vaults_of(account))
            if (!TRY(is_held_open(world, vault)))
                world.keys.lock(vault);
    return {};
}

Done let_in(World& world, AccountRow const& account)
{
    for (auto const vault : vaults_of(account)) {
        bool const was_open = world.keys.is_unlocked(vault);
        if (vault == directory_vault && !was_open) {
            TRY(ensure_directory_vault(world));
            TRY(world.keys.unlock_through(directory_vault, hotline_vault));
        }
        TRY(world.keys.admit_member(vault, account.id, account.public_key));
        if (!was_open)
            world.keys.lock(vault);
    }
    return {};
}

Done let_out(World& world, AccountRow const& account)
{
    for (auto const vault : vaults_of(account))
        TRY(world.keys.remove_member(vault, account.id));
    return {};
}

Done ensure_directory_vault(World& world)
{
    if (world.keys.has_vault(directory_vault))
        return {};
    TRY(world.keys.make_vault(directory_vault));
    TRY(world.keys.entrust(directory_vault, hotline_vault));
    world.keys.lock(directory_vault);
    return {};
}

} // namespace reachline::hotline::people
