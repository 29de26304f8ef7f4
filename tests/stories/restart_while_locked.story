# The server is killed in the middle of a chat and starts again at once, locked. What was written is
# kept, what is written meanwhile is taken in, and the chat goes back to the first who can read it.
Maria is an advocate who speaks English.
Sam is an advocate who speaks English.

At 03:00 Maria comes on shift.
At 03:01 the chat arrives in English from NV: "he is asleep".
Maria answers the chat.
the server is killed and starts again.
expect the vault to be locked.
the person in the chat writes "are you still there".
2 minutes pass.
expect the chat to be waiting.
expect the alarm nobody_on_shift.
expect 0 before the chat in the line.
At 03:06 Sam comes on shift.
expect the vault to be open.
expect Sam to be offered the chat.
Sam answers the chat.
expect Sam to read in the chat: "he is asleep".
expect Sam to read in the chat: "are you still there".
