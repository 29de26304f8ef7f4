-- Referral partners of the funder's month. What is written is a change on a day, and sums of it; the
-- table of who is counted is the counting's own, so that a partner is new once in its life.
create table partner_fact (
    id integer primary key,
    day text not null,
    change text not null check (change in ('new', 'back', 'ended'))
) strict;

create table partner_counted (
    organization integer primary key,
    is_partner integer not null check (is_partner in (0, 1))
) strict;

-- Whoever may have become a partner or ceased to be one: by whatever way the directory was changed.
-- Asked with "not exists": an upsert around a trigger overrules its "or ignore".
create table partner_to_count (organization integer primary key) strict;
create trigger service_may_make_a_partner after insert on service
begin
    insert into partner_to_count (organization) select new.organization
    where not exists (select 1 from partner_to_count where organization = new.organization);
end;
create trigger service_may_change_a_partner after update of status, assured_at, organization on service
when new.status is not old.status or new.assured_at is not old.assured_at
    or new.organization is not old.organization
begin
    insert into partner_to_count (organization) select old.organization
    where not exists (select 1 from partner_to_count where organization = old.organization);
    insert into partner_to_count (organization) select new.organization
    where not exists (select 1 from partner_to_count where organization = new.organization);
end;
create trigger organization_may_change_a_partner after update on organization
begin
    insert into partner_to_count (organization) select new.id
    where not exists (select 1 from partner_to_count where organization = new.id);
end;

insert into partner_to_count (organization) select id from organization;

-- One row once what was there at the beginning is counted: it is dated by its own first check.
create table partner_count_begun (id integer primary key check (id = 1), at integer not null) strict;
