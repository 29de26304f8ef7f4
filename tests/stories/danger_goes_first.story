# Somebody in danger stands before those who came earlier.
Maria is an advocate who speaks English.

At 20:00 the first chat arrives in English from TX: "hello".
At 20:01 the second chat arrives in English from TX: "hello".
At 20:02 the third chat arrives in danger in English from TX: "he has a knife".
expect 0 before the third chat in the line.
expect 1 before the first chat in the line.
expect 2 before the second chat in the line.
Maria comes on shift.
expect Maria to be offered the third chat.
