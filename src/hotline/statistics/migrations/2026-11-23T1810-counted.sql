-- Whether a signal was put into the sums, so that none is counted twice. Nothing leads from here to
-- the fact that was written of it.
alter table signal add column counted integer not null default 0 check (counted in (0, 1));
create index signal_uncounted on signal (ended_at)
where counted = 0 and state in ('abandoned', 'refused', 'lost');
-- The shift in numbers looks at the last hours only.
create index signal_arrived on signal (arrived);
