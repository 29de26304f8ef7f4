# She agrees to a referral and takes it back: once before it is sent, once after. Either way the
# shelter is left with nothing to read.
Maria is an advocate who speaks English.

At 20:05 Maria comes on shift.
the chat arrives in English from TX: "I think I need help".
Maria answers the chat.
Maria opens the case from the chat.
Maria adds June to the case: an adult who may be a victim.
Maria writes down of June: alias "June"; need "a safe place next week".
June agrees with Maria that Harbor House may know alias and need for a referral.
Maria drafts the referral to Harbor House for June.
expect the referral to be ready.

# It waits to be sent, and she thinks again.
June tells Maria that Harbor House must not know any more.
expect the consent for Harbor House to be revoked.
expect the referral to be waiting for consent.
Maria sends the referral.
expect to be refused: "there is no consent and no exception in force for this step".
expect nothing to have left.

# Later she wants it after all: a yes of its own. It is sent, and then she takes it back.
June agrees with Maria that Harbor House may know alias and need for a referral.
Maria sends the referral.
At 20:40 Harbor House signs in.
expect Harbor House to read exactly alias "June"; need "a safe place next week".
June tells Maria that Harbor House must not know any more.
expect Harbor House to find that it has ended: revoked.
expect the referral to be cancelled.
expect the referral to have ended: basis ended.
Harbor House says that it can take them.
expect to be refused: "nothing lies in their portal".
expect the timeline of the case to tell consent withdrawn.
expect one page to have left.
