-- 911 centres, by the columns of the FCC's Master PSAP Registry, with the ten-digit number that the
-- registry does not have. What a newer file no longer names stays, out of every search.
create table dispatcher (
    id integer primary key,
    psap_id text not null unique check (length(psap_id) between 1 and 12),
    name text not null check (length(name) > 0),
    state text not null check (length(state) = 2),
    county text not null,
    county_code integer not null, -- FIPS 6-4; 0: of no one county that we know
    city text not null,
    change text not null, -- as the registry writes it
    comments text not null,
    number text check (number is null or (length(number) = 12 and number glob '+1[2-9]*')),
    is_listed integer not null check (is_listed in (0, 1)),
    tried_at integer,
    works integer check (works in (0, 1)),
    updated_at integer not null,
    check ((tried_at is null) = (works is null)),
    check (works is null or number is not null)
) strict;
create index dispatcher_county on dispatcher (county_code) where is_listed = 1;
create index dispatcher_state on dispatcher (state) where is_listed = 1;

