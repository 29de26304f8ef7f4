# She agrees until midnight, and not longer. At midnight the clinic can open nothing of it any more,
# though nobody does anything.
Maria is an advocate who speaks English.

At 21:00 Maria comes on shift.
the chat arrives in English from TX: "I have papers they want back".
Maria answers the chat.
Maria opens the case from the chat.
Maria adds Ines to the case: an adult who may be a victim.
Maria writes down of Ines: alias "Ines"; legal wish "help with my papers".
Ines agrees with Maria that Lantern Legal Clinic may know alias and legal wish for a referral, for 3 hours.
Maria drafts the referral to Lantern Legal Clinic for Ines.
Maria sends the referral.
At 21:30 Lantern Legal Clinic signs in.
expect Lantern Legal Clinic to read exactly alias "Ines"; legal wish "help with my papers".
Maria closes the chat as referral.
At 23:59 expect the consent for Lantern Legal Clinic to be active.
expect Lantern Legal Clinic to read exactly alias "Ines"; legal wish "help with my papers".
At 00:00 expect the consent for Lantern Legal Clinic to be expired.
expect Lantern Legal Clinic to find that it has ended: expired.
expect the referral to have ended: basis ended.
Lantern Legal Clinic says that it can take them.
expect to be refused: "nothing lies in their portal".

# A new page needs a new yes.
Maria drafts the second referral to Lantern Legal Clinic for Ines.
expect the second referral to be waiting for consent.
expect one page to have left.
