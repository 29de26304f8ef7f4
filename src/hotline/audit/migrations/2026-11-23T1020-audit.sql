-- What changed (ids and coded words only) and who saw what, each a chain of hashes.
create table event (
    id integer primary key,
    at integer not null,
    actor_kind text not null check (actor_kind in ('system', 'signaler', 'staff', 'partner')),
    actor integer,
    what text not null,
    about text not null,
    about_id integer not null,
    of text,
    of_id integer,
    chain blob not null
) strict;
create index event_about on event (about, about_id);
create index event_of on event (of, of_id) where of is not null;
create trigger event_stays before update on event begin select raise(abort, 'events stay'); end;
create trigger event_is_kept before delete on event begin select raise(abort, 'events are kept'); end;

create table reading (
    id integer primary key,
    at integer not null,
    actor_kind text not null check (actor_kind in ('system', 'signaler', 'staff', 'partner')),
    actor integer,
    purpose text not null,
    about text not null,
    about_id integer not null,
    chain blob not null
) strict;
create index reading_about on reading (about, about_id);
create trigger reading_stays before update on reading begin select raise(abort, 'readings stay'); end;
create trigger reading_is_kept before delete on reading begin select raise(abort, 'readings are kept'); end;

-- The last link of each chain, and the greatest id in use, so that neither is searched for.
create table chain_end (stream text primary key, hash blob not null, rows integer not null) strict;
insert into chain_end (stream, hash, rows) values ('event', x'', 0), ('reading', x'', 0);
