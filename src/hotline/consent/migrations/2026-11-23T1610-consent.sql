-- The second wall (decision page 0005). Scope is a foreign key; person, recipient and purpose are
-- pinned by composite keys; triggers refuse what has ended or is widened afterwards.

create table consent (
    id integer primary key,
    case_id integer not null,
    person integer not null,
    recipient integer not null,
    purpose text not null,
    given_by text not null check (given_by in ('self', 'guardian', 'both')),
    method text not null references consent_method (code),
    language text not null,
    interpreter text check (length(interpreter) > 0),
    script_version integer not null,
    told_risks integer not null check (told_risks = 1), -- C2
    told_not_condition integer not null check (told_not_condition = 1), -- C2
    -- As it was when the consent was given: what is learnt later does not rewrite it.
    age_band text not null check (age_band in ('adult', 'minor', 'unknown')),
    capacity text not null check (capacity in ('presumed', 'doubted', 'lacking', 'duress')),
    guardian_is_abuser text not null check (guardian_is_abuser in ('yes', 'no', 'unknown')),
    minor_alone_rule text check (length(minor_alone_rule) > 0),
    status text not null check (status in ('active', 'pending_private', 'revoked', 'expired')),
    valid_from integer not null,
    valid_until integer not null, -- C4: never without an end
    max_uses integer check (max_uses > 0),
    field_count integer not null check (field_count >= 0),
    recorded_by integer not null references account (id),
    recorded_at integer not null,
    witnessed_by integer references account (id),
    repeated_by integer references account (id),
    repeated_at integer,
    revoked_at integer,
    revoked_how text check (revoked_how in ('said', 'written', 'by_receipt')),
    idempotency_key text,
    unique (id, person, recipient, purpose),
    unique (recorded_by, idempotency_key),
    foreign key (person, case_id) references person (id, case_id),
    foreign key (purpose, script_version) references consent_script (purpose, version),
    check (valid_from < valid_until),
    check (valid_until - valid_from <= 7776000000), -- C4: 90 days
    check ((purpose = 'follow_up') = (recipient = 1)),
    check (field_count > 0 or purpose in ('follow_up', 'live_transfer', 'interpreter')),
    -- C10: the abuser can never consent, nor one who may be the abuser; nobody consents for an
    -- adult who can; a minor alone only where a law says so.
    check (given_by = 'self' or guardian_is_abuser = 'no'),
    check (given_by = 'self' or age_band = 'minor' or capacity = 'lacking'),
    check (age_band <> 'minor' or given_by = 'both' or (given_by = 'self' and minor_alone_rule is not null)),
    -- C9: in doubt or under duress nothing is in force until it is said again in private.
    check (status <> 'active' or capacity = 'presumed' or repeated_at is not null
        or (capacity = 'lacking' and given_by <> 'self')),
    check ((repeated_at is null) = (repeated_by is null)),
    check ((status = 'revoked') = (revoked_at is not null)),
    check ((revoked_at is null) = (revoked_how is null)),
    check (method <> 'verbal_two_staff' or (witnessed_by is not null and witnessed_by <> recorded_by))
) strict;
create index consent_case on consent (case_id);
create index consent_end on consent (status, valid_until);
create index consent_for on consent (person, recipient, purpose, status);

create table consent_field (
    consent integer not null references consent (id),
    field_code text not null references field (code),
    primary key (consent, field_code)
) strict;

create trigger consent_is_informed before insert on consent
begin
    -- 'insert or replace' would take a row away without asking the delete trigger.
    select raise(abort, 'consents are kept')
    where exists (select 1 from consent where id = new.id
        or (recorded_by = new.recorded_by and idempotency_key = new.idempotency_key));
    select raise(abort, 'a consent begins in force or held') where new.status not in ('active', 'pending_private');
    select raise(abort, 'no approved script and no interpreter') -- C21
    where new.interpreter is null
        and not exists (select 1 from consent_language where language = new.language);
    select raise(abort, 'longer than the script allows') -- C4
    where new.valid_until - new.valid_from > 3600000 * (select longest_hours from consent_script
        where purpose = new.purpose and version = new.script_version);
    select raise(abort, 'this method is too weak here') -- C3
    where exists (select 1 from release_standard s, consent_method m
        where m.code = new.method and m.rank > s.weakest_rank);
    select raise(abort, 'no recipient for this purpose') -- C5, C17
    where not exists (select 1 from recipient_for r
        where r.organization = new.recipient and r.purpose = new.purpose and new.recorded_at < r.until);
