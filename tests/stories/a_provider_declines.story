# Harbor House has no room. The advocate is led to the next shelter, which learns only what she
# agreed to tell this one too.
Maria is an advocate who speaks English and Spanish.

At 18:00 Maria comes on shift.
the chat arrives in English from TX: "my contract is a lie".
Maria answers the chat.
Maria opens the case from the chat.
Maria notes that the case is in TX.
Maria adds Dov to the case: an adult who may be a victim.
Maria writes down of Dov: alias "Dov"; need "a room"; phone "832-555-0110".
Dov agrees with Maria that Harbor House may know alias, need and phone for a referral.
Maria drafts the referral to Harbor House for Dov.
Maria sends the referral.
At 18:20 Harbor House signs in.
expect Harbor House to read exactly alias "Dov"; need "a room"; phone "832-555-0110".
Harbor House says that it cannot take them: no room.
expect Harbor House to find that it has ended: declined.
expect the referral to be declined.
expect the referral to have ended: no room.
expect Maria to be led to Quiet Oak after the referral.

# The yes was for Harbor House. For another one it counts nothing.
Maria drafts the second referral to Quiet Oak for Dov.
expect the second referral to need consent.
Maria sends the second referral.
expect to be refused: "there is no consent and no exception in force for this step".
Quiet Oak signs in.
expect Quiet Oak to find nothing.
Dov agrees with Maria that Quiet Oak may know alias and need for a referral.
Maria sends the second referral.
30 seconds pass.
expect Quiet Oak to read exactly alias "Dov"; need "a room".
Quiet Oak says that it can take them.
expect the second referral to be accepted.
Quiet Oak tells how it ended: served.
expect the second referral to be done.
expect 2 pages to have left.
expect the month to count 2 referred for other.
