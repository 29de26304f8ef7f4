-- In which conversation it was agreed to, when it was in one: who comes back to that conversation by
-- its number takes back what was agreed to there, also at night.
alter table consent add column said_in integer references signal (id);
create index consent_said_in on consent (said_in) where said_in is not null;
create trigger consent_place_stays before update of said_in on consent
begin select raise(abort, 'a consent can only end'); end;
create trigger consent_said_in_its_case before insert on consent
when new.said_in is not null
    and not exists (select 1 from case_signal where case_id = new.case_id and signal = new.said_in)
begin select raise(abort, 'agreed to in a conversation of another case'); end;
