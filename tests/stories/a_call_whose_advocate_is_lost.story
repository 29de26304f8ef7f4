# The advocate's browser breaks in mid call. The caller hears the hold sound, and within half a minute is first in line.
Maria is an advocate who speaks English.
Sam is an advocate who speaks English.

At 21:00 Maria comes on shift.
At 21:05 the call rings from "+15555550123".
Maria answers the call.
Maria speaks in the call.
expect the caller in the call to talk.
At 21:10 Sam comes on shift.
Maria loses the voice.
expect the caller in the call to be alone.
expect the caller in the call to hear hold.
10 seconds pass.
Maria speaks in the call.
expect the caller in the call to talk.

Maria loses the voice.
25 seconds pass.
expect the caller in the call to hear advocate_lost.
expect the call to be waiting.
expect Sam to be offered the call.
Sam answers the call.
Sam speaks in the call.
expect the caller in the call to talk.
Maria hangs up the call.
expect to be refused.
