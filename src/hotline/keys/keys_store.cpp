#include "hotline/keys/keys_store.hpp"

namespace reachline::hotline::keys::rows {

namespace {
Bytes first_blob(store::Row const& row)
{
    return row.blob(0);
}
} // namespace

constexpr char add_vault[] = R"sql(
    insert into vault (id, public_key, index_key_sealed, created_at) values (?1, ?2, ?3, ?4)
)sql";
Done insert_vault(store::Database& ledger, Id<Vault> vault, VaultRow const& row, Time now)
{
    TRY(ledger.run(add_vault, vault, ByteView(row.public_key), row.index_key_sealed, now));
    return {};
}

constexpr char vault_by_id[] = "select public_key, index_key_sealed from vault where id = ?1";
Result<std::optional<VaultRow>> find_vault(store::Database& ledger, Id<Vault> vault)
{
    struct Raw {
        Bytes public_key;
        Bytes index_key_sealed;
    };
    auto found = TRY(ledger.find(
        vault_by_id,
        [](store::Row const& row) {
            return Raw { row.blob(0), row.blob(1) };
        },
        vault));
    if (!found)
        return std::optional<VaultRow> {};
    return std::optional(VaultRow {
        TRY(crypto::public_key_of(found->public_key))
        , std::move(found->index_key_sealed)
    });
}

constexpr char set_member[] = R"sql(
    insert into vault_member (vault, account, private_key_sealed, admitted_at)
    values (?1, ?2, ?3, ?4)
    on conflict (vault, account) do update
    set private_key_sealed = excluded.private_key_sealed, admitted_at = excluded.admitted_at
)sql";
Done put_member(store::Database& ledger, Member member, Bytes const& sealed, Time now)
{
    TRY(ledger.run(set_member, member.vault, member.account, sealed, now));
    return {};
}

constexpr char member_wrap[] = R"sql(
    select private_key_sealed from vault_member where vault = ?1 and account = ?2
)sql";
Result<std::optional<Bytes>> find_member(store::Database& ledger, Member member)
{
    return ledger.find(member_wrap, first_blob, member.vault, member.account);
}

constexpr char remove_wrap[] = "delete from vault_member where vault = ?1 and account = ?2";
Done delete_member(store::Database& ledger, Member member)
{
    TRY(ledger.run(remove_wrap, member.vault, member.account));
    return {};
}

constexpr char members_of[] = "select count(*) from vault_member where vault = ?1";
Result<std::int64_t> count_members(store::Database& ledger, Id<Vault> vault)
{
    return ledger.number(members_of, vault);
}

constexpr char other_keys[] = "update vault set public_key = ?2, index_key_sealed = ?3 where id = ?1";
constexpr char no_recovery[] = "delete from vault_recovery where vault = ?1";
Done replace_vault(store::Database& ledger, Id<Vault> vault, VaultRow const& row)
{
    TRY(ledger.run(other_keys, vault, ByteView(row.public_key), row.index_key_sealed));
    TRY(ledger.run(no_recovery, vault));
    return {};
}

constexpr char copies_for_vault[] = "delete from data_key_copy where vault = ?1";
Done delete_copies_of(store::Database& ledger, Id<Vault> vault)
{
    TRY(ledger.run(copies_for_vault, vault));
    return {};
}

constexpr char set_recovery[] = R"sql(
    insert into vault_recovery (vault, private_key_sealed, made_at) values (?1, ?2, ?3)
    on conflict (vault) do update
    set private_key_sealed = excluded.private_key_sealed, made_at = excluded.made_at
)sql";
Done put_recovery(store::Database& ledger, Id<Vault> vault, Bytes const& sealed, Time now)
{
    TRY(ledger.run(set_recovery, vault, sealed, now));
    return {};
}

constexpr char recovery_wrap[] = "select private_key_sealed from vault_recovery where vault = ?1";
Result<std::optional<Bytes>> find_recovery(store::Database& ledger, Id<Vault> vault)
{
    return ledger.find(recovery_wrap, first_blob, vault);
}

