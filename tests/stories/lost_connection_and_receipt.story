# The person's window closes in the middle of the talk. With the receipt they come back, and whoever
# answers knows where it stopped.
Maria is an advocate who speaks English and Spanish.

At 01:00 Maria comes on shift.
At 01:02 the chat arrives in Spanish from CA: "hola".
Maria answers the chat.
Maria writes to the chat: "Estoy aquí".
the person in the chat writes "alguien viene".
the person in the chat says that somebody came in.
expect the old window of the chat to open nothing.
20 minutes pass.
the person in the chat comes back with the receipt.
expect the person in the chat to read "Estoy aquí".
expect Maria to hold the chat.
the person in the chat writes "ya estoy sola".
expect Maria to read in the chat: "ya estoy sola".
