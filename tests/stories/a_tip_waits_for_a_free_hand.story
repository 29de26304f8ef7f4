# A tip waits until nobody waits live, and the tipster comes back for the answer.
Maria is an advocate who speaks English.

At 19:00 the tip is left online from GA: "the same three women are always there".
At 19:01 the chat arrives in English from GA: "hello".
At 19:02 Maria comes on shift.
expect Maria to be offered the chat.
expect Maria not to be offered the tip.
Maria answers the chat.
expect Maria not to be offered the tip.
Maria closes the chat.
expect Maria to be offered the tip.
Maria answers the tip.
Maria writes to the tip: "Thank you. Is one of them still there in the evening?".
Maria closes the tip.
At 21:00 the person in the tip comes back with the receipt.
expect the person in the tip to read "Thank you. Is one of them still there in the evening?".
the person in the tip writes "yes, the youngest".
expect the tip to be waiting.
