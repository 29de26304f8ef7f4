-- Tokens that opened a conversation once and open nothing more: it was hidden, or the person came
-- back with the receipt. Whoever sends the old page again from a history meets nothing.
create table spent_token (
    token_hash blob primary key,
    signal integer not null references signal (id)
) strict, without rowid;
create index spent_token_signal on spent_token (signal);
