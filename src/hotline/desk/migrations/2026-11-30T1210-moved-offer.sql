-- An offer that went to somebody else because the caller chose another language: who had it is told so.
alter table offer add column moved_for text;