constexpr char set_holder[] = R"sql(
    insert into vault_holder (vault, holder, private_key_sealed, entrusted_at)
    values (?1, ?2, ?3, ?4)
    on conflict (vault, holder) do update
    set private_key_sealed = excluded.private_key_sealed, entrusted_at = excluded.entrusted_at
)sql";
Done put_holder(store::Database& ledger, Holding holding, Bytes const& sealed, Time now)
{
    TRY(ledger.run(set_holder, holding.vault, holding.holder, sealed, now));
    return {};
}

constexpr char holder_wrap[] = R"sql(
    select private_key_sealed from vault_holder where vault = ?1 and holder = ?2
)sql";
Result<std::optional<Bytes>> find_holder(store::Database& ledger, Holding holding)
{
    return ledger.find(holder_wrap, first_blob, holding.vault, holding.holder);
}

constexpr char add_reader[] = R"sql(
    insert into folder_reader (folder, vault) values (?1, ?2) on conflict (folder, vault) do nothing
)sql";
Done insert_reader(store::Database& ledger, Id<Folder> folder, Id<Vault> vault)
{
    TRY(ledger.run(add_reader, folder, vault));
    return {};
}

constexpr char folder_readers[] =
    "select vault from folder_reader where folder = ?1 order by vault";
Result<Readers> readers_of(store::Database& ledger, Id<Folder> folder)
{
    return ledger.all(
        folder_readers, [](store::Row const& row) { return row.id<Vault>(0); }, folder);
}

constexpr char remove_one_reader[] = "delete from folder_reader where folder = ?1 and vault = ?2";
Done delete_reader(store::Database& ledger, Id<Folder> folder, Id<Vault> vault)
{
    TRY(ledger.run(remove_one_reader, folder, vault));
    return {};
}

constexpr char remove_all_readers[] = "delete from folder_reader where folder = ?1";
Done delete_readers(store::Database& ledger, Id<Folder> folder)
{
    TRY(ledger.run(remove_all_readers, folder));
    return {};
}

constexpr char add_copy[] = R"sql(
    insert into data_key_copy (key, vault, folder, sealed) values (?1, ?2, ?3, ?4)
)sql";
Done insert_copy(store::Database& ledger, Copy copy, Bytes const& sealed)
{
    TRY(ledger.run(add_copy, copy.key, copy.vault, copy.folder, sealed));
    return {};
}

constexpr char one_copy[] =
    "select folder, sealed from data_key_copy where key = ?1 and vault = ?2";
Result<std::optional<SealedKey>> find_copy(
    store::Database& ledger, std::int64_t key, Id<Vault> vault)
{
    auto const read = [](store::Row const& row) {
        return SealedKey { row.id<Folder>(0), row.blob(1) };
    };
    return ledger.find(one_copy, read, key, vault);
}

constexpr char folder_copies[] = "select key, vault from data_key_copy where folder = ?1";
Result<std::vector<Copy>> copies_of(store::Database& ledger, Id<Folder> folder)
{
    auto const read = [folder](store::Row const& row) {
        return Copy { row.integer(0), row.id<Vault>(1), folder };
    };
    return ledger.all(folder_copies, read, folder);
}

constexpr char remove_copies_for[] = "delete from data_key_copy where folder = ?1 and vault = ?2";
Done delete_copies(store::Database& ledger, Id<Folder> folder, Id<Vault> vault)
{
    TRY(ledger.run(remove_copies_for, folder, vault));
    return {};
}

constexpr char remove_all_copies[] = "delete from data_key_copy where folder = ?1";
Done delete_copies(store::Database& ledger, Id<Folder> folder)
{
    TRY(ledger.run(remove_all_copies, folder));
    return {};
}

constexpr char greatest[] = R"sql(
    select max(id) from (
        select max(id) as id from vault
        union all select max(key) from data_key_copy
        union all select max(folder) from folder_reader
    ) as ids
)sql";
Result<std::int64_t> greatest_id(store::Database& ledger)
{
    return ledger.number(greatest);
}

} // namespace reachline::hotline::keys::rows
