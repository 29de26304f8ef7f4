# A survivor writes at night. She wants a bed and no police. The shelter learns what she agreed to
# tell it, the police learn nothing, and her no is not asked away from her.
Maria is an advocate who speaks English and Spanish.
Grace is a supervisor and a liaison.

At 22:14 the chat arrives in Spanish from TX: "no puedo volver a casa".
At 22:15 Maria comes on shift.
Maria answers the chat.
expect Maria to read in the chat: "no puedo volver a casa".
Maria opens the case from the chat.
Maria notes that the case is in TX.
Maria adds Luz to the case: an adult who may be a victim.
Maria writes down of Luz: alias "Luz"; need "a bed tonight"; languages "es"; location exact "behind the laundry on Elm Street".

# Police first, since the form asks: she says no, and no again when it is asked once more.
Maria drafts the report to the county trafficking unit for Luz.
expect the report to need consent.
Luz tells Maria that the county trafficking unit must know nothing for a report to police.
expect that Luz may be asked again about the county trafficking unit for a report to police.
Luz tells Maria that the county trafficking unit must know nothing for a report to police.
expect that Luz may not be asked again about the county trafficking unit for a report to police.
Luz agrees with Maria that the county trafficking unit may know alias for a report to police.
expect to be refused: "the person said no to this twice in this contact: it is not asked again".
Maria sends the report.
expect to be refused: "there is no consent and no exception in force for this step".
Maria cancels the report: person changed mind.
expect nothing to have left.

# The shelter: she chooses what it may know, and where she hides is not among it.
Maria drafts the emergency shelter to Harbor House for Luz.
expect the emergency shelter to be waiting for consent.
Luz agrees with Maria that Harbor House may know alias, need and languages for emergency help.
expect Maria to see that the emergency shelter would tell exactly alias "Luz"; need "a bed tonight"; languages "es".
At 22:31 Maria sends the emergency shelter.
expect the emergency shelter to be sent.
At 22:33 Harbor House signs in.
expect Harbor House to read exactly alias "Luz"; need "a bed tonight"; languages "es".
expect Harbor House to read that it rests on consent.
Harbor House says that it can take them.
expect the emergency shelter to be accepted.

the county trafficking unit signs in.
expect the county trafficking unit to find nothing.
Lantern Legal Clinic signs in.
expect Lantern Legal Clinic to find nothing.
expect one page to have left.
expect no alarm not_acknowledged.

At 22:50 Maria closes the chat as crisis.
expect the month to count 1 by webchat.
expect the month to count 1 of the emergency kind emergency shelter.
expect the month to count 1 that were answered.
expect the public page of TX to hide so small a number.
