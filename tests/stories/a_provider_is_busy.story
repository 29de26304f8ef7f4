# The shelter's telephone is busy. The caller is with the advocate again, and never hears silence; nothing
# was told to anybody, and the next try is one sentence away.
Maria is an advocate who speaks English.

At 20:00 Maria comes on shift.
the call rings from "+15555550123".
Maria answers the call.
Maria speaks in the call.
Maria opens the case from the call.
Maria adds Odile to the case: an adult who may be a victim.
Odile agrees with Maria that Harbor House may join the conversation.
Odile agrees with Maria that Quiet Oak may join the conversation.

Maria calls Quiet Oak into the call.
expect "+17135550142" to have been dialled.
Quiet Oak telephone is busy.
expect the caller in the call to talk.
expect nothing to be played to the caller in the call.
expect nothing to have left.
Maria calls Harbor House into the call.
Harbor House telephone is picked up.
expect the caller in the call to hear hold.
Harbor House telephone is hung up.
expect the caller in the call to talk.
expect nothing to be played to the caller in the call.
expect nothing to have left.
Maria leaves those who stay in the call.
expect to be refused: "nobody would be with the caller".
