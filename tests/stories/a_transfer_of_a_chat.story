# She would rather talk with the shelter itself. The shelter is asked for room and fit first, in
# codes that tell nothing of her; it joins when she says yes, and hears from then on; the advocate
# stays until the two go on by themselves.
Maria is an advocate who speaks English.

At 20:00 Maria comes on shift.
the chat arrives in English from TX: "my name is Odile and I am at the bus station".
Maria answers the chat.
Maria opens the case from the chat.
Maria adds Odile to the case: an adult who may be a victim.

Quiet Oak signs in.
Harbor House signs in.
Maria asks Quiet Oak whether it has room for the chat: shelter and room for Odile.
expect to be refused: "say what is needed in codes, nothing else".
Maria asks Quiet Oak whether it has room for the chat: shelter.
expect Quiet Oak to be asked for exactly shelter.
expect nothing to have left.
# It does not answer, and the advocate asks the next.
6 minutes pass.
expect the alarm transfer_unanswered.
Quiet Oak says that it has no room.
expect no alarm transfer_unanswered.
Maria asks Harbor House whether it has room for the chat: shelter.
Harbor House says that it has 2 beds.
Maria brings Harbor House into the conversation.
expect to be refused: "there is no such consent".
expect nothing to have left.

Odile agrees with Maria that Harbor House may join the conversation.
Maria brings Harbor House into the conversation.
expect one page to have left.
the person in the chat writes "hello, I only have a small bag".
Harbor House says in the conversation: "That is fine. We keep a light on.".
expect Harbor House to hear "hello, I only have a small bag".
expect Harbor House not to hear "my name is Odile and I am at the bus station".
expect the person in the chat to read "That is fine. We keep a light on.".
expect Quiet Oak to be out of the conversation.

At 20:20 Maria leaves the conversation to Harbor House.
the person in the chat writes "I am on my way".
expect Harbor House to hear "I am on my way".
expect nobody in line.

# The shelter's window closes too early: she is not left alone.
Harbor House leaves the conversation.
expect Harbor House to be out of the conversation.
expect the chat to be waiting.
5 seconds pass.
expect Maria to be offered the chat.
