-- Agencies and people who interpret by telephone. The account code, with which an agency knows who
-- calls and pays, is sealed in a folder of its own.
create table interpreter (
    id integer primary key,
    name text not null check (length(name) > 0),
    languages text not null, -- JSON list of codes
    numbers text not null, -- JSON list, "+17135550142"
    hours text not null, -- JSON list of schedules; empty: not said
    note text not null,
    folder integer not null unique,
    code_sealed blob,
    changed_by integer references account (id), -- null: made up
    changed_at integer not null,
    ended_at integer
) strict;
