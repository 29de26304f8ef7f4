# Nobody is on shift. The caller is told the truth and what to do, stays in line, and is answered by the first who comes.
Maria is an advocate who speaks English.

At 03:10 the call rings from "5550142".
the line has spoken.
10 seconds pass.
expect the caller in the call to hear nobody_on.
expect the call to be waiting.
expect the alarm nobody_on_shift.

2 minutes pass.
expect the call to be waiting.
At 03:14 Maria comes on shift.
expect no alarm nobody_on_shift.
expect Maria to be offered the call.
Maria answers the call.
