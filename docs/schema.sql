-- The sum of all migrations, written by `reachline schema`. Change a migration's folder, not this file.

-- hotline.db: sealed words and coded facts.

CREATE TABLE account (
    id integer primary key,
    name text not null unique,
    roles text not null, -- comma separated
    organization integer, -- for a partner's user
    languages text not null default 'en',
    skills text not null default '',
    state text not null check (state in ('invited', 'waiting', 'active', 'ended')),
    created_at integer not null,
    invite_hash blob,
    invite_until integer,
    salt blob,
    public_key blob,
    totp_sealed blob, -- sealed under the passphrase, not the vault: it is needed to sign in
    totp_last_step integer not null default 0,
    failures integer not null default 0,
    held_until integer not null default 0
) strict;

CREATE TABLE alarm (
    id integer primary key,
    kind text not null,
    about text not null,
    about_id integer not null,
    raised_at integer not null,
    taken_by integer references account (id),
    taken_at integer,
    ended_at integer
) strict;
CREATE UNIQUE INDEX alarm_open on alarm (kind, about, about_id) where ended_at is null;

CREATE TABLE application (
    id integer primary key,
    state text not null check (state in ('submitted', 'in_review', 'info_requested', 'approved',
        'listed', 'refused', 'withdrawn')),
    since integer not null, -- it stands there
    submitted_at integer not null,
    token_hash blob not null unique, -- of the page it was sent from: a repeated post is known by it
    tag blob not null unique, -- of the applicant's number (crypto/receipt.hpp)
    services integer not null check (services between 1 and 5),
    letters integer not null check (letters between 0 and 5),
    transfers integer not null check (transfers in (0, 1)), -- would take live calls
    states text not null, -- that it serves: "OK,TX"; empty for the whole nation
    folder integer not null,
    draft_sealed blob,
    taken_up_by integer,
    recommended_by integer,
    recommended_at integer,
    approved_by integer,
    approved_at integer,
    refusal text, -- a code of forms/directory_review.json
    organization integer references organization (id),
    erased_at integer,
    check ((draft_sealed is null) = (erased_at is not null)),
    check ((recommended_by is null) = (recommended_at is null)),
    check ((approved_by is null) = (approved_at is null)),
    check ((state = 'refused') = (refusal is not null)),
    -- Two persons let an organization in, and never one by two roads.
    check (approved_by is null or approved_by <> recommended_by),
    check (state not in ('approved', 'listed')
        or (recommended_by is not null and approved_by is not null and organization is not null))
) strict;
CREATE INDEX application_by_state on application (state, since);

CREATE TABLE application_check (
    id integer primary key,
    application integer not null references application (id),
    point text not null, -- a code of forms/directory_review.json
    form_version integer not null,
    result text not null check (result in ('yes', 'no', 'does_not_apply')),
    note_sealed blob,
    checked_by integer not null,
    checked_at integer not null
) strict;
CREATE INDEX application_check_by_application on application_check (application, id);

CREATE TABLE application_letter (
    application integer not null references application (id),
    position integer not null, -- from 1, as in the draft
    verdict text not null check (verdict in ('supports', 'does_not_support', 'not_confirmed')),
    read_by integer not null,
    read_at integer not null,
    primary key (application, position)
) strict;

CREATE TABLE application_message (
    id integer primary key,
    application integer not null references application (id),
    asked_by integer, -- none: it is the applicant's
    at integer not null,
    text_sealed blob not null
) strict;
CREATE INDEX application_message_by_application on application_message (application, id);

CREATE TABLE application_service (
    application integer not null references application (id),
    service integer not null references service (id),
    primary key (application, service)
) strict;

CREATE TABLE assessment (
    id integer primary key,
    case_id integer not null,
    person_id integer,
    folder integer not null,
    instrument text not null,
    instrument_version integer not null,
    version integer not null, -- counts the saves; one that saw an older one is refused
    proposed text not null check (proposed in ('none', 'low', 'moderate', 'high')),
    because text not null, -- JSON list of codes from forms/indicators.json
    alerted text not null check (alerted in ('none', 'low', 'moderate', 'high')), -- the highest level a supervisor was alerted to
    started_by integer not null,
    started_at integer not null,
    changed_at integer not null,
    confirmed text check (confirmed in ('none', 'low', 'moderate', 'high')),
    confirmed_by integer,
    confirmed_at integer,
    confirmed_version integer, -- what the person who confirmed had seen
    answers_sealed blob not null,
    note_sealed blob,
    check ((confirmed is null) = (confirmed_by is null) and (confirmed is null) = (confirmed_at is null)
        and (confirmed is null) = (confirmed_version is null))
) strict;
CREATE INDEX assessment_case on assessment (case_id);

CREATE TABLE call (
    signal integer primary key references signal (id),
    trunk text not null,
    attestation text not null check (attestation in ('full', 'partial', 'gateway', 'none')),
    room integer, -- where all of this call meet, in the voice process
    stage text not null check (stage in ('greeting', 'waiting', 'offering_call_back', 'offering_message',
        'message', 'saying_answers', 'farewell', 'talk', 'gone', 'over')),
    stage_since integer not null,
    said_at integer, -- the place was told last
    sound text not null default '', -- what the line plays to the caller now
    goes_on integer not null default 0, -- the advocate left; those who stay go on
    ended_at integer,
    ending text check (ending in ('answered', 'abandoned', 'abandoned_short', 'refused', 'lost', 'asked_call_back', 'left_message')),
    forgotten integer not null default 0, -- its words were destroyed
    check ((stage = 'over') = (ended_at is not null)),
    check ((stage = 'over') = (ending is not null))
) strict;
CREATE INDEX call_kept on call (signal) where ended_at is not null and forgotten = 0;
CREATE INDEX call_running on call (signal) where ended_at is null;

CREATE TABLE call_back (
    id integer primary key,
    call integer not null unique references call (signal),
    kind text not null check (kind in ('place_kept', 'voicemail')),
    asked_at integer not null,
    due_at integer not null,
    state text not null check (state in ('waiting', 'calling', 'done')),
    tries integer not null default 0,
    outcome text check (outcome in ('reached', 'not_reached_try_again', 'not_safe', 'given_up')),
    ended_at integer,
    check ((state = 'done') = (ended_at is not null))
) strict;
CREATE INDEX call_back_open on call_back (due_at) where state <> 'done';

