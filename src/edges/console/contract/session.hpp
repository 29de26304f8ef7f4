#pragma once

// Signing in, and being let into the vault.
//
// A passphrase and a code open a session and, for a member of the vault, the vault. Somebody new
// comes with an invite code, chooses a passphrase, sets up the codes, and then waits until a member
// who holds the key admits them: both read the same check words to each other first.

#include "edges/console/contract/common.hpp"

namespace reachline::edges::console::contract {

using hotline::people::Permission;
using hotline::people::Role;

struct SignIn {
    std::string name;
    std::string passphrase;
    std::string code; ///< six digits (TOTP)
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (name, passphrase, code))

enum class SessionState {
    Open,
    Locked, ///< idle or locked by hand: the passphrase opens it again
    WaitingForAdmission, ///< signed in, but no member has admitted this account to the vault yet
};
BOOST_DESCRIBE_ENUM(SessionState, Open, Locked, WaitingForAdmission)

/// Who I am and what I may do; the console shows only what `permissions` allow.
struct Me {
    Id<Account> id;
    std::string name;
    std::vector<Role> roles;
    std::vector<Permission> permissions;
    std::vector<std::string> languages;
    SessionState state;
    bool vault_open; ///< false: nobody who holds the key is signed in, words cannot be read
    std::optional<std::string> check_words {}; ///< while waiting for admission
    Time session_ends_at;
    int idle_lock_minutes;
};
BOOST_DESCRIBE_STRUCT(Me, (),
    (id, name, roles, permissions, languages, state, vault_open, check_words, session_ends_at,
        idle_lock_minutes))

struct Unlock {
    std::string passphrase;
};
BOOST_DESCRIBE_STRUCT(Unlock, (), (passphrase))

/// The first half of a first sign-in. The secret is fixed to the invite, so asking twice is safe.
struct InviteLook {
    std::string invite_code;
};
BOOST_DESCRIBE_STRUCT(InviteLook, (), (invite_code))

struct Invite {
    std::string name;
    std::vector<Role> roles;
    std::string totp_secret; ///< base32, shown once to be typed into an authenticator
    std::string totp_uri; ///< otpauth://totp/…
};
BOOST_DESCRIBE_STRUCT(Invite, (), (name, roles, totp_secret, totp_uri))

struct Enrolment {
    std::string invite_code;
    std::string passphrase; ///< 12 characters at least
    std::string code; ///< proves that the authenticator works
};
BOOST_DESCRIBE_STRUCT(Enrolment, (), (invite_code, passphrase, code))

/// Somebody who waits to be admitted to the vault.
struct WaitingMember {
    Id<Account> id;
    std::string name;
    std::vector<Role> roles;
    Time enrolled_at;
    std::string check_words; ///< from the key; must match what they read to you
};
BOOST_DESCRIBE_STRUCT(WaitingMember, (), (id, name, roles, enrolled_at, check_words))

struct Admission {
    Id<Account> account_id;
    std::string check_words; ///< as shown; refused if the key changed in between
};
BOOST_DESCRIBE_STRUCT(Admission, (), (account_id, check_words))

} // namespace reachline::edges::console::contract
