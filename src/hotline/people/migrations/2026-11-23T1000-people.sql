-- Who signs in. A name here is the alias that a person works under.
create table account (
    id integer primary key,
    name text not null unique,
    roles text not null, -- comma separated
    organization integer, -- for a partner's user
    languages text not null default 'en',
    skills text not null default '',
    state text not null check (state in ('invited', 'waiting', 'active', 'ended')),
    created_at integer not null,
    invite_hash blob,
    invite_until integer,
    salt blob,
    public_key blob,
    totp_sealed blob, -- sealed under the passphrase, not the vault: it is needed to sign in
    totp_last_step integer not null default 0,
    failures integer not null default 0,
    held_until integer not null default 0
) strict;
