-- What the person chose to do next. Codes and ids stand open; words are sealed in the case's folder.
create table step (
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
    decision_reason_sealed blob,
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
create index step_case on step (case_id);
create index step_open on step (state) where ended_at is null;
create unique index step_disclosure on step (disclosure) where disclosure is not null;

-- A sent report of a supervisor's decision keeps its decision.
create trigger step_sent_with_decision before update of disclosure on step
    when new.kind = 'report' and new.disclosure is not null and new.exception is null
        and (new.verdict is null or new.verdict <> 'approve' or new.approved_hash is null)
    begin select raise(abort, 'a report under a consent is sent only after a decision'); end;

-- What a partner finds in its portal, by a reference that tells nothing.
create table partner_share (
    reference text primary key check (length(reference) = 32),
    organization integer not null,
    step integer not null unique references step (id),
    disclosure integer not null unique,
    shared_at integer not null
) strict;
create index partner_share_organization on partner_share (organization, shared_at);

create table safety_plan (
    person integer not null references person (id),
    version integer not null,
    step integer not null references step (id),
    saved_by integer not null references account (id),
    saved_at integer not null,
    plan_sealed blob not null, -- JSON: warning signs, steps, safe places, contacts, things to take
    primary key (person, version)
) strict;

-- A provider asked for room and fit, and then brought into a conversation.
create table transfer (
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
    idempotency_key text not null,
    unique (signal, idempotency_key),
    check (state not in ('brought_in', 'left') or consent is not null)
) strict;
create index transfer_organization on transfer (organization, asked_at);
create index transfer_open on transfer (state) where state in ('asked', 'has_room', 'brought_in', 'left');
