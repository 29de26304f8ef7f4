#pragma once

// What Keys knows between two commands, and how it joins the core's batch.

#include "hotline/keys/key_ring.hpp"
#include "hotline/keys/keys.hpp"

#include <map>
#include <optional>
#include <unordered_map>

namespace reachline::hotline::keys {

/// Open data keys that stay in memory, for writing and for reading: 32 bytes each.
inline constexpr std::size_t keys_kept_open = 16'384;

/// Stands for a vault in the name of a key that nobody unlocked may read: it ends with the batch.
inline constexpr Id<Vault> this_batch { 0 };

struct OpenVault {
    crypto::KeyPair pair;
    crypto::Secret index_key;
};

struct Keys::Inside {
    store::Database& ledger;
    Clock const& clock;
    Random& random;
    IdSource& ids;

    std::map<Id<Vault>, crypto::PublicKey> public_keys;
    std::map<Id<Vault>, OpenVault> open_vaults;
    KeyRing writing { keys_kept_open }; ///< by folder: the data key that is written with now
    KeyRing reading { keys_kept_open }; ///< by data key

    // The batch.

    struct NewFolder {
        Id<Folder> folder;
        Readers readers;
    };
    struct Made {
        Id<Folder> folder;
        std::int64_t key;
    };
    enum class Stage { None, Begun, Written };
    Stage batch = Stage::None;
    Stage command = Stage::None;
    bool shredded = false; ///< something was destroyed that the ledger's log may still hold
    struct NewCopy {
        std::int64_t key;
        Id<Vault> vault;
        Id<Folder> folder;
        Bytes sealed;
    };
    // Written with the commit, in one go, or before another change of the ledger asks for them.
    std::vector<NewFolder> new_folders;
    std::vector<NewCopy> new_copies;
    std::vector<Made> made; ///< data keys of this batch
    std::vector<Id<Vault>> opened; ///< vaults made or unlocked in this batch
    /// How many of each are older than this command.
    struct Counts {
        std::size_t folders = 0, copies = 0, made = 0, opened = 0;
    };
    Counts before;
    /// One key exchange a vault and batch: it seals every data key of the batch to that vault, and
    /// is forgotten with the batch (decision page 0006).
    std::map<Id<Vault>, crypto::Envelope> envelopes;

    Done begin();
    Done commit();
    void rollback();
    Done savepoint();
    void undo();

    /// To be called before the ledger is changed: opens the transaction that begin() and
    /// savepoint() put off, so that a batch that changes no key costs no fsync.
    Done before_change();
    /// To be called before the ledger is asked for, or changed in, what may not be written yet.
    Done write_new();
    Result<Readers> readers_of(Id<Folder>);

    /// Runs `change` in the core's batch, or else in one of its own.
    template <class Change>
    auto in_batch(Change change) -> decltype(change())
    {
        if (batch != Stage::None)
            return change();
        TRY(begin());
        auto outcome = change();
        if (!outcome) {
            rollback();
            return outcome;
        }
        if (auto const kept = commit(); !kept) {
            rollback();
            return fail(kept.error());
        }
        return outcome;
    }

    Result<KeyRing::Kept> key_to_write_with(Id<Folder>);
    Result<KeyRing::Kept> new_data_key(Id<Folder>);
    Done seal_to_readers(crypto::KeyView key, std::int64_t id, Id<Folder>, Readers const&);
    Result<KeyRing::Kept> key_to_read_with(std::int64_t key, Id<Vault>);
    void forget_keys_of(Id<Folder>, std::int64_t key, Id<Vault>);

    Result<crypto::PublicKey> public_key_of(Id<Vault>);
    Result<crypto::Envelope*> envelope_for(Id<Vault>);
    bool is_open(Id<Vault> vault) const { return open_vaults.contains(vault); }
    Result<OpenVault*> opened_vault(Id<Vault>);
    Done open_with(Id<Vault>, crypto::Secret private_key);
    void close(Id<Vault>);

private:
    Done end_command();
    Done write_first(std::size_t folders, std::size_t copies);
    void end_batch();
    void forget_since(Counts);
};

} // namespace reachline::hotline::keys
