# She was in touch before, with another advocate. Her number finds the earlier case, but finding is
# not opening: who opens it without a relation says why, and a supervisor is told.
Maria is an advocate who speaks English.
Sam is an advocate who speaks English.
Grace is a supervisor and a liaison.

At 19:30 Maria comes on shift.
the first chat arrives in English from OH: "I got away but he knows where my sister lives".
Maria answers the first chat.
expect Maria to find nobody by the number "614-555-0123".
Maria opens the first case from the first chat.
Maria adds Ivy to the first case: an adult who may be a victim.
Maria writes down of Ivy: alias "Ivy"; phone "(614) 555-0123".
Maria notes in the first case: "Plans to move in two weeks. Ask about the sister.".
Maria closes the first chat as crisis.
Maria signs out.

9 days pass.
At 20:10 Sam comes on shift.
the second chat arrives in English from OH: "I wrote before, I do not remember to whom".
Sam answers the second chat.
expect Sam to find nobody by the number "614-555-0124".
expect Sam to find the first case by the number "+1 614 555 0123", closed to them.
expect the first case to be closed to Sam.
Sam notes in the first case: "seen again".
expect to be refused: "there is no such case".
Sam breaks the glass of the first case: "She is in the chat now and asks to go on where she stopped".
expect the alarm glass_broken.
expect the first case to be open to Sam.
expect Sam to read the note in the first case: "Plans to move in two weeks. Ask about the sister.".
Sam links the second chat to the first case.
expect the first case to be told of by 2 signals.
expect Sam to find the first case by the number "614.555.0123".
Sam closes the second chat as crisis.

# Half an hour later the glass is whole again.
31 minutes pass.
expect the first case to be closed to Sam.
Grace signs in.
Grace hands the first case over to Sam.
expect the first case to be open to Sam.
expect the month to count 2 by webchat.
