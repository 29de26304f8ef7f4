# Nobody is on shift at night. The chat is not lost, and somebody is told.
Maria is an advocate who speaks English and Spanish.

At 23:10 the chat arrives in English from TX: "is anyone there".
expect the chat to be waiting.
expect the alarm nobody_on_shift.
5 minutes pass.
expect the chat to be waiting.
At 23:20 Maria comes on shift.
expect no alarm nobody_on_shift.
expect Maria to be offered the chat.
Maria answers the chat.
expect Maria to read in the chat: "is anyone there".
