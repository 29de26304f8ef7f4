# A number finds earlier calls while it is kept, and cases in which it was written down. It is offered as
# possible: others may hold the telephone. Who withholds the number is taken for nobody.
Maria is an advocate who speaks English.
Sam is an advocate who speaks English.
Grace is a supervisor and a liaison.

At 19:30 Maria comes on shift.
the first call rings from "+16145550123".
Maria answers the first call.
Maria speaks in the first call.
expect the number of the first call to tell Maria of 0 earlier calls.
Maria opens the first case from the first call.
Maria adds Ivy to the first case: an adult who may be a victim.
Maria writes down of Ivy: alias "Ivy"; phone "614-555-0123".
Maria hangs up the first call.
Maria closes the first call as crisis.
Maria signs out.

At 20:10 Sam comes on shift.
10 seconds pass.
the hidden call rings from "anonymous".
Sam answers the hidden call.
expect the number of the hidden call to tell Sam of 0 earlier calls.
Sam hangs up the hidden call.
Sam closes the hidden call as crisis.

the second call rings from "6145550123".
Sam answers the second call.
Sam speaks in the second call.
expect the number of the second call to tell Sam of 1 earlier calls.
expect the number of the second call to tell Sam of the first case.
expect the first case to be closed to Sam.
Sam notes that many use the line of the second call.
Sam hangs up the second call.
Sam closes the second call as crisis.

# Three days later the calls' numbers are gone; the case has what was written down, until it is erased.
4 days pass.
At 20:30 Sam comes on shift.
the third call rings from "+16145550123".
Sam answers the third call.
Sam speaks in the third call.
expect the number of the third call to tell Sam of 0 earlier calls.
expect the number of the third call to tell Sam of the first case.
Sam hangs up the third call.
Sam closes the third call as crisis.