end;
create trigger consent_stays before update of id, case_id, person, recipient, purpose, given_by, method, language,
    interpreter, script_version, told_risks, told_not_condition, age_band, capacity, guardian_is_abuser,
    minor_alone_rule, valid_from, valid_until, max_uses, field_count, recorded_by, recorded_at, witnessed_by,
    idempotency_key on consent
begin select raise(abort, 'a consent can only end'); end;
create trigger consent_only_ends before update of status, repeated_by, repeated_at, revoked_at, revoked_how on consent
when not (
    (old.status in ('active', 'pending_private') and new.status = 'revoked'
        and new.repeated_at is old.repeated_at)
    or (old.status in ('active', 'pending_private') and new.status = 'expired'
        and new.repeated_at is old.repeated_at)
    or (old.status = 'pending_private' and new.status = 'active' and old.repeated_at is null
        and new.repeated_at is not null and new.revoked_at is null))
begin select raise(abort, 'a consent can only end'); end;
create trigger consent_is_kept before delete on consent begin select raise(abort, 'consents are kept'); end;

create trigger consent_field_within before insert on consent_field
when (select count(*) from consent_field where consent = new.consent)
    >= (select field_count from consent where id = new.consent)
begin select raise(abort, 'a consent is never widened'); end;
create trigger consent_field_stays before update on consent_field begin select raise(abort, 'scope stays'); end;
create trigger consent_field_is_kept before delete on consent_field begin select raise(abort, 'scope is kept'); end;

-- A no is an answer (C18). `contact` is the signal in which it was said; 0 without one.
create table consent_refusal (
    id integer primary key,
    case_id integer not null,
    person integer not null,
    recipient integer not null,
    purpose text not null,
    contact integer not null,
    attempt integer not null check (attempt in (1, 2)),
    at integer not null,
    recorded_by integer not null references account (id),
    unique (person, recipient, purpose, contact, attempt),
    foreign key (person, case_id) references person (id, case_id)
) strict;
create trigger refusal_is_new before insert on consent_refusal
when exists (select 1 from consent_refusal where id = new.id
    or (person = new.person and recipient = new.recipient and purpose = new.purpose
        and contact = new.contact and attempt = new.attempt))
begin select raise(abort, 'a no is kept'); end;
create trigger refusal_stays before update on consent_refusal begin select raise(abort, 'a no stays'); end;
create trigger refusal_is_kept before delete on consent_refusal begin select raise(abort, 'a no is kept'); end;

-- The named exceptions (C12-C16).
create table exception (
    id integer primary key,
    case_id integer not null,
    person integer not null,
    recipient integer not null,
    purpose text not null check (purpose in ('le_report', 'child_welfare_report', 'emergency_coordination', 'records_request')),
    kind text not null check (kind in ('minor_abuse', 'imminent_danger', 'court_order', 'statute', 'directive')),
    rule text not null check (length(rule) > 0),
    solo integer not null check (solo in (0, 1)),
    state text not null check (state in ('requested', 'approved', 'refused', 'corrected', 'expired')),
    field_count integer not null check (field_count > 0),
    facts_sealed blob not null,
    told_person integer not null check (told_person in (0, 1)),
    requested_by integer not null references account (id),
    requested_at integer not null,
    decide_by integer not null,
    decided_by integer references account (id),
    decided_at integer,
    decision_reason_sealed blob,
    valid_until integer,
    concurred_by integer references account (id),
    concurred_at integer,
    review_due integer,
    reviewed_by integer references account (id),
    reviewed_at integer,
    review_sealed blob,
    idempotency_key text,
    unique (id, person, recipient, purpose),
    unique (id, kind, solo),
    unique (requested_by, idempotency_key),
    foreign key (person, case_id) references person (id, case_id),
    check (recipient <> 1),
    check (kind <> 'minor_abuse' or purpose in ('le_report', 'child_welfare_report')),
    check (kind <> 'imminent_danger' or purpose = 'emergency_coordination'),
    check (solo = 0 or kind = 'imminent_danger'), -- C14
    check (solo = 1 or decided_by is null or decided_by <> requested_by), -- C13
    check (solo = 0 or (decided_by = requested_by and decided_at = requested_at and review_due is not null)),
    check ((decided_by is null) = (decided_at is null)),
    check ((state = 'requested') = (decided_by is null) or state = 'expired'),
    check (state not in ('approved', 'corrected') or (valid_until is not null and decided_at < valid_until
        and valid_until - decided_at <= 86400000)),
    check (state <> 'corrected' or concurred_by is not null),
    check (concurred_by is null or concurred_by <> requested_by),
    check (reviewed_by is null or (reviewed_by <> requested_by and reviewed_by is not concurred_by)),
    check ((concurred_by is null) = (concurred_at is null)),
    check ((reviewed_by is null) = (reviewed_at is null)),
    check (solo = 1 or (concurred_by is null and review_due is null and reviewed_by is null))
) strict;
create index exception_case on exception (case_id);
create index exception_state on exception (state, decide_by);
create index exception_review on exception (review_due) where reviewed_by is null and review_due is not null;

