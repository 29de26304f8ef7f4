# Nobody is free. The caller keeps the place without holding the telephone, and is called when it is their turn.
Maria is an advocate who speaks English and Spanish.

At 21:00 the call rings from "+15555550123".
expect the caller in the call to hear greeting.
the line has spoken.
10 seconds pass.
expect the caller in the call to hear nobody_on.
expect the alarm nobody_on_shift.
the caller in the call presses 2.
expect the caller in the call to hear offer_call_back.
the caller in the call presses 2.
expect the caller in the call to hear place_kept.
the line has spoken.
the line has spoken.
expect the call to be waiting.
expect 1 to be owed a call.

At 21:20 Maria comes on shift.
expect Maria to be offered the call.
Maria answers the call.
Maria speaks in the call.
expect "+15555550123" to be dialled for the call.
the person of the call picks up.
expect the caller in the call to talk.
Maria hangs up the call.
Maria closes the call as crisis.
expect nobody to be owed a call.
