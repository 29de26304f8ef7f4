-- Who is on, and since when they have been idle.
create table presence (
    account integer primary key references account (id),
    state text not null check (state in ('on', 'away', 'off')),
    since integer not null,
    idle_since integer not null,
    last_seen integer not null,
    rest_until integer not null default 0
) strict;

-- Each offer of a signal to an advocate, and what became of it.
create table offer (
    id integer primary key,
    signal integer not null references signal (id),
    account integer not null references account (id),
    round integer not null, -- the signal's count of times it came into the line
    made_at integer not null,
    until integer not null,
    to_everybody integer not null default 0,
    outcome text not null check (outcome in ('open', 'accepted', 'declined', 'timed_out', 'withdrawn')),
    ended_at integer
) strict;
create index offer_open on offer (outcome, until) where outcome = 'open';
create index offer_signal on offer (signal, round);

create table alarm (
    id integer primary key,
    kind text not null,
    about text not null,
    about_id integer not null,
    raised_at integer not null,
    taken_by integer references account (id),
    taken_at integer,
    ended_at integer
) strict;
create unique index alarm_open on alarm (kind, about, about_id) where ended_at is null;
