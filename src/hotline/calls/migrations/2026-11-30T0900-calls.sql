-- A call is a signal whose voice is in the voice process. A row for each, whatever becomes of it.
create table call (
    signal integer primary key references signal (id),
    trunk text not null,
    attestation text not null check (attestation in ('full', 'partial', 'gateway', 'none')),
    room integer, -- where all of this call meet, in the voice process
    stage text not null check (stage in ('greeting', 'waiting', 'offering_call_back', 'offering_message',
        'message', 'saying_answers', 'farewell', 'talk', 'gone', 'over')),
    stage_since integer not null,
    said_at integer, -- the place was told last
    sound text not null default '', -- what the line plays to the caller now
    goes_on integer not null default 0, -- the advocate left; those who stay go on
    ended_at integer,
    ending text check (ending in ('answered', 'abandoned', 'abandoned_short', 'refused', 'lost', 'asked_call_back', 'left_message')),
    forgotten integer not null default 0, -- its words were destroyed
    check ((stage = 'over') = (ended_at is not null)),
    check ((stage = 'over') = (ending is not null))
) strict;
create index call_running on call (signal) where ended_at is null;
create index call_kept on call (signal) where ended_at is not null and forgotten = 0;

-- Who is in a call: the caller, staff, and those whom staff added.
create table call_party (
    id integer primary key,
    call integer not null references call (signal),
    kind text not null check (kind in ('caller', 'advocate', 'supervisor', 'interpreter', 'provider', 'dispatcher')),
    account integer references account (id), -- of staff
    name text not null default '', -- of an organization; never the caller's
    subject integer, -- its row in the list it was found in
    state text not null check (state in ('dialling', 'ringing', 'talking', 'lost', 'left', 'failed')),
    failure text check (failure in ('busy', 'no_answer', 'declined', 'unreachable', 'silent')),
    since integer not null, -- it is in this state
    began_at integer not null,
    leg integer, -- in the voice process, while it has one
    tries integer not null default 0, -- a leg that answers an earlier try is not ours
    answer text, -- what its browser must be given
    phone text, -- a registered telephone of the house
    number_sealed blob,
    muted integer not null default 0,
    held integer not null default 0,
    apart integer not null default 0,
    watching text check (watching in ('listen', 'whisper', 'join')),
    told text not null default '', -- how its leg was last placed
    lost_percent real, jitter_ms real, delay_ms real, level_db integer,
    check ((kind in ('advocate', 'supervisor')) = (account is not null)),
    check ((watching is null) or kind = 'supervisor'),
    check ((failure is null) or state in ('failed', 'left'))
) strict;
create index call_party_of on call_party (call, id);
create unique index call_party_leg on call_party (leg) where leg is not null;
create unique index call_party_staff on call_party (call, account, kind) where account is not null;

-- A caller who hung up but keeps the place, or left a message: somebody owes them a call.
create table call_back (
    id integer primary key,
    call integer not null unique references call (signal),
    kind text not null check (kind in ('place_kept', 'voicemail')),
    asked_at integer not null,
    due_at integer not null,
    state text not null check (state in ('waiting', 'calling', 'done')),
    tries integer not null default 0,
    outcome text check (outcome in ('reached', 'not_reached_try_again', 'not_safe', 'given_up')),
    ended_at integer,
    check ((state = 'done') = (ended_at is not null))
) strict;
create index call_back_open on call_back (due_at) where state <> 'done';

-- What a caller asked to leave, second by second; sealed in the signal's folder.
create table voicemail (
    id integer primary key,
    call integer not null references call (signal),
    position integer not null,
    sound_sealed blob, -- G.711 mu-law; null once destroyed
    unique (call, position)
) strict;
