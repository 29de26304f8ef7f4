# Blows are heard in the middle of the night and no supervisor is on shift. The advocate does not
# wait: 911 learns where, what and how to call back, and nothing else. Supervisors look at it after.
Maria is an advocate who speaks English.
Grace is a supervisor and a liaison.
Hana is a supervisor and a liaison.

At 03:12 Maria comes on shift.
the chat arrives in danger in English from TX: "he is breaking the door".
Maria answers the chat.
Maria opens the case from the chat.
Maria adds Wren to the case: an adult who may be a victim.
Maria writes down of Wren: alias "Wren"; location exact "12 Example Street, back house"; immediate danger "a man breaks the door"; medical need "none yet"; phone "713-555-0177".
Maria drafts the 911 sheet to Texas 911 for Wren.
expect the 911 sheet to need consent.
Maria acts alone, so that Texas 911 knows of Wren now: violence heard and threat to life.
expect the exception to be approved.
expect the alarm solo_emergency.
Maria drafts the second 911 sheet to Texas 911 for Wren under the exception.
expect Maria to see that the second 911 sheet would tell exactly location exact "12 Example Street, back house"; immediate danger "a man breaks the door".
At 03:15 Maria sends the second 911 sheet.
expect one page to have left.

# Nobody has looked after a quarter of an hour: it rings louder.
expect no alarm decision_overdue.
At 03:29 expect the alarm decision_overdue.
At 03:40 Grace signs in.
Maria concurs with the emergency: "I was there".
expect to be refused: "only a supervisor decides this".
Grace concurs with the emergency: "the door broke while she wrote".
expect no alarm solo_emergency.
expect no alarm decision_overdue.
Grace reviews the emergency: "well done".
expect to be refused: "the second look is another's than the first".

# The second look is due within a day, by another one.
Grace signs out.
Maria closes the chat as crisis.
Maria signs out.
1 days pass.
expect the alarm review_overdue.
expect the exception to be expired.
Hana signs in.
Hana reviews the emergency: "right, and told quickly".
expect no alarm review_overdue.
expect one page to have left.
