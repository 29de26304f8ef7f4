# A student has a question for school. The site leads to answers, directory and statistics before
# the line, so that the advocate stays free; who still wants to write can, in the same
# line as all others.
Maria is an advocate who speaks English.

At 17:00 Maria comes on shift.
the student opens the public site.
the student presses "Chat now".
expect the student to see "Is it safe to write here?".
the student presses "It is safe. Go on".
expect the student to see "What brings you here?".
the student presses "I have a question".
expect the student to see "Advocates are then free for those who are in danger.".
expect the student to see "What is human trafficking?".
expect nobody in line.
the student presses "See the statistics".
expect the student to see "Statistics".
expect nobody in line.

# The directory shows who helps in Houston, and not whom we report to.
the student opens the public site.
the student types "Houston" under "Find help near you".
the student presses "Search".
expect the student to see "Harbor House".
expect the student not to see "Trafficking Unit".
5 minutes pass.
expect nobody in line.
expect the month to count 0 by webchat.

# A teacher reads the answers and still wants to talk.
At 17:20 the teacher opens the public site.
the teacher presses "Chat now".
the teacher presses "It is safe. Go on".
the teacher presses "I have a question".
the teacher presses "I still want to write to you".
the teacher is now in the chat.
expect 1 in line.
expect Maria to be offered the chat.
the person in the chat writes "May we print your number in our hallway?".
Maria answers the chat.
expect Maria to read in the chat: "May we print your number in our hallway?".
Maria closes the chat as general information.
expect the month to count 1 by webchat.
expect the month to count 1 that were answered.
