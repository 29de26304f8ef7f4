-- When somebody was last here is looked up with every account: one step down this index, however
-- many sessions they have had.
create index session_last_used on session (account, used_at);
