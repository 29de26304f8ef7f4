# A hard call. The supervisor listens, which the advocate sees, speaks into the advocate's ear, joins, and
# takes the call over; the caller never hears silence.
Maria is an advocate who speaks English.
Grace is a supervisor and a liaison.

At 20:00 Maria comes on shift.
Grace signs in.
the call rings from "+15555550123".
Maria answers the call.
Maria speaks in the call.

Maria takes over the call.
expect to be refused: "there is no such call".
Grace listens to the call.
expect Grace to look after the call.
expect the call to be in the hands of Maria.
expect nothing to be played to the caller in the call.
Grace whispers in the call.
Grace joins the call.
Grace takes over the call.
expect the call to be in the hands of Grace.
expect the voice of Maria to be out.
expect the caller in the call to talk.
expect nothing to be played to the caller in the call.
Grace hangs up the call.
expect nobody in line.
