-- One conversation guided by an instrument, for one person of a case. What was answered is sealed;
-- the level and the sentences of the rule behind it are codes without identity, so that a board can
-- show them while the vault is locked.
create table assessment (
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
create index assessment_case on assessment (case_id);
