-- Open windows. A token's hash only: a stolen file opens nothing.
create table session (
    token_hash blob primary key,
    account integer not null references account (id),
    surface text not null check (surface in ('console', 'partners')),
    opened_at integer not null,
    used_at integer not null,
    locked integer not null default 0,
    ended_at integer
) strict;
create index session_open on session (account) where ended_at is null;
