# Two advocates are rung for one chat. Only one of them can hold it.
Maria is an advocate who speaks English.
Sam is an advocate who speaks English.

At 22:14 Maria comes on shift.
At 22:15 Sam comes on shift.
At 22:16 the chat arrives in English from OH: "hello".
# Maria has been idle longer, so she is asked first, alone.
expect Maria to be offered the chat.
expect Sam not to be offered the chat.
25 seconds pass.
expect Maria not to be offered the chat.
expect Sam to be offered the chat.
25 seconds pass.
# Both were asked alone and nobody answered: now everybody rings.
expect Maria to be offered the chat.
expect Sam to be offered the chat.
Sam answers the chat.
expect Sam to hold the chat.
expect Maria not to be offered the chat.
Maria answers the chat.
expect to be refused.
expect Sam to hold the chat.
