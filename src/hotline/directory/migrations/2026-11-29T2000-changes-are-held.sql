-- What says where a person calls, writes or goes is held for 72 hours and asked after on a number
-- that stood there before, by somebody else than who proposed it (directory/changes.hpp). The table
-- says so itself: whoever finds a way around the program still cannot bring in a false number.
create table service_change_held (
    id integer primary key,
    service integer not null references service (id),
    amendment text not null, -- the fields that change, as JSON; a field that does not is not named
    was text not null, -- the same fields as they stood
    by_owner integer not null check (by_owner in (0, 1)),
    proposed_by integer not null,
    proposed_at integer not null,
    held text not null, -- names of the fields that wait, with commas
    held_until integer check (held_until >= proposed_at + 72 * 3600 * 1000),
    call_back text check (call_back in ('confirmed', 'no_answer', 'denied')),
    called_back_by integer check (called_back_by <> proposed_by),
    called_back_at integer,
    alarm_due integer not null check (alarm_due in (0, 1)),
    state text not null check (state in ('waiting', 'applied', 'refused', 'withdrawn')),
    decided_by integer,
    decided_at integer,
    check ((held = '') = (held_until is null)),
    check ((state = 'waiting') = (decided_by is null)),
    check ((decided_by is null) = (decided_at is null)),
    check (decided_by <> proposed_by or state = 'withdrawn'),
    check ((call_back is null) = (called_back_by is null)),
    check ((call_back is null) = (called_back_at is null)),
    check (call_back is null or held_until is not null),
    check (call_back is not 'denied' or state = 'refused'),
    check (state <> 'waiting' or held_until is not null or (amendment not like '%"phones":%'
        and amendment not like '%"site":%' and amendment not like '%"email":%'
        and amendment not like '%"website":%')),
    check (state <> 'applied' or held_until is null
        or (call_back is 'confirmed' and decided_at >= held_until))
) strict;

-- What was decided before there was a hold stays as it was decided; what waits is held from now on.
insert into service_change_held (id, service, amendment, was, by_owner, proposed_by, proposed_at,
    held, held_until, alarm_due, state, decided_by, decided_at)
select id, service, amendment, '{}', 0, proposed_by, proposed_at,
    case state when 'waiting' then 'all' else '' end,
    case state when 'waiting' then proposed_at + 72 * 3600 * 1000 end,
    0, state, decided_by, decided_at
from service_change;

drop table service_change;
alter table service_change_held rename to service_change;
create index service_change_waiting on service_change (state, proposed_at);
create index service_change_of_service on service_change (service, proposed_at);
create index service_change_alarm on service_change (alarm_due) where alarm_due = 1;

create trigger service_change_begins_waiting before insert on service_change
when new.state <> 'waiting' or new.call_back is not null
begin select raise(abort, 'a change begins by waiting'); end;

create trigger service_change_stays before update of id, service, amendment, was, by_owner,
    proposed_by, proposed_at, held, held_until on service_change
begin select raise(abort, 'a proposed change is not changed'); end;

create trigger service_change_is_decided_once before update of state, decided_by, decided_at,
    call_back, called_back_by, called_back_at on service_change
when old.state <> 'waiting'
begin select raise(abort, 'this change was decided'); end;

create trigger service_change_is_kept before delete on service_change
begin select raise(abort, 'the history of a listing is kept'); end;

-- What a provider says of its own listing: "all of this is still true". It is their word, beside
-- the hotline's own check (assured_at).
alter table service add column confirmed_at integer;
create table service_confirmation (
    id integer primary key,
    service integer not null references service (id),
    confirmed_by integer not null,
    confirmed_at integer not null
) strict;
create index service_confirmation_of_service on service_confirmation (service, confirmed_at);
create trigger service_confirmation_stays before update on service_confirmation
begin select raise(abort, 'the history of a listing is kept'); end;
create trigger service_confirmation_is_kept before delete on service_confirmation
begin select raise(abort, 'the history of a listing is kept'); end;
