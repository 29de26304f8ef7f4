#pragma once

// Accounts, as an administrator keeps them, and presence, as an advocate does.

#include "edges/console/contract/session.hpp"

namespace reachline::edges::console::contract {

enum class AccountState { Invited, Waiting, Active, Ended };
BOOST_DESCRIBE_ENUM(AccountState, Invited, Waiting, Active, Ended)

struct AccountRow {
    Id<Account> id;
    std::string name;
    std::vector<Role> roles;
    std::vector<std::string> languages;
    AccountState state;
    std::optional<Recipient> organization {}; ///< for a partner's user
    Time created_at;
    std::optional<Time> last_seen_at {};
};
BOOST_DESCRIBE_STRUCT(
    AccountRow, (), (id, name, roles, languages, state, organization, created_at, last_seen_at))

struct NewAccount {
    std::string name;
    std::vector<Role> roles;
    std::vector<std::string> languages; ///< BCP 47
    /// Required for, and only for, a partner user.
    std::optional<Id<Organization>> organization_id {};
};
BOOST_DESCRIBE_STRUCT(NewAccount, (), (name, roles, languages, organization_id))

/// Looked up by POST: no name stands in a URL or a log.
struct OrganizationWords {
    std::string words; ///< how its name begins, three letters or more
};
BOOST_DESCRIBE_STRUCT(OrganizationWords, (), (words))

/// What is handed to the new person, by a way that is not this computer.
struct Invitation {
    Id<Account> account_id;
    std::string invite_code; ///< shown once
    Time valid_until;
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (account_id, invite_code, valid_until))

enum class PresenceState { On, Away, Off };
BOOST_DESCRIBE_ENUM(PresenceState, On, Away, Off)

struct Presence {
    PresenceState state;
    std::vector<std::string> languages;
    std::vector<std::string> skills; ///< codes of the list "skills" in forms/categories.json
    Time since;
    /// Five minutes after a hard contact; the desk offers nothing until then.
    std::optional<Time> rests_until {};
    int holding; ///< conversations that are mine now
    int may_hold;
};
BOOST_DESCRIBE_STRUCT(
    Presence, (), (state, languages, skills, since, rests_until, holding, may_hold))

struct PresenceChange {
    PresenceState state;
    std::vector<std::string> languages;
    std::vector<std::string> skills;
};
BOOST_DESCRIBE_STRUCT(PresenceChange, (), (state, languages, skills))

} // namespace reachline::edges::console::contract
