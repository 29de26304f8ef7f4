-- The referral directory, in the words of HSDS 3 (Open Referral). Rows below a service are numbered
-- by their position; what the standard calls service_at_location is the service's own column,
-- since each service here is given at one place.
create table organization (
    id integer primary key,
    name text not null check (name <> ''),
    alternate_name text not null,
    description text not null,
    email text not null,
    website text not null,
    visibility text not null check (visibility in ('public', 'partner', 'advocate')),
    status text not null
        check (status in ('active', 'inactive', 'defunct', 'temporarily_closed')),
    assured_at integer,
    updated_at integer not null
) strict;

create table organization_role (
    organization integer not null references organization (id),
    role text not null
        check (role in ('provider', 'law_enforcement', 'child_welfare', 'psap')),
    primary key (organization, role)
) strict;
create index organization_role_by_role on organization_role (role, organization);

create table organization_phone (
    organization integer not null references organization (id),
    position integer not null,
    number text not null,
    extension text not null,
    kind text not null check (kind in ('voice', 'hotline', 'text', 'fax', 'tty')),
    description text not null,
    visibility text not null check (visibility in ('public', 'partner', 'advocate')),
    primary key (organization, position)
) strict;

-- A confidential place has no address and no coordinates that anybody could read here: both rest
-- sealed, and the table refuses a row that says them in the clear.
create table location (
    id integer primary key,
    organization integer not null references organization (id),
    confidential integer not null check (confidential in (0, 1)),
    address_1 text,
    city text,
    county text,
    state_province text,
    postal_code text,
    timezone text,
    latitude_e6 integer,
    longitude_e6 integer,
    folder integer,
    exact_sealed blob,
    unique (id, confidential),
    check (confidential = 0 or (address_1 is null and city is null and county is null
        and state_province is null and postal_code is null and timezone is null
        and latitude_e6 is null and longitude_e6 is null)),
    check (confidential = 1 or (folder is null and exact_sealed is null)),
    check (confidential = 1 or (latitude_e6 is not null and longitude_e6 is not null
        and city is not null and state_province is not null))
) strict;

create table service (
    id integer primary key,
    organization integer not null references organization (id),
    location integer,
    confidential integer not null check (confidential in (0, 1)),
    name text not null check (name <> ''),
    description text not null,
    email text not null,
    website text not null,
    status text not null
        check (status in ('active', 'inactive', 'defunct', 'temporarily_closed')),
    visibility text not null check (visibility in ('public', 'partner', 'advocate')),
    field_visibility text not null, -- {"email": "advocate"}; what is not named is as in the code
    eligibility text not null,
    minimum_age integer,
    maximum_age integer,
    application_process text not null,
    fees text not null,
    accepts_live_transfer integer not null check (accepts_live_transfer in (0, 1)),
    partner_note text not null,
    advocate_note text not null,
    capacity_available integer check (capacity_available >= 0),
    capacity_maximum integer check (capacity_maximum >= capacity_available),
    capacity_unit text,
    capacity_updated_at integer,
    assured_at integer,
    updated_at integer not null,
    foreign key (location, confidential) references location (id, confidential),
    check ((capacity_available is null) = (capacity_updated_at is null))
) strict;
create index service_by_organization on service (organization);
create index service_by_update on service (updated_at);

create table service_category (
    service integer not null references service (id),
    category text not null,
    position integer not null, -- the main one first
    primary key (service, category)
) strict;
create table service_population (
    service integer not null references service (id),
    population text not null,
    position integer not null,
    primary key (service, population)
) strict;
create table service_language (
    service integer not null references service (id),
    language text not null,
    position integer not null,
    primary key (service, language)
) strict;

create table phone (
    service integer not null references service (id),
    position integer not null,
    number text not null,
    extension text not null,
    kind text not null check (kind in ('voice', 'hotline', 'text', 'fax', 'tty')),
    description text not null,
    visibility text not null check (visibility in ('public', 'partner', 'advocate')),
    primary key (service, position)
) strict;

-- RFC 5545 words, as HSDS has them: weekly on `byday`, from `opens_at` to `closes_at`, local time.
create table schedule (
    service integer not null references service (id),
    position integer not null,
    freq text not null check (freq in ('weekly', 'monthly')),
    byday text not null,
    opens_at text not null,
    closes_at text not null,
    timezone text not null,
    valid_from text not null,
    valid_to text not null,
    notes text not null,
    primary key (service, position)
) strict;

-- The centre is that of the whole area, never of a house in it.
create table service_area (
    service integer not null references service (id),
    position integer not null,
    extent text not null check (extent in ('nation', 'state', 'county')),
    name text not null,
    county text not null,
    state text not null,
    latitude_e6 integer not null,
    longitude_e6 integer not null,
    primary key (service, position)
) strict;

-- A changed number could hand a person to a trafficker: one person proposes, another decides.
create table service_change (
    id integer primary key,
    service integer not null references service (id),
    amendment text not null, -- the fields that change, as JSON
    proposed_by integer not null,
    proposed_at integer not null,
    state text not null check (state in ('waiting', 'applied', 'refused')),
    decided_by integer check (decided_by <> proposed_by),
    decided_at integer,
    check ((state = 'waiting') = (decided_by is null)),
    check ((decided_by is null) = (decided_at is null))
) strict;
create index service_change_waiting on service_change (state, proposed_at);
