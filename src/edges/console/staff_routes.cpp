#include "edges/console/contract/staff.hpp"
#include "edges/console/profile.hpp"
#include "edges/console/row.hpp"

#include "base/text.hpp"
#include "edges/console/step_rows.hpp"
#include "hotline/directory/owners.hpp"
#include "hotline/people/accounts.hpp"

namespace reachline::edges::console {

namespace {

namespace people = hotline::people;
using contract::Acknowledgement;
using hotline::Account;

static_assert(static_cast<int>(contract::AccountState::Ended) == static_cast<int>(people::AccountState::Ended));

std::vector<std::string> list_of(std::string const& text)
{
    std::vector<std::string> items;
    for (auto const part : split(text, ','))
        items.emplace_back(trimmed(part));
    return items;
}

Result<std::vector<contract::AccountRow>> accounts(Call const& call)
{
    std::vector<contract::AccountRow> rows;
    for (auto const& account : TRY(people::accounts(call.world)))
        rows.push_back({ .id = account.id,
            .name = account.name,
            .roles = { account.roles.begin(), account.roles.end() },
            .languages = list_of(account.languages),
            .state = static_cast<contract::AccountState>(account.state),
            .organization = account.organization
                ? std::optional(recipient_row(call.world, *account.organization))
                : std::nullopt,
            .created_at = account.created_at,
            .last_seen_at = account.last_seen });
    return rows;
}

contract::Invitation invitation(Call const& call, people::Invited const& invited)
{
    return { invited.account, invited.code, call.world.now() + people::invite_life };
}

Result<contract::Invitation> invite(Call const& call, contract::NewAccount wish)
{
    auto const languages = TRY(language_codes(wish.languages));
    return invitation(call,
        TRY(people::invite(call.world, call.actor,
            { .name = wish.name,
                .roles = { wish.roles.begin(), wish.roles.end() },
                .organization = wish.organization_id,
                .languages = languages.empty() ? "en" : languages,
                .skills = {} })));
}

/// Names alone: who manages accounts sees nothing else of the directory.
Result<std::vector<contract::Recipient>> organizations(
    Call const& call, contract::OrganizationWords wish)
{
    std::vector<contract::Recipient> rows;
    for (auto const& [id, name] : TRY(
             hotline::directory::organizations_named(call.world.database, std::string(trimmed(wish.words)))))
        rows.push_back({ id, name });
    return rows;
}

Result<Acknowledgement> end(Call const& call)
{
    TRY(people::end_account(call.world, call.actor, call.id<Account>()));
    return Acknowledgement {};
}

Result<contract::Invitation> reset(Call const& call)
{
    return invitation(call, TRY(people::invite_again(call.world, call.actor, call.id<Account>())));
}

Result<std::vector<contract::WaitingMember>> waiting(Call const& call)
{
    std::vector<contract::WaitingMember> rows;
    for (auto const& account : TRY(people::waiting_for(call.world, call.actor)))
        rows.push_back({ .id = account.id,
            .name = account.name,
            .roles = { account.roles.begin(), account.roles.end() },
            .enrolled_at = account.created_at,
            .check_words = people::check_words(account.public_key) });
    return rows;
}

Result<Acknowledgement> admit(Call const& call, contract::Admission admission)
{
    auto const account = TRY(people::account(call.world, admission.account_id));
    if (people::check_words(account.public_key) != admission.check_words)
        return fail(Fault::Conflict, "the check words have changed; read them to each other again");
    TRY(people::admit(call.world, call.actor, admission.account_id));
    return Acknowledgement {};
}

} // namespace

Routes staff_routes()
{
    using enum Permission;
    return {
        row<Nothing, std::vector<contract::AccountRow>>(
            "GET", "/api/accounts", { ManageAccounts }, "every account", accounts),
        row<contract::NewAccount, contract::Invitation>("POST", "/api/accounts", { ManageAccounts },
            "makes one; the invite code is shown once", invite),
        row<contract::OrganizationWords, std::vector<contract::Recipient>>("POST",
            "/api/accounts/organizations", { ManageAccounts },
            "organizations by the beginning of their name, to invite a user of one", organizations),
        row<Nothing, Acknowledgement>("POST", "/api/accounts/{id}/end", { ManageAccounts },
            "ends it and its sessions, takes its key away", end),
        row<Nothing, contract::Invitation>("POST", "/api/accounts/{id}/reset", { ManageAccounts },
            "a new invite; the old passphrase ends", reset),
        row<Nothing, std::vector<contract::WaitingMember>>("GET", "/api/admissions", { Supervise },
            "who waits to be let into the vault", waiting),
        row<contract::Admission, Acknowledgement>("POST", "/api/admissions", { Supervise },
            "lets one in, after both read the check words to each other", admit),
    };
}

} // namespace reachline::edges::console