create table exception_field (
    exception integer not null,
    field_code text not null,
    kind text not null,
    solo integer not null,
    primary key (exception, field_code),
    foreign key (exception, kind, solo) references exception (id, kind, solo),
    foreign key (kind, field_code) references exception_scope (kind, code)
) strict;
create table exception_observation (
    exception integer not null references exception (id),
    code text not null check (length(code) between 2 and 64),
    primary key (exception, code)
) strict;

create trigger exception_has_recipient before insert on exception
begin
    select raise(abort, 'exceptions are kept')
    where exists (select 1 from exception where id = new.id
        or (requested_by = new.requested_by and idempotency_key = new.idempotency_key));
    select raise(abort, 'an exception begins as a request, or alone')
    where new.state <> case when new.solo = 1 then 'approved' else 'requested' end;
    select raise(abort, 'no recipient for this exception')
    where not exists (select 1 from recipient_for r
        where r.organization = new.recipient and r.purpose = new.purpose and new.requested_at < r.until
            and (new.kind not in ('minor_abuse', 'imminent_danger')
                or r.role in ('law_enforcement', 'child_welfare', 'psap')));
end;
create trigger exception_stays before update of id, case_id, person, recipient, purpose, kind, rule, solo, field_count,
    facts_sealed, requested_by, requested_at, decide_by, review_due, idempotency_key on exception
begin select raise(abort, 'what was asked for stays'); end;
create trigger exception_decided_once before update of state, decided_by, decided_at, valid_until on exception
when not (
    (old.state = 'requested' and new.state in ('approved', 'refused', 'expired'))
    or (old.state = 'approved' and new.state in ('corrected', 'expired')
        and new.decided_by is old.decided_by and new.decided_at is old.decided_at
        and new.valid_until is old.valid_until))
begin select raise(abort, 'an exception is decided once'); end;
create trigger exception_looked_at_once before update of concurred_by, concurred_at, reviewed_by, reviewed_at on exception
when (old.concurred_by is not null and new.concurred_by is not old.concurred_by)
    or (old.reviewed_by is not null and new.reviewed_by is not old.reviewed_by)
begin select raise(abort, 'a look stays'); end;
create trigger exception_is_kept before delete on exception begin select raise(abort, 'exceptions are kept'); end;

create trigger exception_field_within before insert on exception_field
begin
    select raise(abort, 'an exception is never widened')
    where (select count(*) from exception_field where exception = new.exception)
        >= (select field_count from exception where id = new.exception);
    select raise(abort, 'one may not send this alone') -- C14
    where new.solo = 1 and not exists (select 1 from exception_scope
        where kind = new.kind and code = new.field_code and alone = 1);
end;
create trigger exception_field_stays before update on exception_field begin select raise(abort, 'scope stays'); end;
create trigger exception_field_is_kept before delete on exception_field begin select raise(abort, 'scope is kept'); end;
create trigger observation_stays before update on exception_observation begin select raise(abort, 'facts stay'); end;
create trigger observation_is_kept before delete on exception_observation begin select raise(abort, 'facts are kept'); end;
