# Two wait. The one who presses 1 goes first, in whatever language, and says no word.
Maria is an advocate who speaks English and Spanish.

At 21:00 the first call rings from "+15555550123".
the line has spoken.
At 21:02 the second call rings from "+15555550124".
the caller in the second call presses 2.
expect the caller in the second call to hear es/nobody_on.
expect 1 before the second call in the line.
the caller in the second call presses 1.
expect the caller in the second call to hear es/danger.
expect 0 before the second call in the line.
At 21:03 Maria comes on shift.
expect Maria to be offered the second call.
