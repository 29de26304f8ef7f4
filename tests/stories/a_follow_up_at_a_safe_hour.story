# She may be called again, at the hours that she named, and at no other. The story's clock shows
# UTC: six in the evening in Chicago is midnight here.
Maria is an advocate who speaks English.

At 22:10 Maria comes on shift.
the chat arrives in English from IL: "he is at work on Wednesday evenings".
Maria answers the chat.
Maria opens the case from the chat.
Maria adds Pearl to the case: an adult who may be a victim.
Maria plans the call for Pearl at 22:30.
expect the call to need consent.
Pearl agrees with Maria that the hotline may be in touch again.
10 seconds pass.
expect the call to need safe contact.
Maria writes down when Pearl can be called: from 18:00 to 19:00 on wed in America/Chicago, at 312-555-0109.
10 seconds pass.
# It is Tuesday.
expect the call to need safe contact.
Maria sends the call.
expect to be refused: "something is still missing before this step can be taken".
Maria cancels the call: mistake.
Maria closes the chat as crisis.
Maria signs out.

1 days pass.
At 23:30 Maria signs in.
Maria plans the second call for Pearl at 00:30.
expect the second call to be ready.
# Ready, and yet not now: half past five in Chicago is not among her hours.
Maria sends the second call.
expect to be refused: "this way is not safe at this time".
At 00:30 Maria sends the second call.
expect the second call to be sent.
Maria notes how the second call ended: reached.
expect the second call to be done.

# The next one is forgotten, and the board says so.
Maria plans the third call for Pearl at 00:50.
At 01:19 expect no alarm follow_up_missed.
At 01:20 expect the alarm follow_up_missed.
# Her hour is over.
Maria sends the third call.
expect to be refused: "this way is not safe at this time".
