-- A wish waits until `due`. Claiming it moves `due` to the end of the lease, so a claim whose edge
-- died comes back by itself.
create table wish (
    id integer primary key,
    kind text not null,
    about text not null,
    subject integer not null,
    made_at integer not null,
    due integer not null,
    tries integer not null default 0,
    alarmed integer not null default 0 check (alarmed in (0, 1)),
    ended_at integer,
    ending text check (ending in ('performed', 'cancelled', 'given_up')),
    check ((ended_at is null) = (ending is null))
) strict;

create unique index wish_unfinished on wish (kind, about, subject) where ended_at is null;
create index wish_due on wish (due) where ended_at is null;
