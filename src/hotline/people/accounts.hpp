#pragma once

// Accounts from invitation to end, and the sessions they open.
//
// An administrator invites; the invited person chooses a passphrase, which becomes a key pair
// (Argon2id, in a worker) of which only the salt and the public half are kept; whoever must read
// cases, or what organizations tell the directory in confidence, is then admitted by a member who
// already can: the vault's key is wrapped for their public key (vaults.hpp). An administrator is
// never admitted, so an administrator reads nothing.

#include "hotline/audit/audit.hpp"
#include "hotline/people/people.hpp"
#include "hotline/world.hpp"

#include <optional>
#include <string>
#include <vector>

namespace reachline::hotline::people {

enum class AccountState { Invited, Waiting, Active, Ended };
BOOST_DESCRIBE_ENUM(AccountState, Invited, Waiting, Active, Ended)

/// Where a session was opened; a token of one surface opens nothing on another.
enum class Surface { Console, Partners };
BOOST_DESCRIBE_ENUM(Surface, Console, Partners)

inline constexpr hours longest_session { 12 };
inline constexpr minutes idle_session { 15 };
inline constexpr hours invite_life { 72 };
inline constexpr int failures_allowed = 5; ///< then each further try waits, up to 15 minutes

struct AccountRow {
    Id<Account> id;
    std::string name;
    Roles roles;
    std::optional<Id<Organization>> organization;
    std::string languages; ///< comma separated, "en,es"
    std::string skills;
    AccountState state {};
    Time created_at;
    Bytes public_key;
    std::optional<Time> last_seen {}; ///< when a session of theirs was last used
};

struct NewAccount {
    std::string name;
    Roles roles;
    std::optional<Id<Organization>> organization {};
    std::string languages = "en";
    std::string skills {};
};

struct Invited {
    Id<Account> account;
    std::string code; ///< shown once, to be handed over in person; in groups of four
};
/// A code as it is kept, whatever way somebody typed or read it aloud: no groups, small letters.
std::string bare_invite_code(std::string_view typed);

/// NotAllowed for who may not manage accounts; Conflict for a name in use.
Result<Invited> invite(World&, Actor const&, NewAccount const&);
/// A new code; the old passphrase opens nothing any more, and the vault's wrap is gone.
Result<Invited> invite_again(World&, Actor const&, Id<Account>);

/// What a passphrase is tried against. For a name that nobody has, a made-up one, so that the
/// answer takes as long.
struct SignInMaterial {
    Id<Account> account {}; ///< 0 for a made-up one
    Bytes salt;
    Bytes public_key;
    Bytes totp_sealed;
    std::int64_t totp_last_step = 0;
};
/// Busy while the account is held after too many failures.
Result<SignInMaterial> sign_in_material(World&, std::string const& name);
/// The account that an invitation code belongs to; NotFound alike for wrong, used and expired.
Result<AccountRow> invited_by(World&, std::string const& code);

struct Credentials {
    Bytes salt;
    Bytes public_key;
    Bytes totp_sealed;
};
/// The invited person has chosen a passphrase. Staff who need a vault, and a partner's second user,
/// then wait for admission. A partner's first user makes the partner's vault; so does one who comes
/// when nobody is left who could open it: what was sealed for those who left stays shut.
Result<AccountRow> activate(World&, std::string const& code, Credentials const&);
/// Wraps the keys of their vaults for who waits. The actor must not be the same person: for staff a
/// supervisor who holds the hotline's key, for a partner's user any who holds that partner's.
Done admit(World&, Actor const&, Id<Account>);
/// Who waits to be let into the vault that the actor holds.
Result<std::vector<AccountRow>> waiting_for(World&, Actor const&);
Done end_account(World&, Actor const&, Id<Account>);
Done set_profile(World&, Actor const&, std::string const& languages, std::string const& skills);

Result<AccountRow> account(World&, Id<Account>);
Result<std::vector<AccountRow>> accounts(World&);
/// Staff who read cases or keep the directory hold a wrap; others do not need one.
bool needs_vault(Roles const&);
/// Three groups of digits that stand for a public key: the new member reads them to the member who
/// admits, so that nobody in between can slip in a key of their own.
std::string check_words(ByteView public_key);

Done note_failure(World&, Id<Account>);

/// A session after passphrase and one-time code were right. `step` is the code's time step: the
/// same code never opens two sessions.
Result<std::string> open_session(World&, Id<Account>, Surface, std::int64_t step);
struct Session {
    Actor actor;
    bool locked = false;
    Time ends_at;
};
/// What a window asks by itself, as each console does every few seconds, keeps no session open.
enum class AskedBy { Person, Window };
/// Whose window this is. NotAllowed for a token that opens nothing here; notes that a person used it.
Result<Session> session_of(World&, std::string_view token, Surface, AskedBy = AskedBy::Person);
/// The same, for who may only go on while it is not locked.
Result<Actor> actor_of(World&, std::string_view token, Surface);
/// Shows nothing until the passphrase is given again; the last member's lock locks the vault.
Done lock_session(World&, std::string_view token);
Done unlock_session(World&, std::string_view token);
Done end_session(World&, std::string_view token);
/// Ends every session of an account at once.
Done end_sessions(World&, Id<Account>);
/// Ends idle and overlong sessions, and locks each vault that no session holds open any more.
Done end_idle_sessions(World&);
/// After a restart nobody is signed in, since nothing is unlocked.
Done end_all_sessions(World&);

} // namespace reachline::hotline::people
