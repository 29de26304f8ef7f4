-- The key ledger: a file of its own with short backups, so that what is destroyed here stays dead
-- in every older copy of the hotline's database.

-- A household that reads together. The index key makes the fingerprints of repeat contacts.
create table vault (
    id integer primary key,
    public_key blob not null check (length(public_key) = 32),
    index_key_sealed blob not null,
    created_at integer not null
) strict;

-- The vault's private key, for each account that may unlock it, sealed to the account's public key.
create table vault_member (
    vault integer not null references vault (id),
    account integer not null,
    private_key_sealed blob not null,
    admitted_at integer not null,
    primary key (vault, account)
) strict, without rowid;

-- The vault's private key under the printed recovery key. Printing another ends the one before.
create table vault_recovery (
    vault integer primary key references vault (id),
    private_key_sealed blob not null,
    made_at integer not null
) strict;

-- Who can read what is written into a folder from now on. A folder without readers is erased.
create table folder_reader (
    folder integer not null,
    vault integer not null references vault (id),
    primary key (folder, vault)
) strict, without rowid;

-- A data key of a folder, sealed to one reader.
create table data_key_copy (
    key integer not null,
    vault integer not null references vault (id),
    folder integer not null,
    sealed blob not null,
    primary key (key, vault)
) strict, without rowid;
create index data_key_copy_by_folder on data_key_copy (folder, vault);