CREATE TABLE call_ground (
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
CREATE INDEX call_ground_of on call_ground (call);
CREATE INDEX call_ground_open on call_ground (id) where ended_at is null;
CREATE TRIGGER call_ground_carries before insert on call_ground
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
CREATE TRIGGER call_ground_is_kept before delete on call_ground begin select raise(abort, 'grounds are kept'); end;
CREATE TRIGGER call_ground_stays before update of id, call, kind, subject, recipient, purpose, person, consent,
    exception, at on call_ground
begin select raise(abort, 'a ground stays as it was'); end;

CREATE TABLE call_party (
    id integer primary key,
    call integer not null references call (signal),
    kind text not null check (kind in ('caller', 'advocate', 'supervisor', 'interpreter', 'provider', 'dispatcher')),
    account integer references account (id), -- of staff
    name text not null default '', -- of an organization; never the caller's
    subject integer, -- its row in the list it was found in
    state text not null check (state in ('dialling', 'ringing', 'talking', 'lost', 'left', 'failed')),
    failure text check (failure in ('busy', 'no_answer', 'declined', 'unreachable', 'silent')),
    since integer not null, -- it is in this state
    began_at integer not null,
    leg integer, -- in the voice process, while it has one
    tries integer not null default 0, -- a leg that answers an earlier try is not ours
    answer text, -- what its browser must be given
    phone text, -- a registered telephone of the house
    number_sealed blob,
    muted integer not null default 0,
    held integer not null default 0,
    apart integer not null default 0,
    watching text check (watching in ('listen', 'whisper', 'join')),
    told text not null default '', -- how its leg was last placed
    lost_percent real, jitter_ms real, delay_ms real, level_db integer, shelf integer check (shelf between -1 and 4095), many_use_it integer not null default 0 check (many_use_it in (0, 1)), lost_there_percent real,
    check ((kind in ('advocate', 'supervisor')) = (account is not null)),
    check ((watching is null) or kind = 'supervisor'),
    check ((failure is null) or state in ('failed', 'left'))
) strict;
CREATE UNIQUE INDEX call_party_leg on call_party (leg) where leg is not null;
CREATE INDEX call_party_no_shelf on call_party (id)
where kind = 'caller' and number_sealed is not null and shelf is null;
CREATE INDEX call_party_of on call_party (call, id);
CREATE INDEX call_party_shelf on call_party (shelf, id) where shelf >= 0;
CREATE UNIQUE INDEX call_party_staff on call_party (call, account, kind) where account is not null;
CREATE TRIGGER call_party_has_ground before insert on call_party when new.kind in ('provider', 'dispatcher')
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
CREATE TRIGGER call_party_is_not_remade before update of call, kind, subject on call_party
when new.kind in ('provider', 'dispatcher')
begin select raise(abort, 'nobody becomes an outsider of a call'); end;
CREATE VIEW carrying_consent as
select c.id, c.valid_from, c.valid_until, c.field_count,
    (select count(*) from consent_field f where f.consent = c.id) as fields,
    c.max_uses,
    (select count(*) from disclosure d where d.consent = c.id and d.state <> 'cancelled')
        + (select count(*) from contact_made m where m.consent = c.id) as uses
from consent c
where c.status = 'active'
    and exists (select 1 from recipient_for r where r.organization = c.recipient and r.purpose = c.purpose);
CREATE VIEW carrying_exception as
select e.id, e.decided_at, e.valid_until, e.field_count,
    (select count(*) from exception_field f where f.exception = e.id) as fields,
    (select count(*) from exception_observation o where o.exception = e.id) as observations
from exception e
where e.state = 'approved'
    and exists (select 1 from recipient_for r where r.organization = e.recipient and r.purpose = e.purpose)
    and ((e.solo = 1 and e.kind = 'imminent_danger') or e.decided_by <> e.requested_by);

CREATE TABLE case_breaking (
    id integer primary key,
    case_id integer not null references case_file (id),
    account integer not null references account (id),
    at integer not null,
    until integer not null,
    reason_sealed blob not null,
    reviewed_by integer references account (id),
    reviewed_at integer,
    check (until > at and until - at <= 1800000),
    check (reviewed_by is null or reviewed_by <> account),
    check ((reviewed_by is null) = (reviewed_at is null))
) strict;
CREATE INDEX case_breaking_case on case_breaking (case_id, account, until);

CREATE TABLE case_fact (
    id integer primary key,
    day text not null,
    state text not null,
    trafficking_type text not null,
    venue text not null,
    likelihood text not null
) strict;

CREATE TABLE case_file (
    id integer primary key,
    year integer not null,
    ordinal integer not null, -- the number is '2026-0412'
    status text not null check (status in ('open', 'follow_up', 'closed')),
    jurisdiction text check (length(jurisdiction) between 2 and 16),
    trafficking_type text not null check (trafficking_type in ('not_specified', 'sex', 'labor', 'sex_and_labor')),
    venue text check (length(venue) between 1 and 64),
    proposed text check (proposed in ('high', 'moderate', 'low', 'none')),
    confirmed text check (confirmed in ('high', 'moderate', 'low', 'none')),
    folder integer not null unique,
    opened_by integer references account (id),
    assigned integer references account (id),
    opened_at integer not null,
    changed_at integer not null,
    closed_at integer,
    close_reason text check (length(close_reason) between 1 and 64),
    version integer not null,
    idempotency_key text, counted integer not null default 0 check (counted in (0, 1)),
    unique (year, ordinal),
    unique (opened_by, idempotency_key),
    check ((status = 'closed') = (closed_at is not null)),
    check ((closed_at is null) = (close_reason is null))
) strict;
CREATE INDEX case_assigned on case_file (assigned) where assigned is not null;
CREATE INDEX case_changed on case_file (changed_at);

CREATE TABLE case_signal (
    case_id integer not null references case_file (id),
    signal integer not null references signal (id),
    linked_by integer references account (id),
    linked_at integer not null,
    primary key (case_id, signal)
) strict;
CREATE INDEX case_signal_signal on case_signal (signal);

CREATE TABLE chain_end (stream text primary key, hash blob not null, rows integer not null) strict;

CREATE TABLE consent (
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
    idempotency_key text, person_role text not null default 'potential_victim'
    check (person_role in ('potential_victim', 'caller', 'other')), said_in integer references signal (id),
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
CREATE INDEX consent_case on consent (case_id);
CREATE INDEX consent_end on consent (status, valid_until);
CREATE INDEX consent_for on consent (person, recipient, purpose, status);
CREATE INDEX consent_said_in on consent (said_in) where said_in is not null;
CREATE TRIGGER consent_is_informed before insert on consent
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
CREATE TRIGGER consent_is_kept before delete on consent begin select raise(abort, 'consents are kept'); end;
CREATE TRIGGER consent_is_of_person before insert on consent
when not exists (select 1 from person where id = new.person and role = new.person_role
    and age_band = new.age_band and guardian_is_abuser = new.guardian_is_abuser
    and (capacity = new.capacity or (capacity = 'presumed' and new.capacity = 'duress')))
begin select raise(abort, 'the person is another'); end;
CREATE TRIGGER consent_only_ends before update of status, repeated_by, repeated_at, revoked_at, revoked_how on consent
when not (
    (old.status in ('active', 'pending_private') and new.status = 'revoked'
        and new.repeated_at is old.repeated_at)
    or (old.status in ('active', 'pending_private') and new.status = 'expired'
        and new.repeated_at is old.repeated_at)
    or (old.status = 'pending_private' and new.status = 'active' and old.repeated_at is null
        and new.repeated_at is not null and new.revoked_at is null))
begin select raise(abort, 'a consent can only end'); end;
CREATE TRIGGER consent_place_stays before update of said_in on consent
begin select raise(abort, 'a consent can only end'); end;
CREATE TRIGGER consent_role_stays before update of person_role on consent
begin select raise(abort, 'a consent can only end'); end;
CREATE TRIGGER consent_said_in_its_case before insert on consent
when new.said_in is not null
    and not exists (select 1 from case_signal where case_id = new.case_id and signal = new.said_in)
begin select raise(abort, 'agreed to in a conversation of another case'); end;
CREATE TRIGGER consent_stays before update of id, case_id, person, recipient, purpose, given_by, method, language,
    interpreter, script_version, told_risks, told_not_condition, age_band, capacity, guardian_is_abuser,
    minor_alone_rule, valid_from, valid_until, max_uses, field_count, recorded_by, recorded_at, witnessed_by,
    idempotency_key on consent
begin select raise(abort, 'a consent can only end'); end;

CREATE TABLE consent_field (
    consent integer not null references consent (id),
    field_code text not null references field (code),
    primary key (consent, field_code)
) strict;
CREATE TRIGGER consent_field_is_kept before delete on consent_field begin select raise(abort, 'scope is kept'); end;
CREATE TRIGGER consent_field_is_ones_own before insert on consent_field
begin
    select raise(abort, 'only who told can let out who told')
    where (select person_role from consent where id = new.consent) = 'potential_victim'
        and exists (select 1 from teller_field where code = new.field_code and only_theirs = 1);
    select raise(abort, 'who tells of another consents for themselves alone')
    where (select person_role from consent where id = new.consent) <> 'potential_victim'
        and not exists (select 1 from teller_field where code = new.field_code);
end;
CREATE TRIGGER consent_field_stays before update on consent_field begin select raise(abort, 'scope stays'); end;
CREATE TRIGGER consent_field_within before insert on consent_field
when (select count(*) from consent_field where consent = new.consent)
    >= (select field_count from consent where id = new.consent)
begin select raise(abort, 'a consent is never widened'); end;

CREATE TABLE consent_language (language text primary key) strict;

CREATE TABLE consent_method (code text primary key, rank integer not null) strict;

CREATE TABLE consent_refusal (
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
CREATE TRIGGER refusal_is_kept before delete on consent_refusal begin select raise(abort, 'a no is kept'); end;
CREATE TRIGGER refusal_is_new before insert on consent_refusal
when exists (select 1 from consent_refusal where id = new.id
    or (person = new.person and recipient = new.recipient and purpose = new.purpose
        and contact = new.contact and attempt = new.attempt))
begin select raise(abort, 'a no is kept'); end;
CREATE TRIGGER refusal_stays before update on consent_refusal begin select raise(abort, 'a no stays'); end;

CREATE TABLE consent_script (
    purpose text not null check (purpose in ('follow_up', 'referral', 'live_transfer', 'le_report',
        'child_welfare_report', 'emergency_coordination', 'interpreter', 'records_request')),
    version integer not null,
    default_hours integer not null,
    longest_hours integer not null check (longest_hours between 1 and 2160),
    primary key (purpose, version)
) strict;

CREATE TABLE contact_made (
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
CREATE INDEX contact_made_consent on contact_made (consent);
CREATE TRIGGER contact_has_basis before insert on contact_made
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
CREATE TRIGGER contact_is_kept before delete on contact_made begin select raise(abort, 'contacts are kept'); end;
CREATE TRIGGER contact_stays before update on contact_made begin select raise(abort, 'a contact stays'); end;

CREATE TABLE contact_point (
    id integer primary key,
    person integer not null references person (id),
    source text not null, -- the field, or the part of the safe-contact plan, that it stands in
    kind text not null check (kind in ('phone', 'email')),
    value_sealed blob not null,
    fingerprint blob,
    unique (person, source)
) strict;
CREATE INDEX contact_point_due on contact_point (id) where fingerprint is null;
CREATE INDEX contact_point_print on contact_point (fingerprint) where fingerprint is not null;

CREATE TABLE directory_alias (
    kind text not null check (kind in ('organization', 'service')),
    gone integer not null,
    kept integer not null check (kept <> gone),
    at integer not null,
    primary key (kind, gone)
) strict, without rowid;
CREATE TRIGGER directory_alias_spares_partners before insert on directory_alias
when new.kind = 'organization' and exists (
    select 1 from partner where organization = new.gone and state = 'designated')
begin
    select raise(abort, 'a designated partner is not merged into another organization');
end;

CREATE TABLE directory_history (
    id integer primary key,
    kind text not null check (kind in ('organization', 'service')),
    subject integer not null,
    at integer not null,
    actor_kind text not null check (actor_kind in ('system', 'staff', 'partner')),
    actor integer,
    verb text not null,
    before text not null -- JSON: field -> what it was
) strict;
CREATE INDEX directory_history_by_subject on directory_history (kind, subject, id);
CREATE TRIGGER directory_history_is_not_altered before update on directory_history
begin
    select raise(abort, 'the history of the directory is not altered');
end;
CREATE TRIGGER directory_history_stays before delete on directory_history
begin
    select raise(abort, 'the history of the directory stays');
end;

CREATE TABLE directory_merge (
    id integer primary key,
    kind text not null check (kind in ('organization', 'service')),
    kept integer not null,
    gone integer not null check (gone <> kept),
    state text not null check (state in ('proposed', 'merged', 'refused', 'not_the_same')),
    proposed_by integer not null,
    proposed_at integer not null,
    decided_by integer check (decided_by <> proposed_by),
    decided_at integer,
    check ((state in ('merged', 'refused')) = (decided_by is not null)),
    check ((decided_by is null) = (decided_at is null))
) strict;
CREATE INDEX directory_merge_by_pair on directory_merge (kind, kept, gone);
CREATE UNIQUE INDEX directory_merge_open on directory_merge (kind, gone) where state = 'proposed';

CREATE TABLE directory_source (
    source text not null check (source <> ''),
    kind text not null check (kind in ('organization', 'service')),
    foreign_id text not null check (foreign_id <> ''),
    ours integer not null,
    said blob not null,
    imported_at integer not null,
    gone_at integer, -- when an import of the whole directory lacked it
    primary key (source, kind, foreign_id)
) strict;
CREATE INDEX directory_source_by_ours on directory_source (kind, ours);

CREATE TABLE disclosure (
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
CREATE INDEX disclosure_case on disclosure (case_id);
CREATE INDEX disclosure_consent on disclosure (consent) where consent is not null;
CREATE INDEX disclosure_exception on disclosure (exception) where exception is not null;
CREATE INDEX disclosure_recipient on disclosure (recipient, state);
CREATE TRIGGER disclosure_acknowledged_once before update of acknowledged_at, acknowledged_by on disclosure
when old.acknowledged_at is not null begin select raise(abort, 'it is acknowledged'); end;
CREATE TRIGGER disclosure_goes_forward before update of state, sent_at, cancelled_at on disclosure
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
CREATE TRIGGER disclosure_has_basis before insert on disclosure
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
CREATE TRIGGER disclosure_is_kept before delete on disclosure begin select raise(abort, 'disclosures are kept'); end;
CREATE TRIGGER disclosure_stays before update of id, case_id, person, recipient, purpose, consent, exception, carrier,
    field_count, decided_by, decided_at, content_hash, folder, document_sealed on disclosure
begin select raise(abort, 'a disclosure stays as it was decided'); end;
CREATE TRIGGER disclosure_taken_back_once before update of taken_back_at on disclosure
when old.taken_back_at is not null begin select raise(abort, 'it is taken back'); end;

CREATE TABLE disclosure_field (
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
CREATE TRIGGER disclosure_field_is_kept before delete on disclosure_field begin select raise(abort, 'scope is kept'); end;
CREATE TRIGGER disclosure_field_stays before update on disclosure_field begin select raise(abort, 'scope stays'); end;
CREATE TRIGGER disclosure_field_within before insert on disclosure_field
begin
    select raise(abort, 'it has left as it was')
    where (select state from disclosure where id = new.disclosure) <> 'queued';
    select raise(abort, 'a disclosure is never widened')
    where (select count(*) from disclosure_field where disclosure = new.disclosure)
        >= (select field_count from disclosure where id = new.disclosure);
end;

CREATE TABLE dispatcher (
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
CREATE INDEX dispatcher_county on dispatcher (county_code) where is_listed = 1;
CREATE INDEX dispatcher_state on dispatcher (state) where is_listed = 1;

CREATE TABLE event (
    id integer primary key,
    at integer not null,
    actor_kind text not null check (actor_kind in ('system', 'signaler', 'staff', 'partner')),
    actor integer,
    what text not null,
    about text not null,
    about_id integer not null,
    of text,
    of_id integer,
    chain blob not null
) strict;
CREATE INDEX event_about on event (about, about_id);
CREATE INDEX event_of on event (of, of_id) where of is not null;
CREATE TRIGGER event_is_kept before delete on event begin select raise(abort, 'events are kept'); end;
CREATE TRIGGER event_stays before update on event begin select raise(abort, 'events stay'); end;

CREATE TABLE exception (
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
    idempotency_key text, age_band text not null default 'unknown'
    check (age_band in ('adult', 'minor', 'unknown') and (kind <> 'minor_abuse' or age_band = 'minor')),
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
CREATE INDEX exception_case on exception (case_id);
CREATE INDEX exception_review on exception (review_due) where reviewed_by is null and review_due is not null;
CREATE INDEX exception_state on exception (state, decide_by);
CREATE TRIGGER exception_age_stays before update of age_band on exception
begin select raise(abort, 'what was asked for stays'); end;
CREATE TRIGGER exception_decided_once before update of state, decided_by, decided_at, valid_until on exception
when not (
    (old.state = 'requested' and new.state in ('approved', 'refused', 'expired'))
    or (old.state = 'approved' and new.state in ('corrected', 'expired')
        and new.decided_by is old.decided_by and new.decided_at is old.decided_at
        and new.valid_until is old.valid_until))
begin select raise(abort, 'an exception is decided once'); end;
CREATE TRIGGER exception_has_recipient before insert on exception
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
CREATE TRIGGER exception_is_kept before delete on exception begin select raise(abort, 'exceptions are kept'); end;
CREATE TRIGGER exception_is_of_person before insert on exception
when not exists (select 1 from person where id = new.person and age_band = new.age_band)
begin select raise(abort, 'the person is another'); end;
CREATE TRIGGER exception_looked_at_once before update of concurred_by, concurred_at, reviewed_by, reviewed_at on exception
when (old.concurred_by is not null and new.concurred_by is not old.concurred_by)
    or (old.reviewed_by is not null and new.reviewed_by is not old.reviewed_by)
begin select raise(abort, 'a look stays'); end;
CREATE TRIGGER exception_stays before update of id, case_id, person, recipient, purpose, kind, rule, solo, field_count,
    facts_sealed, requested_by, requested_at, decide_by, review_due, idempotency_key on exception
begin select raise(abort, 'what was asked for stays'); end;

CREATE TABLE exception_field (
    exception integer not null,
    field_code text not null,
    kind text not null,
    solo integer not null,
    primary key (exception, field_code),
    foreign key (exception, kind, solo) references exception (id, kind, solo),
    foreign key (kind, field_code) references exception_scope (kind, code)
) strict;
CREATE TRIGGER exception_field_is_kept before delete on exception_field begin select raise(abort, 'scope is kept'); end;
CREATE TRIGGER exception_field_stays before update on exception_field begin select raise(abort, 'scope stays'); end;
CREATE TRIGGER exception_field_within before insert on exception_field
begin
    select raise(abort, 'an exception is never widened')
    where (select count(*) from exception_field where exception = new.exception)
        >= (select field_count from exception where id = new.exception);
    select raise(abort, 'one may not send this alone') -- C14
    where new.solo = 1 and not exists (select 1 from exception_scope
        where kind = new.kind and code = new.field_code and alone = 1);
end;

CREATE TABLE exception_observation (
    exception integer not null references exception (id),
    code text not null check (length(code) between 2 and 64),
    primary key (exception, code)
) strict;
CREATE TRIGGER observation_is_kept before delete on exception_observation begin select raise(abort, 'facts are kept'); end;
CREATE TRIGGER observation_stays before update on exception_observation begin select raise(abort, 'facts stay'); end;

CREATE TABLE exception_scope (
    kind text not null check (kind in ('minor_abuse', 'imminent_danger', 'court_order', 'statute', 'directive')),
    code text not null references field (code),
    alone integer not null check (alone in (0, 1)),
    primary key (kind, code)
) strict;

CREATE TABLE field (
    code text primary key,
    sensitivity text not null
) strict;
CREATE TRIGGER field_is_kept before delete on field begin select raise(abort, 'field codes stay'); end;

CREATE TABLE interpreter (
    id integer primary key,
    name text not null check (length(name) > 0),
    languages text not null, -- JSON list of codes
    numbers text not null, -- JSON list, "+17135550142"
    hours text not null, -- JSON list of schedules; empty: not said
    note text not null,
    folder integer not null unique,
    code_sealed blob,
    changed_by integer references account (id), -- null: made up
    changed_at integer not null,
    ended_at integer
) strict;

CREATE TABLE location (
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

CREATE TABLE message (
    id integer primary key,
    signal integer not null references signal (id),
    position integer not null,
    direction text not null check (direction in ('from_person', 'from_staff', 'from_partner', 'from_hotline')),
    author integer,
    at integer not null,
    idempotency_key text not null,
    text_sealed blob,
    unique (signal, position),
    unique (signal, idempotency_key)
) strict;

CREATE TABLE migration (name text primary key, at integer not null) strict
;

CREATE TABLE note (
    id integer primary key,
    case_id integer not null references case_file (id),
    author integer not null references account (id),
    at integer not null,
    private_to_hotline integer not null check (private_to_hotline in (0, 1)),
    text_sealed blob not null,
    idempotency_key text,
    unique (author, idempotency_key)
) strict;
CREATE INDEX note_case on note (case_id, at);

CREATE TABLE offer (
    id integer primary key,
    signal integer not null references signal (id),
    account integer not null references account (id),
    round integer not null, -- the signal's count of times it came into the line
    made_at integer not null,
    until integer not null,
    to_everybody integer not null default 0,
    outcome text not null check (outcome in ('open', 'accepted', 'declined', 'timed_out', 'withdrawn')),
    ended_at integer
, moved_for text) strict;
CREATE INDEX offer_made on offer (made_at);
CREATE INDEX offer_open on offer (outcome, until) where outcome = 'open';
CREATE INDEX offer_signal on offer (signal, round);

CREATE TABLE organization (
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
CREATE TRIGGER organization_may_change_a_partner after update on organization
begin
    insert into partner_to_count (organization) select new.id
    where not exists (select 1 from partner_to_count where organization = new.id);
end;

CREATE TABLE organization_phone (
    organization integer not null references organization (id),
    position integer not null,
    number text not null,
    extension text not null,
    kind text not null check (kind in ('voice', 'hotline', 'text', 'fax', 'tty')),
    description text not null,
    visibility text not null check (visibility in ('public', 'partner', 'advocate')),
    primary key (organization, position)
) strict;

CREATE TABLE organization_role (
    organization integer not null references organization (id),
    role text not null
        check (role in ('provider', 'law_enforcement', 'child_welfare', 'psap')),
    primary key (organization, role)
) strict;
CREATE INDEX organization_role_by_role on organization_role (role, organization);

CREATE TABLE partner (
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
CREATE INDEX partner_organization on partner (organization, state);
CREATE UNIQUE INDEX partner_provider on partner (organization) where state = 'designated' and rule = '';
CREATE UNIQUE INDEX partner_rule on partner (rule) where state = 'designated' and rule <> '';

CREATE TABLE partner_contract (organization integer primary key, ends_at integer not null) strict;

CREATE TABLE partner_count_begun (id integer primary key check (id = 1), at integer not null) strict;

CREATE TABLE partner_counted (
    organization integer primary key,
    is_partner integer not null check (is_partner in (0, 1))
) strict;

CREATE TABLE partner_fact (
    id integer primary key,
    day text not null,
    change text not null check (change in ('new', 'back', 'ended'))
) strict;

CREATE TABLE partner_share (
    reference text primary key check (length(reference) = 32),
    organization integer not null,
    step integer not null unique references step (id),
    disclosure integer not null unique,
    shared_at integer not null
) strict;
CREATE INDEX partner_share_organization on partner_share (organization, shared_at);

CREATE TABLE partner_to_count (organization integer primary key) strict;

CREATE TABLE person (
    id integer primary key,
    case_id integer not null references case_file (id),
    ordinal integer not null,
    role text not null check (role in ('potential_victim', 'caller', 'alleged_trafficker', 'other')),
    age_band text not null check (age_band in ('adult', 'minor', 'unknown')),
    capacity text not null check (capacity in ('presumed', 'doubted', 'lacking', 'duress')),
    guardian integer,
    guardian_is_abuser text not null check (guardian_is_abuser in ('yes', 'no', 'unknown')),
    version integer not null,
    updated_at integer not null,
    unique (case_id, ordinal),
    unique (id, case_id),
    check (guardian <> id),
    foreign key (guardian, case_id) references person (id, case_id)
) strict;

CREATE TABLE person_fact (
    id integer primary key,
    day text not null,
    state text not null,
    age_band text not null,
    gender text not null
) strict;

CREATE TABLE person_field (
    id integer primary key,
    person integer not null references person (id),
    code text not null references field (code),
    value_sealed blob not null,
    version integer not null,
    updated_at integer not null,
    updated_by integer references account (id),
    unique (person, code)
) strict;

CREATE TABLE phone (
    service integer not null references service (id),
    position integer not null,
    number text not null,
    extension text not null,
    kind text not null check (kind in ('voice', 'hotline', 'text', 'fax', 'tty')),
    description text not null,
    visibility text not null check (visibility in ('public', 'partner', 'advocate')),
    primary key (service, position)
) strict;

CREATE TABLE presence (
    account integer primary key references account (id),
    state text not null check (state in ('on', 'away', 'off')),
    since integer not null,
    idle_since integer not null,
    last_seen integer not null,
    rest_until integer not null default 0
) strict;

CREATE TABLE published_service (
    service integer primary key references service (id),
    organization integer not null references organization (id),
    fingerprint blob not null, -- of all that is shown: another one means that it changed
    changed_at integer not null,
    latitude_e6 integer, -- what distances are measured from: a hidden place's is its area's centre
    longitude_e6 integer,
    check ((latitude_e6 is null) = (longitude_e6 is null))
) strict;
CREATE INDEX published_service_by_organization on published_service (organization);

CREATE TABLE published_term (
    service integer not null references published_service (service),
    taxonomy text not null,
    code text not null,
    primary key (taxonomy, code, service)
) strict;
CREATE INDEX published_term_by_service on published_term (service);

CREATE TABLE purpose_recipient (
    purpose text not null,
    role text not null,
    primary key (purpose, role)
) strict;

CREATE TABLE reading (
    id integer primary key,
    at integer not null,
    actor_kind text not null check (actor_kind in ('system', 'signaler', 'staff', 'partner')),
    actor integer,
    purpose text not null,
    about text not null,
    about_id integer not null,
    chain blob not null
) strict;
CREATE INDEX reading_about on reading (about, about_id);
CREATE TRIGGER reading_is_kept before delete on reading begin select raise(abort, 'readings are kept'); end;
CREATE TRIGGER reading_stays before update on reading begin select raise(abort, 'readings stay'); end;

CREATE TABLE receipt (
    tag blob primary key,
    signal integer not null references signal (id),
    expires integer not null
) strict, without rowid;
CREATE INDEX receipt_expires on receipt (expires);
CREATE INDEX receipt_signal on receipt (signal);
CREATE VIEW recipient_for as
select p.organization as organization, u.purpose as purpose, p.role as role,
    coalesce(c.ends_at, 9223372036854775807) as until
from partner p
join purpose_recipient u on u.role = p.role
left join partner_contract c on c.organization = p.organization
where p.state = 'designated'
union all
select 1, 'follow_up', 'hotline', 9223372036854775807;

CREATE TABLE release (
    id integer primary key,
    as_of text not null,
    made_up integer not null,
    note text not null
) strict;

CREATE TABLE release_standard (only integer primary key check (only = 1), weakest_rank integer not null) strict;

CREATE TABLE rollup (
    period text not null, -- "2026", "2026-11", or "all"
    dimension text not null, -- "signals.channel", "cases.venue", ...
    place text not null, -- a code of the list of states
    cell text not null, -- a code of the dimension's list; a year or a month
    made_up integer not null, -- 1: invented for a demonstration
    count integer not null,
    primary key (period, dimension, place, cell, made_up)
) strict, without rowid;

CREATE TABLE safe_contact (
    person integer primary key references person (id),
    call text not null check (call in ('yes', 'no', 'unknown')),
    text text not null check (text in ('yes', 'no', 'unknown')),
    email text not null check (email in ('yes', 'no', 'unknown')),
    voicemail text not null check (voicemail in ('yes', 'no', 'unknown')),
    hours text not null, -- JSON of days and hours
    zone text not null,
    expires integer not null,
    number_sealed blob not null,
    address_sealed blob not null,
    ask_for_sealed blob not null,
    say_as_sealed blob not null,
    code_word_sealed blob not null,
    updated_at integer not null
) strict;

CREATE TABLE safety_plan (
    person integer not null references person (id),
    version integer not null,
    step integer not null references step (id),
    saved_by integer not null references account (id),
    saved_at integer not null,
    plan_sealed blob not null, -- JSON: warning signs, steps, safe places, contacts, things to take
    primary key (person, version)
) strict;

CREATE TABLE schedule (
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

CREATE TABLE service (
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
    updated_at integer not null, alternate_name text not null default '', alert text not null default '', remote integer not null default 0 check (remote in (0, 1)), pets text not null default 'ask' check (pets in ('ask', 'yes', 'no')), children text not null default 'ask'
    check (children in ('ask', 'yes', 'no')), required_documents text not null default '', interpretation text not null default '', confirmed_at integer,
    foreign key (location, confidential) references location (id, confidential),
    check ((capacity_available is null) = (capacity_updated_at is null))
) strict;
CREATE INDEX service_by_organization on service (organization);
CREATE INDEX service_by_update on service (updated_at);
CREATE TRIGGER service_may_change_a_partner after update of status, assured_at, organization on service
when new.status is not old.status or new.assured_at is not old.assured_at
    or new.organization is not old.organization
begin
    insert into partner_to_count (organization) select old.organization
    where not exists (select 1 from partner_to_count where organization = old.organization);
    insert into partner_to_count (organization) select new.organization
    where not exists (select 1 from partner_to_count where organization = new.organization);
end;
CREATE TRIGGER service_may_make_a_partner after insert on service
begin
    insert into partner_to_count (organization) select new.organization
    where not exists (select 1 from partner_to_count where organization = new.organization);
end;

CREATE TABLE service_area (
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

CREATE TABLE service_category (
    service integer not null references service (id),
    category text not null,
    position integer not null, -- the main one first
    primary key (service, category)
) strict;

CREATE TABLE "service_change" (
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
CREATE INDEX service_change_alarm on service_change (alarm_due) where alarm_due = 1;
CREATE INDEX service_change_of_service on service_change (service, proposed_at);
CREATE INDEX service_change_waiting on service_change (state, proposed_at);
CREATE TRIGGER service_change_begins_waiting before insert on service_change
when new.state <> 'waiting' or new.call_back is not null
begin select raise(abort, 'a change begins by waiting'); end;
CREATE TRIGGER service_change_is_decided_once before update of state, decided_by, decided_at,
    call_back, called_back_by, called_back_at on service_change
when old.state <> 'waiting'
begin select raise(abort, 'this change was decided'); end;
CREATE TRIGGER service_change_is_kept before delete on service_change
begin select raise(abort, 'the history of a listing is kept'); end;
CREATE TRIGGER service_change_stays before update of id, service, amendment, was, by_owner,
    proposed_by, proposed_at, held, held_until on service_change
begin select raise(abort, 'a proposed change is not changed'); end;

CREATE TABLE service_confirmation (
    id integer primary key,
    service integer not null references service (id),
    confirmed_by integer not null,
    confirmed_at integer not null
) strict;
CREATE INDEX service_confirmation_of_service on service_confirmation (service, confirmed_at);
CREATE TRIGGER service_confirmation_is_kept before delete on service_confirmation
begin select raise(abort, 'the history of a listing is kept'); end;
CREATE TRIGGER service_confirmation_stays before update on service_confirmation
begin select raise(abort, 'the history of a listing is kept'); end;

CREATE TABLE service_feedback (
    id integer primary key,
    service integer not null references service (id),
    at integer not null,
    kind text not null check (kind in ('helped', 'did_not_answer', 'turned_away', 'number_wrong'))
) strict;
CREATE INDEX service_feedback_by_service on service_feedback (service, at);

CREATE TABLE service_foreign_code (
    service integer not null references service (id),
    position integer not null,
    scheme text not null,
    code text not null check (code <> ''),
    primary key (service, position)
) strict;

CREATE TABLE service_language (
    service integer not null references service (id),
    language text not null,
    position integer not null,
    primary key (service, language)
) strict;

CREATE TABLE service_population (
    service integer not null references service (id),
    population text not null,
    position integer not null,
    primary key (service, population)
) strict;

CREATE TABLE service_verification (
    id integer primary key,
    service integer not null references service (id),
    at integer not null,
    verified_by integer not null,
    way text not null
        check (way in ('called_number_on_file', 'called_independent_number', 'visited', 'in_writing')),
    spoke_to text not null
        check (spoke_to in ('director', 'manager', 'intake', 'front_desk', 'night_desk', 'other')),
    confirmed text not null -- JSON: the fields that were gone through
) strict;
CREATE INDEX service_verification_by_service on service_verification (service, id);

CREATE TABLE session (
    token_hash blob primary key,
    account integer not null references account (id),
    surface text not null check (surface in ('console', 'partners')),
    opened_at integer not null,
    used_at integer not null,
    locked integer not null default 0,
    ended_at integer
) strict;
CREATE INDEX session_last_used on session (account, used_at);
CREATE INDEX session_open on session (account) where ended_at is null;

CREATE TABLE signal (
    id integer primary key,
    channel text not null check (channel in ('call', 'text', 'webchat', 'tip', 'email', 'other')),
    by_hand integer not null default 0,
    state text not null check (state in ('waiting', 'active', 'wrap_up', 'closed', 'abandoned', 'refused', 'lost')),
    reason text not null,
    language text not null,
    origin_state text,
    safety text not null default 'unknown' check (safety in ('unknown', 'safe', 'not_safe')),
    safety_asked_at integer,
    arrived integer not null,
    waiting_since integer, -- null unless somebody must still answer
    answered_at integer,
    ended_at integer,
    last_heard integer not null, -- the signaler's last sign of life
    handler integer references account (id),
    organization integer, -- a partner brought into the conversation
    folder integer not null,
    token_hash blob not null unique,
    messages integer not null default 0,
    read_up_to integer not null default 0, -- the last message that its handler has looked at
    interpreter text, -- a code such as 'interpreter 7', never a name
    returned integer not null default 0, -- times the person came back by receipt
    shred_at integer,
    shredded integer not null default 0
, counted integer not null default 0 check (counted in (0, 1)), class text not null default 'tip'
    check (class in ('danger', 'call', 'chat', 'message', 'tip', 'email'))) strict;
CREATE INDEX signal_answered on signal (answered_at) where answered_at is not null;
CREATE INDEX signal_arrived on signal (arrived);
CREATE INDEX signal_handler on signal (handler, state) where handler is not null;
CREATE INDEX signal_line on signal (state, class, waiting_since);
CREATE INDEX signal_shred on signal (shred_at) where shred_at is not null and shredded = 0;
CREATE INDEX signal_silent on signal (state, last_heard) where state = 'waiting' and channel = 'webchat';
CREATE INDEX signal_uncounted on signal (ended_at)
where counted = 0 and state in ('abandoned', 'refused', 'lost');

CREATE TABLE signal_fact (
    id integer primary key,
    day text not null,
    channel text not null,
    state text not null,
    language text not null,
    reason text not null,
    result text not null,
    wait text not null,
    relation text not null,
    how_found text not null
) strict;

CREATE TABLE spent_token (
    token_hash blob primary key,
    signal integer not null references signal (id)
) strict, without rowid;
CREATE INDEX spent_token_signal on spent_token (signal);

CREATE TABLE step (
    id integer primary key,
    case_id integer not null references case_file (id),
    person integer not null,
    kind text not null
        check (kind in ('safety_plan', 'follow_up', 'report', 'emergency', 'referral', 'transfer')),
    state text not null
        check (state in ('drafted', 'waiting_for_consent', 'waiting_for_decision', 'ready', 'sent',
            'accepted', 'declined', 'done', 'failed', 'cancelled')),
    need text not null,
    recipient integer,
    consent integer,
    exception integer,
    fields text not null, -- JSON list of field codes; empty: all that the basis covers
    emergency text check (emergency in ('shelter', 'extraction', 'transportation', 'handover911')),
    way text check (way in ('call', 'text', 'email', 'receipt')),
    need_code text,
    rule text,
    due integer,
    disclosure integer,
    outcome text not null default '',
    why_ended text not null default '',
    created_by integer not null references account (id),
    created_at integer not null,
    decided_by integer references account (id),
    decided_at integer,
    verdict text check (verdict in ('approve', 'change', 'refuse')),
    approved_hash blob, -- of the very page that was approved
    decide_by integer,
    sent_at integer,
    answer_due integer,
    acknowledged_at integer,
    ended_at integer,
    attempts integer not null default 0,
    version integer not null,
    idempotency_key text not null,
    reason_sealed blob,
    decision_reason_sealed blob, counted integer not null default 0 check (counted in (0, 1)),
    foreign key (person, case_id) references person (id, case_id),
    unique (case_id, idempotency_key),
    -- A basis is one or the other; who asks for a report never approves it.
    check (consent is null or exception is null),
    check (verdict is null or decided_by is not null),
    check (decided_by is null or decided_by <> created_by),
    -- A safety plan stays with the hotline.
    check (kind <> 'safety_plan' or disclosure is null),
    check ((ended_at is null) = (state in ('drafted', 'waiting_for_consent', 'waiting_for_decision',
        'ready', 'sent', 'accepted')))
) strict;
CREATE INDEX step_case on step (case_id);
CREATE UNIQUE INDEX step_disclosure on step (disclosure) where disclosure is not null;
CREATE INDEX step_open on step (state) where ended_at is null;
CREATE INDEX step_uncounted on step (id)
where counted = 0 and (sent_at is not null or kind = 'safety_plan');
CREATE TRIGGER step_sent_with_decision before update of disclosure on step
    when new.kind = 'report' and new.disclosure is not null and new.exception is null
        and (new.verdict is null or new.verdict <> 'approve' or new.approved_hash is null)
    begin select raise(abort, 'a report under a consent is sent only after a decision'); end;

CREATE TABLE step_fact (
    id integer primary key,
    day text not null,
    state text not null,
    kind text not null,
    service text not null
) strict;

CREATE TABLE teller_field (
    code text primary key,
    only_theirs integer not null check (only_theirs in (0, 1))
) strict;

CREATE TABLE tip_answers (
    signal integer primary key references signal (id),
    urgent integer not null,
    answers_sealed blob
) strict;

CREATE TABLE transfer (
    id integer primary key,
    reference text not null unique check (length(reference) = 32),
    signal integer not null references signal (id),
    organization integer not null,
    state text not null check (state in ('asked', 'has_room', 'no_room', 'brought_in', 'left', 'ended')),
    needs text not null, -- JSON list of codes
    language text not null,
    beds integer check (beds between 0 and 999),
    asked_by integer not null references account (id),
    asked_at integer not null,
    answered_at integer,
    consent integer,
    step integer references step (id),
    idempotency_key text not null, party integer references call_party (id),
    unique (signal, idempotency_key),
    check (state not in ('brought_in', 'left') or consent is not null)
) strict;
CREATE INDEX transfer_open on transfer (state) where state in ('asked', 'has_room', 'brought_in', 'left');
CREATE INDEX transfer_organization on transfer (organization, asked_at);

CREATE TABLE trunk (
    id integer primary key,
    name text not null unique check (length(name) between 1 and 64),
    state text not null check (state in ('up', 'down', 'unknown')),
    why text not null, -- a code; empty while it is up
    since integer not null,
    is_named integer not null check (is_named in (0, 1)), -- the voice process still has it
    check (state <> 'up' or why = '')
) strict;

CREATE TABLE voicemail (
    id integer primary key,
    call integer not null references call (signal),
    position integer not null,
    sound_sealed blob, -- G.711 mu-law; null once destroyed
    unique (call, position)
) strict;

CREATE TABLE wish (
    id integer primary key,
    kind text not null,
    about text not null,
    subject integer not null,
    made_at integer not null,
    due integer not null,
    tries integer not null default 0,
    alarmed integer not null default 0 check (alarmed in (0, 1)),
    ended_at integer,
    ending text check (ending in ('performed', 'cancelled', 'given_up')),
    check ((ended_at is null) = (ending is null))
) strict;
CREATE INDEX wish_due on wish (due) where ended_at is null;
CREATE UNIQUE INDEX wish_unfinished on wish (kind, about, subject) where ended_at is null;

CREATE TABLE wrap_up (
    signal integer primary key references signal (id),
    at integer not null,
    by integer not null references account (id),
    finished integer not null,
    codes text not null -- JSON of codes from forms/categories.json
) strict;

-- keys.db: the key ledger, a file of its own with its own short backups.

CREATE TABLE data_key_copy (
    key integer not null,
    vault integer not null references vault (id),
    folder integer not null,
    sealed blob not null,
    primary key (key, vault)
) strict, without rowid;
CREATE INDEX data_key_copy_by_folder on data_key_copy (folder, vault);

CREATE TABLE folder_reader (
    folder integer not null,
    vault integer not null references vault (id),
    primary key (folder, vault)
) strict, without rowid;

CREATE TABLE migration (name text primary key, at integer not null) strict
;

CREATE TABLE vault (
    id integer primary key,
    public_key blob not null check (length(public_key) = 32),
    index_key_sealed blob not null,
    created_at integer not null
) strict;

CREATE TABLE vault_holder (
    vault integer not null references vault (id),
    holder integer not null references vault (id) check (holder <> vault),
    private_key_sealed blob not null,
    entrusted_at integer not null,
    primary key (vault, holder)
) strict, without rowid;

CREATE TABLE vault_member (
    vault integer not null references vault (id),
    account integer not null,
    private_key_sealed blob not null,
    admitted_at integer not null,
    primary key (vault, account)
) strict, without rowid;

CREATE TABLE vault_recovery (
    vault integer primary key references vault (id),
    private_key_sealed blob not null,
    made_at integer not null
) strict;
