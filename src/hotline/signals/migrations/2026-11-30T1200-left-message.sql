-- A message that somebody left can wait a little: it has a class of its own, after who waits live.
-- (A check cannot be changed in place, and nine tables refer to this one: the column is made anew.)
alter table signal add column class_now text not null default 'tip'
    check (class_now in ('danger', 'call', 'chat', 'message', 'tip', 'email'));
update signal set class_now = class;
drop index signal_line;
alter table signal drop column class;
alter table signal rename column class_now to class;
create index signal_line on signal (state, class, waiting_since);
