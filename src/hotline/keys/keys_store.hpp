#pragma once

// The rows of the key ledger.

#include "crypto/seal.hpp"
#include "hotline/keys/keys.hpp"

#include <optional>

namespace reachline::hotline::keys::rows {

struct VaultRow {
    crypto::PublicKey public_key;
    Bytes index_key_sealed;
};
struct Member {
    Id<Vault> vault;
    Id<Account> account;
};
/// Names one sealed copy of a data key.
struct Copy {
    std::int64_t key;
    Id<Vault> vault;
    Id<Folder> folder;
};

Done insert_vault(store::Database&, Id<Vault>, VaultRow const&, Time);
Result<std::optional<VaultRow>> find_vault(store::Database&, Id<Vault>);

Done put_member(store::Database&, Member, Bytes const& private_key_sealed, Time);
Result<std::optional<Bytes>> find_member(store::Database&, Member);
Done delete_member(store::Database&, Member);
Result<std::int64_t> count_members(store::Database&, Id<Vault>);
/// Other keys, and no recovery key any more.
Done replace_vault(store::Database&, Id<Vault>, VaultRow const&);

Done put_recovery(store::Database&, Id<Vault>, Bytes const& private_key_sealed, Time);
Result<std::optional<Bytes>> find_recovery(store::Database&, Id<Vault>);

struct Holding {
    Id<Vault> vault;
    Id<Vault> holder;
};
Done put_holder(store::Database&, Holding, Bytes const& private_key_sealed, Time);
Result<std::optional<Bytes>> find_holder(store::Database&, Holding);

Done insert_reader(store::Database&, Id<Folder>, Id<Vault>);
Result<Readers> readers_of(store::Database&, Id<Folder>);
Done delete_reader(store::Database&, Id<Folder>, Id<Vault>);
Done delete_readers(store::Database&, Id<Folder>);

struct SealedKey {
    Id<Folder> folder;
    Bytes sealed;
};
Done insert_copy(store::Database&, Copy, Bytes const& sealed);
Result<std::optional<SealedKey>> find_copy(store::Database&, std::int64_t key, Id<Vault>);
Result<std::vector<Copy>> copies_of(store::Database&, Id<Folder>);
Done delete_copies(store::Database&, Id<Folder>, Id<Vault>);
Done delete_copies(store::Database&, Id<Folder>);
Done delete_copies_of(store::Database&, Id<Vault>);

/// The greatest id that the ledger holds.
Result<std::int64_t> greatest_id(store::Database&);

} // namespace reachline::hotline::keys::rows
