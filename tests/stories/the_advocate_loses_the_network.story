# The advocate's network breaks. The person is not left alone: the talk stands first in line again.
Maria is an advocate who speaks English.
Sam is an advocate who speaks English.

At 21:00 Maria comes on shift.
At 21:05 the chat arrives in English from NY: "hello".
expect Maria to be offered the chat.
Maria answers the chat.
At 21:06 Sam comes on shift.
Maria loses the network.
70 seconds pass.
expect Sam to be offered the chat.
Sam answers the chat.
expect Sam to hold the chat.
Maria writes to the chat: "sorry".
expect to be refused.
