-- What has left, or waits to leave. Exactly one basis; wrong person, recipient or purpose cannot be
-- written at all.
create table disclosure (
    id integer primary key,
    case_id integer not null,
    person integer not null,
    recipient integer not null,
    purpose text not null,
    consent integer,
    exception integer,
    carrier text not null check (carrier in ('portal', 'conversation', 'sheet')),
    state text not null check (state in ('queued', 'sent', 'cancelled')),
    field_count integer not null check (field_count >= 0),
    decided_by integer not null references account (id),
    decided_at integer not null,
    content_hash blob not null check (length(content_hash) = 32),
    folder integer not null unique,
    document_sealed blob not null,
    sent_at integer,
    acknowledged_by integer references account (id),
    acknowledged_at integer,
    cancelled_at integer,
    taken_back_at integer, -- from then on the recipient could open it no more
    unique (id, consent),
    unique (id, exception),
    foreign key (person, case_id) references person (id, case_id),
    foreign key (consent, person, recipient, purpose) references consent (id, person, recipient, purpose),
    foreign key (exception, person, recipient, purpose) references exception (id, person, recipient, purpose),
    check ((consent is null) <> (exception is null)),
    check (recipient <> 1),
    check (field_count > 0 or purpose in ('live_transfer', 'interpreter')),
    check ((state = 'sent') = (sent_at is not null)),
    check ((state = 'cancelled') = (cancelled_at is not null)),
    check (sent_at is null or sent_at >= decided_at),
    check (acknowledged_at is null or sent_at is not null),
    check ((acknowledged_at is null) = (acknowledged_by is null))
) strict;
create index disclosure_case on disclosure (case_id);
create index disclosure_recipient on disclosure (recipient, state);
create index disclosure_consent on disclosure (consent) where consent is not null;
create index disclosure_exception on disclosure (exception) where exception is not null;

create table disclosure_field (
    disclosure integer not null references disclosure (id),
    field_code text not null,
    consent integer,
    exception integer,
    primary key (disclosure, field_code),
    foreign key (disclosure, consent) references disclosure (id, consent),
    foreign key (disclosure, exception) references disclosure (id, exception),
    foreign key (consent, field_code) references consent_field (consent, field_code),
    foreign key (exception, field_code) references exception_field (exception, field_code),
    check ((consent is null) <> (exception is null))
) strict;

-- A contact that the hotline made itself, under a consent to follow-up.
create table contact_made (
    id integer primary key,
    consent integer not null,
    person integer not null,
    recipient integer not null check (recipient = 1),
    purpose text not null check (purpose = 'follow_up'),
    way text not null check (way in ('call', 'text', 'email', 'voicemail')),
    at integer not null,
    made_by integer references account (id),
    foreign key (consent, person, recipient, purpose) references consent (id, person, recipient, purpose)
) strict;
create index contact_made_consent on contact_made (consent);

-- Which consents and exceptions carry something at a moment. The moment is the later of what the
-- row claims and the last event of the audit, so that a row dated back does not slip in.
create view carrying_consent as
select c.id, c.valid_from, c.valid_until, c.field_count,
    (select count(*) from consent_field f where f.consent = c.id) as fields,
    c.max_uses,
    (select count(*) from disclosure d where d.consent = c.id and d.state <> 'cancelled')
        + (select count(*) from contact_made m where m.consent = c.id) as uses
from consent c
where c.status = 'active'
    and exists (select 1 from recipient_for r where r.organization = c.recipient and r.purpose = c.purpose);

create view carrying_exception as
select e.id, e.decided_at, e.valid_until, e.field_count,
    (select count(*) from exception_field f where f.exception = e.id) as fields,
    (select count(*) from exception_observation o where o.exception = e.id) as observations
from exception e
where e.state = 'approved'
    and exists (select 1 from recipient_for r where r.organization = e.recipient and r.purpose = e.purpose)
    and ((e.solo = 1 and e.kind = 'imminent_danger') or e.decided_by <> e.requested_by);

