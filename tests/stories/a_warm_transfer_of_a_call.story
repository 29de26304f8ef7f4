# She calls, and would rather talk with the shelter itself. The shelter is called apart, while she hears
# the hold sound, and nothing of her is said; it joins when she has agreed; the advocate leaves the two.
# When the shelter hangs up too early she is first in line again, on the same call.
Maria is an advocate who speaks English.

At 20:00 Maria comes on shift.
the call rings from "+15555550123".
Maria answers the call.
Maria speaks in the call.
Maria opens the case from the call.
Maria adds Odile to the case: an adult who may be a victim.
Maria writes down of Odile: alias "Odile"; need "a bed tonight".

Maria calls Harbor House into the call.
expect to be refused: "the person has not agreed that this provider joins".
expect nothing to have left.
Odile agrees with Maria that Harbor House may know alias and need for live transfer.
Maria calls Harbor House into the call.
expect nothing to be played to the caller in the call.
Harbor House telephone is picked up.
expect the caller in the call to hear hold.
expect nothing to have left.
Maria leaves those who stay in the call.
expect to be refused: "somebody waits to be introduced: bring them together or let them go".

Maria introduces Harbor House in the call.
expect nothing to be played to the caller in the call.
expect one page to have left.
At 20:15 Maria leaves those who stay in the call.
expect nothing to be played to the caller in the call.
expect the voice of Maria to be out.
expect nobody in line.

Harbor House telephone is hung up.
5 seconds pass.
expect the call to be waiting.
expect Maria to be offered the call.
