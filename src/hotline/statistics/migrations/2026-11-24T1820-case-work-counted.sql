-- Whether a case and a step were put into the sums; nothing leads from here to their facts.
alter table case_file add column counted integer not null default 0 check (counted in (0, 1));
alter table step add column counted integer not null default 0 check (counted in (0, 1));
create index step_uncounted on step (id)
where counted = 0 and (sent_at is not null or kind = 'safety_plan');