create trigger disclosure_has_basis before insert on disclosure
begin
    -- 'insert or replace' would take a row away without asking the delete trigger.
    select raise(abort, 'disclosures are kept')
    where exists (select 1 from disclosure where id = new.id or folder = new.folder);
    select raise(abort, 'a disclosure begins in the queue') where new.state <> 'queued';
    select raise(abort, 'this partner receives nothing')
    where not exists (select 1 from recipient_for r
        where r.organization = new.recipient and r.purpose = new.purpose
            and max(new.decided_at, coalesce((select at from event order by id desc limit 1), 0)) < r.until);
    select raise(abort, 'no consent carries this')
    where new.consent is not null and not exists (select 1 from carrying_consent c
        where c.id = new.consent and c.fields = c.field_count and c.valid_from <= new.decided_at
            and max(new.decided_at, coalesce((select at from event order by id desc limit 1), 0)) < c.valid_until
            and (c.max_uses is null or c.uses < c.max_uses));
    select raise(abort, 'no exception carries this')
    where new.exception is not null and not exists (select 1 from carrying_exception e
        where e.id = new.exception and e.fields = e.field_count and e.observations > 0
            and e.decided_at <= new.decided_at
            and max(new.decided_at, coalesce((select at from event order by id desc limit 1), 0)) < e.valid_until);
end;
create trigger disclosure_stays before update of id, case_id, person, recipient, purpose, consent, exception, carrier,
    field_count, decided_by, decided_at, content_hash, folder, document_sealed on disclosure
begin select raise(abort, 'a disclosure stays as it was decided'); end;
create trigger disclosure_goes_forward before update of state, sent_at, cancelled_at on disclosure
begin
    select raise(abort, 'a disclosure leaves once')
    where old.state <> 'queued' or new.state not in ('sent', 'cancelled');
    select raise(abort, 'not all of it is written')
    where new.state = 'sent' and old.field_count
        <> (select count(*) from disclosure_field where disclosure = old.id);
    select raise(abort, 'its basis has ended')
    where new.state = 'sent' and not exists (
        select 1 from carrying_consent c where c.id = old.consent
            and max(new.sent_at, coalesce((select at from event order by id desc limit 1), 0)) < c.valid_until
        union all
        select 1 from carrying_exception e where e.id = old.exception
            and max(new.sent_at, coalesce((select at from event order by id desc limit 1), 0)) < e.valid_until);
end;
create trigger disclosure_acknowledged_once before update of acknowledged_at, acknowledged_by on disclosure
when old.acknowledged_at is not null begin select raise(abort, 'it is acknowledged'); end;
create trigger disclosure_taken_back_once before update of taken_back_at on disclosure
when old.taken_back_at is not null begin select raise(abort, 'it is taken back'); end;
create trigger disclosure_is_kept before delete on disclosure begin select raise(abort, 'disclosures are kept'); end;

create trigger disclosure_field_within before insert on disclosure_field
begin
    select raise(abort, 'it has left as it was')
    where (select state from disclosure where id = new.disclosure) <> 'queued';
    select raise(abort, 'a disclosure is never widened')
    where (select count(*) from disclosure_field where disclosure = new.disclosure)
        >= (select field_count from disclosure where id = new.disclosure);
end;
create trigger disclosure_field_stays before update on disclosure_field begin select raise(abort, 'scope stays'); end;
create trigger disclosure_field_is_kept before delete on disclosure_field begin select raise(abort, 'scope is kept'); end;

create trigger contact_has_basis before insert on contact_made
begin
    select raise(abort, 'contacts are kept') where exists (select 1 from contact_made where id = new.id);
    select raise(abort, 'no consent to be contacted')
    where not exists (select 1 from carrying_consent c where c.id = new.consent and c.valid_from <= new.at
        and max(new.at, coalesce((select at from event order by id desc limit 1), 0)) < c.valid_until
        and (c.max_uses is null or c.uses < c.max_uses));
    select raise(abort, 'this way is not safe')
    where not exists (select 1 from safe_contact s where s.person = new.person and new.at < s.expires
        and case new.way when 'call' then s.call when 'text' then s.text when 'email' then s.email
            else case when s.call = 'yes' then s.voicemail else 'no' end end = 'yes');
end;
create trigger contact_stays before update on contact_made begin select raise(abort, 'a contact stays'); end;
create trigger contact_is_kept before delete on contact_made begin select raise(abort, 'contacts are kept'); end;
