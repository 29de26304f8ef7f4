#include "crypto/hash.hpp"
#include "crypto/recovery.hpp"
#include "hotline/keys/inside.hpp"
#include "hotline/keys/keys_store.hpp"
#include "hotline/keys/recovery.hpp"

namespace reachline::hotline::keys {

namespace {

constexpr std::byte version { 1 };

Bytes about_vault(std::string_view what, Id<Vault> vault, Id<Account> account = {})
{
    return crypto::blake2b({ bytes_of(what), crypto::little_endian(vault.value),
        crypto::little_endian(account.value) });
}
Bytes about_member(Id<Vault> vault, Id<Account> account)
{
    return about_vault("vault key of a member", vault, account);
}
Bytes about_holder(Id<Vault> vault, Id<Vault> holder)
{
    return about_vault("vault key of a holder", vault, { holder.value });
}
Bytes about_recovery(Id<Vault> vault)
{
    return about_vault("vault key for recovery", vault);
}
Bytes about_index(Id<Vault> vault)
{
    return about_vault("index key of a vault", vault);
}

} // namespace

namespace {

struct FreshVault {
    OpenVault open;
    rows::VaultRow row;
};

Result<FreshVault> fresh_vault(Id<Vault> vault, Random& random)
{
    auto pair = crypto::KeyPair::make(random);
    auto index_key = crypto::Secret::random(random);
    auto sealed = TRY(crypto::seal_to(pair.public_key(), about_index(vault), index_key.view(), random));
    rows::VaultRow row { pair.public_key(), std::move(sealed) };
    return FreshVault { { std::move(pair), std::move(index_key) }, std::move(row) };
}

} // namespace

Result<Id<Vault>> Keys::make_vault(Id<Vault> wished)
{
    auto const vault = wished ? wished : inside_->ids.next<Vault>();
    return inside_->in_batch([&]() -> Result<Id<Vault>> {
        TRY(inside_->before_change());
        auto fresh = TRY(fresh_vault(vault, inside_->random));
        TRY(rows::insert_vault(inside_->ledger, vault, fresh.row, inside_->clock.now()));
        inside_->open_vaults.emplace(vault, std::move(fresh.open));
        inside_->opened.push_back(vault);
        return vault;
    });
}

Done Keys::remake_vault(Id<Vault> vault)
{
    return inside_->in_batch([&]() -> Done {
        TRY(inside_->public_key_of(vault));
        if (TRY(rows::count_members(inside_->ledger, vault)) > 0)
            return fail(Fault::Conflict, "somebody still opens this vault");
        TRY(inside_->write_new());
        TRY(inside_->before_change());
        auto fresh = TRY(fresh_vault(vault, inside_->random));
        TRY(rows::replace_vault(inside_->ledger, vault, fresh.row));
        TRY(rows::delete_copies_of(inside_->ledger, vault));
        inside_->close(vault);
        inside_->public_keys.erase(vault);
        inside_->envelopes.erase(vault);
        // A data key whose copy for this vault is gone would seal what the next member cannot open.
        inside_->writing.drop_all_of(this_batch.value);
        inside_->writing.drop_all_of(hotline_vault.value);
        inside_->open_vaults.emplace(vault, std::move(fresh.open));
        inside_->opened.push_back(vault);
        inside_->shredded = true;
        return {};
    });
}

Result<bool> Keys::has_members(Id<Vault> vault)
{
    return TRY(rows::count_members(inside_->ledger, vault)) > 0;
}

bool Keys::has_vault(Id<Vault> vault) const
{
    return inside_->public_key_of(vault).has_value();
}

Done Keys::admit_member(Id<Vault> vault, Id<Account> account, ByteView account_public_key)
{
    return inside_->in_batch([&]() -> Done {
        auto const* const held = TRY(inside_->opened_vault(vault));
        auto const member = TRY(crypto::public_key_of(account_public_key));
        auto const wrapped = TRY(crypto::seal_to(
            member, about_member(vault, account), held->pair.private_key(), inside_->random));
        TRY(inside_->before_change());
        return rows::put_member(inside_->ledger, { vault, account }, wrapped, inside_->clock.now());
    });
}

Done Keys::remove_member(Id<Vault> vault, Id<Account> account)
{
    return inside_->in_batch([&]() -> Done {
        TRY(inside_->before_change());
        TRY(rows::delete_member(inside_->ledger, { vault, account }));
        inside_->shredded = true;
        return {};
    });
}

Result<bool> Keys::is_member(Id<Vault> vault, Id<Account> account)
{
    return TRY(rows::find_member(inside_->ledger, { vault, account }))
    .has_value();
}

Result<std::string> Keys::make_recovery_key(Id<Vault> vault)
{
    return inside_->in_batch([&]() -> Result<std::string> {
        auto const* const held = TRY(inside_->opened_vault(vault));
        auto const key = crypto::RecoveryKey::make(inside_->random);
        Bytes wrapped { version };
        crypto::append_sealed(
            wrapped, key.key(), about_recovery(vault), held->pair.private_key(), inside_->random);
        TRY(inside_->before_change());
        TRY(rows::put_recovery(inside_->ledger, vault, wrapped, inside_->clock.now()));
        inside_->shredded = true; // the wrap of an older printed key
        return key.printed();
    });
}

Result<Recoverable> recoverable(store::Database& ledger, Id<Vault> vault)
{
    auto const row = TRY(rows::find_vault(ledger, vault));
    auto const wrapped = TRY(rows::find_recovery(ledger, vault));
    if (!row || !wrapped)
        return fail(Fault::NotFound, "the recovery key of this vault was never printed");
    return Recoverable { row->public_key, *wrapped };
}

Result<crypto::KeyPair> recover(Recoverable const& from, Id<Vault> vault, std::string_view recovery_key)
{
    auto const key = TRY(crypto::RecoveryKey::read(recovery_key));
    auto const wrapped = ByteView(from.private_key_sealed);
    crypto::Secret private_key;
    if (wrapped.empty() || wrapped.front() != version
        || !crypto::open_into(private_key.bytes(), key.key(), about_recovery(vault), wrapped.subspan(1)))
        return fail(Fault::NotAllowed, "this recovery key does not open the vault");
    return crypto::KeyPair::of(std::move(private_key));
}

Done Keys::unlock_with_recovery_key(Id<Vault> vault, std::string_view recovery_key)
{
    auto const wrapped = TRY(rows::find_recovery(inside_->ledger, vault));
    auto const pair = TRY(recover({ {}, wrapped.value_or(Bytes {}) }, vault, recovery_key));
    return inside_->open_with(vault, crypto::Secret::copy_of(pair.private_key()));
}

Done Keys::entrust(Id<Vault> vault, Id<Vault> holder)
{
    return inside_->in_batch([&]() -> Done {
        auto const* const held = TRY(inside_->opened_vault(vault));
        auto const wrapped = TRY(crypto::seal_to(TRY(inside_->public_key_of(holder)),
            about_holder(vault, holder), held->pair.private_key(), inside_->random));
        TRY(inside_->before_change());
        return rows::put_holder(inside_->ledger, { vault, holder }, wrapped, inside_->clock.now());
    });
}

Done Keys::unlock_through(Id<Vault> vault, Id<Vault> holder)
{
    auto const* const held = TRY(inside_->opened_vault(holder));
    auto const wrapped = TRY(rows::find_holder(inside_->ledger, { vault, holder }));
    crypto::Secret private_key;
    if (!wrapped
        || !crypto::open_into(
            private_key.bytes(), held->pair, about_holder(vault, holder), *wrapped))
        return fail(Fault::NotAllowed, "this vault is not held by the other");
    return inside_->open_with(vault, std::move(private_key));
}

Done Keys::unlock(Id<Vault> vault, Id<Account> account, Unlocked const& unlocked)
{
    auto const wrapped = TRY(rows::find_member(inside_->ledger, { vault, account }));
    crypto::Secret private_key;
    if (!wrapped
        || !crypto::open_into(
            private_key.bytes(), unlocked, about_member(vault, account), *wrapped))
        return fail(Fault::NotAllowed, "this account does not open the vault");
    return inside_->open_with(vault, std::move(private_key));
}

void Keys::lock(Id<Vault> vault)
{
    inside_->close(vault);
}

bool Keys::is_unlocked(Id<Vault> vault) const
{
    return inside_->is_open(vault);
}

Result<Bytes> Keys::blind_index(std::string_view normalised)
{
    auto const* const held = TRY(inside_->opened_vault(hotline_vault));
    return crypto::keyed_blake2b(
        held->index_key.view(), { bytes_of("blind index"), bytes_of(normalised) }, 16);
}

Result<crypto::PublicKey> Keys::Inside::public_key_of(Id<Vault> vault)
{
    if (auto const known = public_keys.find(vault); known != public_keys.end())
        return known->second;
    auto const row = TRY(rows::find_vault(ledger, vault));
    if (!row)
        return fail(Fault::NotFound, "there is no such vault");
    return public_keys.emplace(vault, row->public_key).first->second;
}

Result<OpenVault*> Keys::Inside::opened_vault(Id<Vault> vault)
{
    auto const found = open_vaults.find(vault);
    if (found == open_vaults.end())
        return fail(
            Fault::NotAllowed, "the vault is locked; somebody who may open it must sign in");
    return &found->second;
}

Done Keys::Inside::open_with(Id<Vault> vault, crypto::Secret private_key)
{
    if (is_open(vault))
        return {};
    auto const row = TRY(rows::find_vault(ledger, vault));
    auto pair = crypto::KeyPair::of(std::move(private_key));
    if (!row || pair.public_key() != row->public_key)
        return fail(Fault::Broken, "the key ledger does not fit together");
    crypto::Secret index_key;
    TRY(crypto::open_into(index_key.bytes(), pair, about_index(vault), row->index_key_sealed));
    open_vaults.emplace(vault, OpenVault { std::move(pair), std::move(index_key) });
    if (batch != Stage::None)
        opened.push_back(vault);
    return {};
}

void Keys::Inside::close(Id<Vault> vault)
{
    open_vaults.erase(vault);
    writing.drop_all_of(vault.value);
    reading.drop_all_of(vault.value);
}

} // namespace reachline::hotline::keys
