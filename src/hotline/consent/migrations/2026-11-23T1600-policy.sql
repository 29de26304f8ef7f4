-- What the forms say, as rows that constraints can lean on. Rows are added, never taken away.
create table consent_script (
    purpose text not null check (purpose in ('follow_up', 'referral', 'live_transfer', 'le_report',
        'child_welfare_report', 'emergency_coordination', 'interpreter', 'records_request')),
    version integer not null,
    default_hours integer not null,
    longest_hours integer not null check (longest_hours between 1 and 2160),
    primary key (purpose, version)
) strict;
create table consent_language (language text primary key) strict;
create table consent_method (code text primary key, rank integer not null) strict;
-- The weakest method that will do (C3); without a row every method does.
create table release_standard (only integer primary key check (only = 1), weakest_rank integer not null) strict;
-- In which roles a partner may be the recipient for a purpose.
create table purpose_recipient (
    purpose text not null,
    role text not null,
    primary key (purpose, role)
) strict;

-- The most that each kind of exception may ever cover; `alone`: also without a second person.
create table exception_scope (
    kind text not null check (kind in ('minor_abuse', 'imminent_danger', 'court_order', 'statute', 'directive')),
    code text not null references field (code),
    alone integer not null check (alone in (0, 1)),
    primary key (kind, code)
) strict;

create table jurisdiction_rule (
    id text primary key,
    state text not null,
    role text not null check (role in ('law_enforcement', 'law_enforcement_copy', 'child_welfare', 'psap')),
    unit text not null,
    deadline_hours integer not null
) strict;
create index jurisdiction_rule_state on jurisdiction_rule (state);
create table jurisdiction_copy (
    rule text not null references jurisdiction_rule (id),
    copy text not null references jurisdiction_rule (id),
    primary key (rule, copy)
) strict;

-- Who may receive anything: designated by one, confirmed by another.
create table partner (
    organization integer primary key,
    name text not null,
    vault integer unique,
    designated_by integer references account (id),
    confirmed_by integer references account (id),
    designated_at integer not null,
    active integer not null check (active in (0, 1)),
    contract_end integer not null,
    check (confirmed_by is null or confirmed_by <> designated_by),
    check (active = 0 or organization = 1 or (designated_by is not null and confirmed_by is not null))
) strict;
create trigger partner_vault_stays before update of vault on partner
when old.vault is not null and new.vault is not old.vault
begin select raise(abort, 'a vault is given once'); end;
create table partner_role (
    organization integer not null references partner (organization),
    role text not null check (role in ('provider', 'law_enforcement', 'child_welfare', 'psap', 'hotline')),
    primary key (organization, role)
) strict;
create table rule_partner (
    rule text primary key references jurisdiction_rule (id),
    organization integer not null references partner (organization)
) strict;

-- The hotline itself: the recipient of a consent to be contacted again, and of nothing else.
insert into partner (organization, name, vault, designated_at, active, contract_end)
values (1, 'the hotline', 1, 0, 1, 253402300799000);
insert into partner_role (organization, role) values (1, 'hotline');
