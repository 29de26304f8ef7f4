-- On what somebody outside is called into a call: a provider on the person's consent to this
-- transfer, a 911 centre on a consent or an exception. Written before they are dialled, and the
-- second wall behind the gate's permit: without such a row nobody outside becomes a party.
create table call_ground (
    id integer primary key,
    call integer not null references call (signal),
    kind text not null check (kind in ('provider', 'dispatcher')),
    subject integer not null, -- the service, or the 911 centre
    recipient integer not null,
    purpose text not null check (purpose in ('live_transfer', 'emergency_coordination')),
    person integer not null,
    consent integer,
    exception integer,
    party integer references call_party (id),
    step integer references step (id),
    disclosure integer references disclosure (id),
    at integer not null,
    ended_at integer,
    check ((consent is null) <> (exception is null)),
    check ((kind = 'provider') = (purpose = 'live_transfer')),
    foreign key (consent, person, recipient, purpose) references consent (id, person, recipient, purpose),
    foreign key (exception, person, recipient, purpose) references exception (id, person, recipient, purpose)
) strict;
create index call_ground_of on call_ground (call);
create index call_ground_open on call_ground (id) where ended_at is null;

create trigger call_ground_carries before insert on call_ground
begin
    select raise(abort, 'no consent carries this')
    where new.consent is not null and not exists (select 1 from carrying_consent c
        where c.id = new.consent and c.fields = c.field_count and c.valid_from <= new.at
            and max(new.at, coalesce((select at from event order by id desc limit 1), 0)) < c.valid_until);
    select raise(abort, 'no exception carries this')
    where new.exception is not null and not exists (select 1 from carrying_exception e
        where e.id = new.exception and e.fields = e.field_count and e.observations > 0
            and e.decided_at <= new.at
            and max(new.at, coalesce((select at from event order by id desc limit 1), 0)) < e.valid_until);
end;
create trigger call_ground_stays before update of id, call, kind, subject, recipient, purpose, person, consent,
    exception, at on call_ground
begin select raise(abort, 'a ground stays as it was'); end;
create trigger call_ground_is_kept before delete on call_ground begin select raise(abort, 'grounds are kept'); end;

create trigger call_party_has_ground before insert on call_party when new.kind in ('provider', 'dispatcher')
begin
    select raise(abort, 'nobody outside joins a call without a ground')
    where not exists (select 1 from call_ground g
        where g.call = new.call and g.kind = new.kind and g.subject is new.subject
            and g.party is null and g.ended_at is null and g.at <= new.began_at
            and (exists (select 1 from carrying_consent c where c.id = g.consent
                    and max(new.began_at, coalesce((select at from event order by id desc limit 1), 0)) < c.valid_until)
                or exists (select 1 from carrying_exception e where e.id = g.exception
                    and max(new.began_at, coalesce((select at from event order by id desc limit 1), 0)) < e.valid_until)));
end;
create trigger call_party_is_not_remade before update of call, kind, subject on call_party
when new.kind in ('provider', 'dispatcher')
begin select raise(abort, 'nobody becomes an outsider of a call'); end;

-- A provider that is asked by telephone instead of in its portal.
alter table transfer add column party integer references call_party (id);
