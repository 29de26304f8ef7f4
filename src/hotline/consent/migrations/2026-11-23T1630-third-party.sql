-- Everybody consents for themselves (C11). Who tells of another can let their own identity out and
-- not the other's; whose life it is cannot let out who told.
alter table consent add column person_role text not null default 'potential_victim'
    check (person_role in ('potential_victim', 'caller', 'other'));
create trigger consent_role_stays before update of person_role on consent
begin select raise(abort, 'a consent can only end'); end;

-- The fields that tell of the one who tells; `only_theirs`: of nobody else.
create table teller_field (
    code text primary key,
    only_theirs integer not null check (only_theirs in (0, 1))
) strict;
insert into teller_field (code, only_theirs) values
    ('alias', 0), ('legal_name', 0), ('age_band', 0), ('gender', 0), ('languages', 0), ('interpreter', 0),
    ('access_need', 0), ('safe_contact', 0), ('phone', 0), ('email', 0), ('callback_number', 0), ('state', 0),
    ('signaler_relation', 1), ('signaler_name', 1), ('signaler_phone', 1);

create trigger consent_field_is_ones_own before insert on consent_field
begin
    select raise(abort, 'only who told can let out who told')
    where (select person_role from consent where id = new.consent) = 'potential_victim'
        and exists (select 1 from teller_field where code = new.field_code and only_theirs = 1);
    select raise(abort, 'who tells of another consents for themselves alone')
    where (select person_role from consent where id = new.consent) <> 'potential_victim'
        and not exists (select 1 from teller_field where code = new.field_code);
end;

-- What a consent or an exception says of the person is what stood in the person's row just then.
alter table exception add column age_band text not null default 'unknown'
    check (age_band in ('adult', 'minor', 'unknown') and (kind <> 'minor_abuse' or age_band = 'minor'));
create trigger exception_age_stays before update of age_band on exception
begin select raise(abort, 'what was asked for stays'); end;
create trigger exception_is_of_person before insert on exception
when not exists (select 1 from person where id = new.person and age_band = new.age_band)
begin select raise(abort, 'the person is another'); end;
create trigger consent_is_of_person before insert on consent
when not exists (select 1 from person where id = new.person and role = new.person_role
    and age_band = new.age_band and guardian_is_abuser = new.guardian_is_abuser
    and (capacity = new.capacity or (capacity = 'presumed' and new.capacity = 'duress')))
begin select raise(abort, 'the person is another'); end;
