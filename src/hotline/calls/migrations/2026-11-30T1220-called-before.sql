-- Where an earlier call from the same number is looked for: twelve bits of a keyed fingerprint, which
-- many numbers share (calls/called_before.hpp). -1: a number that nobody can be known by.
alter table call_party add column shelf integer check (shelf between -1 and 4095);
-- An advocate was told that several people call from this number: a shelter, a payphone.
alter table call_party add column many_use_it integer not null default 0 check (many_use_it in (0, 1));
create index call_party_shelf on call_party (shelf, id) where shelf >= 0;
create index call_party_no_shelf on call_party (id)
where kind = 'caller' and number_sealed is not null and shelf is null;
