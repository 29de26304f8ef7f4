-- One potential situation. What stands open here is coded and names nobody.
create table case_file (
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
    idempotency_key text,
    unique (year, ordinal),
    unique (opened_by, idempotency_key),
    check ((status = 'closed') = (closed_at is not null)),
    check ((closed_at is null) = (close_reason is null))
) strict;
create index case_changed on case_file (changed_at);
create index case_assigned on case_file (assigned) where assigned is not null;

create table case_signal (
    case_id integer not null references case_file (id),
    signal integer not null references signal (id),
    linked_by integer references account (id),
    linked_at integer not null,
    primary key (case_id, signal)
) strict;
create index case_signal_signal on case_signal (signal);

-- Who looked into a case that was not theirs, and why.
create table case_breaking (
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
create index case_breaking_case on case_breaking (case_id, account, until);

-- The codes of forms/fields.json: nothing else about a person can be stored as a field or leave.
create table field (
    code text primary key,
    sensitivity text not null
) strict;
create trigger field_is_kept before delete on field begin select raise(abort, 'field codes stay'); end;

create table person (
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

create table person_field (
    id integer primary key,
    person integer not null references person (id),
    code text not null references field (code),
    value_sealed blob not null,
    version integer not null,
    updated_at integer not null,
    updated_by integer references account (id),
    unique (person, code)
) strict;

-- Unknown is no, and after the end everything is no.
create table safe_contact (
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

create table note (
    id integer primary key,
    case_id integer not null references case_file (id),
    author integer not null references account (id),
    at integer not null,
    private_to_hotline integer not null check (private_to_hotline in (0, 1)),
    text_sealed blob not null,
    idempotency_key text,
    unique (author, idempotency_key)
) strict;
create index note_case on note (case_id, at);

-- Numbers and addresses, to recognise a person who comes again. The fingerprint needs the vault;
-- it is null until somebody unlocks.
create table contact_point (
    id integer primary key,
    person integer not null references person (id),
    kind text not null check (kind in ('phone', 'email')),
    value_sealed blob not null,
    fingerprint blob,
    unique (person, kind, fingerprint)
) strict;
create index contact_point_print on contact_point (fingerprint) where fingerprint is not null;
create index contact_point_due on contact_point (id) where fingerprint is null;
