-- How a party hears: what its end lost of what it was sent. Null while it has reported nothing.
alter table call_party add column lost_there_percent real;
