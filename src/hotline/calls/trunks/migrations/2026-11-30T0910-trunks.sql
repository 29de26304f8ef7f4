-- The lines by which calls come in and go out, as the voice process last told of them.
create table trunk (
    id integer primary key,
    name text not null unique check (length(name) between 1 and 64),
    state text not null check (state in ('up', 'down', 'unknown')),
    why text not null, -- a code; empty while it is up
    since integer not null,
    is_named integer not null check (is_named in (0, 1)), -- the voice process still has it
    check (state <> 'up' or why = '')
) strict;
