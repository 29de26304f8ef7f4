-- A number stands in one place and is forgotten there: each row names the field, or the part of the
-- safe-contact plan, that it came from.
drop table contact_point;
create table contact_point (
    id integer primary key,
    person integer not null references person (id),
    source text not null, -- the field, or the part of the safe-contact plan, that it stands in
    kind text not null check (kind in ('phone', 'email')),
    value_sealed blob not null,
    fingerprint blob,
    unique (person, source)
) strict;
create index contact_point_print on contact_point (fingerprint) where fingerprint is not null;
create index contact_point_due on contact_point (id) where fingerprint is null;
