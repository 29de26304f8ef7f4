-- What people ask a directory before they call: HSDS has words for the most of it; whether pets and
-- children may come along is ours, and unknown means ask.
alter table service add column alternate_name text not null default '';
alter table service add column alert text not null default '';
alter table service add column remote integer not null default 0 check (remote in (0, 1));
alter table service add column pets text not null default 'ask' check (pets in ('ask', 'yes', 'no'));
alter table service add column children text not null default 'ask'
    check (children in ('ask', 'yes', 'no'));
alter table service add column required_documents text not null default '';
alter table service add column interpretation text not null default '';
