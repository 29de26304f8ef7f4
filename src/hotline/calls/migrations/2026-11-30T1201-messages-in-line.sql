-- Messages that wait already.
update signal set class = 'message' where class = 'call' and id in (
    select call from call_back where kind = 'voicemail' and state <> 'done');
