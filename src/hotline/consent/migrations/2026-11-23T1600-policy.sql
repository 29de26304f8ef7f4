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

-- After this moment nothing reaches the organisation.
create table partner_contract (organization integer primary key, ends_at integer not null) strict;

-- Who may be the recipient for which purpose now: designated by two people, in a role that fits.
-- 1 is the hotline itself, the recipient of a consent to be contacted again and of nothing else.
create view recipient_for as
select p.organization as organization, u.purpose as purpose, p.role as role,
    coalesce(c.ends_at, 9223372036854775807) as until
from partner p
join purpose_recipient u on u.role = p.role
left join partner_contract c on c.organization = p.organization
where p.state = 'designated'
union all
select 1, 'follow_up', 'hotline', 9223372036854775807;
