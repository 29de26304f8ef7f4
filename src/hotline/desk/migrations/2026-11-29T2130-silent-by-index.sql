-- Who is silent in the line is looked for on every beat. With the time alone in the index, the
-- database preferred the index of the line and read every tip that waits: a third of a second for
-- each million of them.
drop index signal_silent;
create index signal_silent on signal (state, last_heard) where state = 'waiting' and channel = 'webchat';
