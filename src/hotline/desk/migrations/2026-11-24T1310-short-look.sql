-- What the desk looks for, found without reading the line, the talks or the closed signals.
create index offer_made on offer (made_at);
create index signal_answered on signal (answered_at) where answered_at is not null;
create index signal_silent on signal (last_heard) where state = 'waiting' and channel = 'webchat';
