#pragma once

// Which vaults an account opens, and how it came to hold their keys.
//
// Who reads cases holds the hotline's; who keeps the directory holds the directory's, and reads no
// case; a partner's user holds the partner's. The directory's vault is made when it is first
// needed, by an application or by the first editor, and is held by the hotline's: so a supervisor
// lets the next editor in as they let in an advocate, and the printed recovery key is the way back
// to both (decision page 0050).

#include "hotline/people/accounts.hpp"

namespace reachline::hotline::people {

/// Empty for who opens none.
std::vector<Id<Vault>> vaults_of(AccountRow const&);

/// Opens every vault of the account that it holds a key of.
Done unlock_vaults(World&, AccountRow const&, keys::Unlocked const&);

/// Locks every vault of these accounts that no open session holds open.
Done lock_unheld(World&, std::vector<AccountRow> const&);

/// Wraps the keys of the account's vaults for it. The hotline's vault must be unlocked.
Done let_in(World&, AccountRow const&);
/// Takes the keys of the account's vaults away from it.
Done let_out(World&, AccountRow const&);

/// Makes the directory's vault if there is none, and leaves it locked. Needs no vault to be open.
Done ensure_directory_vault(World&);

} // namespace reachline::hotline::people
