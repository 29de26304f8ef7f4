# At night, nobody on shift. What the caller leaves is heard by the advocate alone, and is gone three days after the close.
Maria is an advocate who speaks English.

At 23:00 the call rings from "anonymous".
the line has spoken.
10 seconds pass.
the caller in the call presses 3.
expect the caller in the call to hear offer_message.
the caller in the call presses 3.
expect the caller in the call to hear speak_now.
the line has spoken.
the caller in the call leaves the message "not this phone. ask for the baker at noon".
expect the caller in the call to hear message_kept.
the caller in the call hangs up.
expect the call to be waiting.
expect 1 to be owed a call.

# Who waits live comes before what was left.
At 23:30 the chat arrives in English from OH: "is anybody there".
expect 0 before the chat in the line.
At 23:40 Maria comes on shift.
expect Maria to be offered the chat.
Maria answers the chat.
Maria closes the chat as crisis.
expect Maria to hear the message of the call: "not this phone. ask for the baker at noon".
Maria answers the call.
