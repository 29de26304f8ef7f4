-- Facts carry codes and a day, an id from dice, and nothing that leads back to a signal, a case or a
-- person. They are never changed: erasing a person does not change a published number.
create table signal_fact (
    id integer primary key,
    day text not null,
    channel text not null,
    state text not null,
    language text not null,
    reason text not null,
    result text not null,
    wait text not null,
    relation text not null,
    how_found text not null
) strict;

create table case_fact (
    id integer primary key,
    day text not null,
    state text not null,
    trafficking_type text not null,
    venue text not null,
    likelihood text not null
) strict;

-- Potential victims, counted apart from their cases so that no group can be put together again.
create table person_fact (
    id integer primary key,
    day text not null,
    state text not null,
    age_band text not null,
    gender text not null
) strict;

create table step_fact (
    id integer primary key,
    day text not null,
    state text not null,
    kind text not null,
    service text not null
) strict;

-- Sums of facts, moved in the transaction that writes them.
create table rollup (
    period text not null, -- "2026", "2026-11", or "all"
    dimension text not null, -- "signals.channel", "cases.venue", ...
    place text not null, -- a code of the list of states
    cell text not null, -- a code of the dimension's list; a year or a month
    made_up integer not null, -- 1: invented for a demonstration
    count integer not null,
    primary key (period, dimension, place, cell, made_up)
) strict, without rowid;

-- What was put into the figures from outside, with its date: a made-up history says so here.
create table release (
    id integer primary key,
    as_of text not null,
    made_up integer not null,
    note text not null
) strict;
