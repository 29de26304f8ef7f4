-- One incoming communication. Every signal leaves a row, whatever becomes of it.
create table signal (
    id integer primary key,
    channel text not null check (channel in ('call', 'text', 'webchat', 'tip', 'email', 'other')),
    by_hand integer not null default 0,
    state text not null check (state in ('waiting', 'active', 'wrap_up', 'closed', 'abandoned', 'refused', 'lost')),
    class text not null check (class in ('danger', 'call', 'chat', 'tip', 'email')),
    reason text not null,
    language text not null,
    origin_state text,
    safety text not null default 'unknown' check (safety in ('unknown', 'safe', 'not_safe')),
    safety_asked_at integer,
    arrived integer not null,
    waiting_since integer, -- null unless somebody must still answer
    answered_at integer,
    ended_at integer,
    last_heard integer not null, -- the signaler's last sign of life
    handler integer references account (id),
    organization integer, -- a partner brought into the conversation
    folder integer not null,
    token_hash blob not null unique,
    messages integer not null default 0,
    read_up_to integer not null default 0, -- the last message that its handler has looked at
    interpreter text, -- a code such as 'interpreter 7', never a name
    returned integer not null default 0, -- times the person came back by receipt
    shred_at integer,
    shredded integer not null default 0
) strict;
create index signal_line on signal (state, class, waiting_since);
create index signal_handler on signal (handler, state) where handler is not null;
create index signal_shred on signal (shred_at) where shred_at is not null and shredded = 0;

-- The words of a conversation; both sides, in order.
create table message (
    id integer primary key,
    signal integer not null references signal (id),
    position integer not null,
    direction text not null check (direction in ('from_person', 'from_staff', 'from_partner', 'from_hotline')),
    author integer,
    at integer not null,
    idempotency_key text not null,
    text_sealed blob,
    unique (signal, position),
    unique (signal, idempotency_key)
) strict;

-- With the 16 digits of a receipt a person comes back. Only a tag is kept (decision page 0013).
create table receipt (
    tag blob primary key,
    signal integer not null references signal (id),
    expires integer not null
) strict, without rowid;
create index receipt_signal on receipt (signal);
create index receipt_expires on receipt (expires);

-- What an online tip said, question by question.
create table tip_answers (
    signal integer primary key references signal (id),
    urgent integer not null,
    answers_sealed blob
) strict;

-- How a signal was wrapped up: coded words only.
create table wrap_up (
    signal integer primary key references signal (id),
    at integer not null,
    by integer not null references account (id),
    finished integer not null,
    codes text not null -- JSON of codes from forms/categories.json
) strict;
