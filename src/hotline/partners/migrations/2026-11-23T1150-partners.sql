-- Organizations that two people have designated to be told, each for one role. A role of an agency
-- belongs to a rule of the jurisdiction table, and one rule means one organization at a time.
create table partner (
    id integer primary key,
    organization integer not null,
    role text not null
        check (role in ('provider', 'law_enforcement', 'law_enforcement_copy', 'child_welfare', 'psap')),
    rule text not null,
    state text not null check (state in ('proposed', 'designated', 'ended')),
    proposed_by integer references account (id),
    proposed_at integer not null,
    designated_by integer references account (id),
    designated_at integer,
    ended_at integer,
    check ((role = 'provider') = (rule = '')),
    check (designated_by is null or designated_by <> proposed_by),
    check (state <> 'designated' or designated_at is not null),
    check (proposed_by is null or state <> 'designated' or designated_by is not null)
) strict;

create index partner_organization on partner (organization, state);
create unique index partner_rule on partner (rule) where state = 'designated' and rule <> '';
create unique index partner_provider on partner (organization) where state = 'designated' and rule = '';
