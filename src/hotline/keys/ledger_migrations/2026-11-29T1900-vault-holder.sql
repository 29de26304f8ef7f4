-- A vault that another one holds: its private key, sealed to the holder's public key. Whoever opens
-- the holder can let a member into it, and the holder's recovery key is the way back to both.
create table vault_holder (
    vault integer not null references vault (id),
    holder integer not null references vault (id) check (holder <> vault),
    private_key_sealed blob not null,
    entrusted_at integer not null,
    primary key (vault, holder)
) strict, without rowid;
