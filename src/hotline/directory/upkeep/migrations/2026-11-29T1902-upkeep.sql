-- What an entry said before, for ever: whoever was sent to a wrong door can learn when the
-- directory said so, and who had let it. Only the fields that changed, as they were. The place of a
-- confidential service is in no record, so it is in no row here.
create table directory_history (
    id integer primary key,
    kind text not null check (kind in ('organization', 'service')),
    subject integer not null,
    at integer not null,
    actor_kind text not null check (actor_kind in ('system', 'staff', 'partner')),
    actor integer,
    verb text not null,
    before text not null -- JSON: field -> what it was
) strict;
create index directory_history_by_subject on directory_history (kind, subject, id);
create trigger directory_history_is_not_altered before update on directory_history
begin
    select raise(abort, 'the history of the directory is not altered');
end;
create trigger directory_history_stays before delete on directory_history
begin
    select raise(abort, 'the history of the directory stays');
end;

-- How somebody made sure of an entry.
create table service_verification (
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
create index service_verification_by_service on service_verification (service, id);

-- What became of a call for somebody: no case, no person and no advocate stand in it.
create table service_feedback (
    id integer primary key,
    service integer not null references service (id),
    at integer not null,
    kind text not null check (kind in ('helped', 'did_not_answer', 'turned_away', 'number_wrong'))
) strict;
create index service_feedback_by_service on service_feedback (service, at);

-- Two entries that are one, as an editor sees it and a verifier decides; or two that are not, so
-- that nobody is asked again.
create table directory_merge (
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
create unique index directory_merge_open on directory_merge (kind, gone) where state = 'proposed';
create index directory_merge_by_pair on directory_merge (kind, kept, gone);

-- Who still names the entry that is gone is led to the one that was kept.
create table directory_alias (
    kind text not null check (kind in ('organization', 'service')),
    gone integer not null,
    kept integer not null check (kept <> gone),
    at integer not null,
    primary key (kind, gone)
) strict, without rowid;
-- A designated partner's people sign in under its id, and what was disclosed to it names it.
create trigger directory_alias_spares_partners before insert on directory_alias
when new.kind = 'organization' and exists (
    select 1 from partner where organization = new.gone and state = 'designated')
begin
    select raise(abort, 'a designated partner is not merged into another organization');
end;
