#pragma once

// The vault: intake writes what it cannot read (decision page 0006).
//
// What identifies a person rests sealed under a data key of its folder (a conversation, a case).
// The data key rests sealed to the public key of each vault that may read the folder: the
// hotline's own, and, for what was disclosed to it or for a chat it was brought into, a partner
// organisation's. Writing needs public keys only. Reading needs a vault that somebody has unlocked
// with their passphrase. Data keys rest in the key ledger, a file of its own with short backups:
// destroying a folder's keys there erases what was written under them, in every old copy too.

#include "base/bytes.hpp"
#include "base/id.hpp"
#include "base/private.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "crypto/seal.hpp"
#include "store/database.hpp"

#include <memory>
#include <string>
#include <vector>

namespace reachline::hotline {

struct Folder; ///< what shares data keys and is erased together
struct Vault; ///< a key pair with its wraps; a household that reads together
struct Account; ///< one who signs in: staff or partner user

namespace keys {

/// The hotline's own vault. Partner organisations' vaults have ids from the IdSource.
inline constexpr Id<Vault> hotline_vault { 1 };
/// Of those who keep the directory: what organizations tell of themselves before they are listed.
/// Held by the hotline's vault (decision page 0050).
inline constexpr Id<Vault> directory_vault { 2 };

/// Where a sealed value lies. It is bound into the seal, so a value moved to another row, column
/// or table does not open.
struct Place {
    Literal table;
    Literal column;
    std::int64_t row;
};

/// Who may read what is written into a new folder.
using Readers = std::vector<Id<Vault>>;

/// What an account's passphrase becomes: crypto::account_key(), in a worker, never in a command.
using Unlocked = crypto::KeyPair;

class Keys {
public:
    /// `ledger` is the key ledger's database; Keys writes its rows within the core's batch.
    Keys(store::Database& ledger, Clock const&, Random&, IdSource&);
    ~Keys();

    // Writing. Works while every vault is locked.

    Id<Folder> new_folder(Readers = { hotline_vault });
    /// Later values of the folder are sealed for `readers` too; earlier ones stay as they are.
    Done admit_reader(Id<Folder>, Id<Vault>);
    /// `vault` can read nothing of the folder any more, old or new.
    Done remove_reader(Id<Folder>, Id<Vault>);
    Result<Bytes> seal(Id<Folder>, Place, PrivateText const&);
    Result<Bytes> seal(Id<Folder>, Place, std::string text);
    /// Destroys every data key of the folder: what it held is gone.
    Done erase(Id<Folder>);

    // Reading. NotAllowed while `vault` is locked; NotFound once the folder was erased.

    Result<PrivateText> open(Place, ByteView sealed, Id<Vault> = hotline_vault);
    bool is_unlocked(Id<Vault> = hotline_vault) const;
    /// For finding a repeat contact: a keyed fingerprint of a normalised number or address. The
    /// key is in the vault, so this is NotAllowed while it is locked.
    Result<Bytes> blind_index(std::string_view normalised);

    // Vaults and their members. A vault's private key is wrapped for each member; an
    // administrator has no wrap.

    /// Makes the key pair of a new vault and leaves it unlocked for the command that made it.
    Result<Id<Vault>> make_vault(Id<Vault> = {});
    /// A new key pair for a vault that nobody holds a wrap of any more; unlocked for the command, as a
    /// new one. What was sealed to the old one is gone, what is written from now on opens for the next
    /// member. Conflict while somebody still holds a wrap.
    Done remake_vault(Id<Vault>);
    bool has_vault(Id<Vault>) const;
    /// Whether any account holds a wrap of the vault's private key.
    Result<bool> has_members(Id<Vault>);
    /// Wraps the vault's private key for an account's public key. The vault must be unlocked.
    Done admit_member(Id<Vault>, Id<Account>, ByteView account_public_key);
    Done remove_member(Id<Vault>, Id<Account>);
    Result<bool> is_member(Id<Vault>, Id<Account>);
    /// Wraps the vault's private key under a fresh recovery key; answers that key as it is
    /// printed: groups of letters and digits. It is stored nowhere.
    Result<std::string> make_recovery_key(Id<Vault>);
    Done unlock_with_recovery_key(Id<Vault>, std::string_view recovery_key);
    /// Wraps the vault's private key for another vault. The vault must be unlocked, the other need
    /// not be.
    Done entrust(Id<Vault>, Id<Vault> holder);
    /// Opens a vault with the key that `holder`, which must be unlocked, keeps of it.
    Done unlock_through(Id<Vault>, Id<Vault> holder);

    /// Opens the vault for a session of `account`; NotAllowed when it holds no wrap.
    Done unlock(Id<Vault>, Id<Account>, Unlocked const&);
    /// Forgets the private key and every opened data key.
    void lock(Id<Vault>);

    /// Called by the core around each batch: the ledger commits first, so a row can never be on
    /// disk without its key. Outside of a batch each verb is a batch of its own.
    Done begin();
    Done commit();
    void rollback();
    /// Called around each command of a batch: undo() takes back what was done since savepoint().
    Done savepoint();
    void undo();

    /// The greatest id in the ledger, below which the IdSource must not begin.
    Result<std::int64_t> greatest_id();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace keys
} // namespace reachline::hotline
