# She agreed to a referral in her chat. At night, when nobody answers, she takes it back herself, in a
# window that tells nothing of what it was.
Maria is an advocate who speaks English.

At 20:05 Maria comes on shift.
June opens the public site.
June presses "Chat now".
June presses "It is safe. Go on".
June presses "I want to talk now".
June is now in the chat.
Maria answers the chat.
Maria opens the case from the chat.
Maria adds June to the case: an adult who may be a victim.
Maria writes down of June: alias "June"; need "a safe place next week".
June agrees with Maria that Harbor House may know alias and need for a referral.
Maria drafts the referral to Harbor House for June.
Maria sends the referral.
At 20:40 Harbor House signs in.
expect Harbor House to read exactly alias "June"; need "a safe place next week".
expect no alarm taken_back_by_number.

At 23:50 June presses "Take back what I agreed to".
expect June to see "It counts at once.".
expect June not to see "Harbor House".
expect June not to see "referral".
expect the consent for Harbor House to be active.
June presses "Take all of it back".
expect June to see "It is taken back".
expect June not to see "Harbor House".
expect the consent for Harbor House to be revoked.
expect Harbor House to find that it has ended: revoked.
expect the referral to have ended: basis ended.
expect the alarm taken_back_by_number.
expect the timeline of the case to tell consent withdrawn.

# Whoever has agreed to nothing sees the same words, and wakes nobody.
the teacher opens the public site.
the teacher presses "Chat now".
the teacher presses "It is safe. Go on".
the teacher presses "I want to talk now".
the teacher presses "Take back what I agreed to".
expect the teacher to see "It counts at once.".
the teacher presses "Take all of it back".
expect the teacher to see "It is taken back".
the teacher presses "Go to what was written".
expect the teacher to see "Your chat".
