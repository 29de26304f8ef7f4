# Blows are heard on the telephone and no supervisor is on shift. The advocate calls the 911 centre where the
# caller is, by its ten digits, in one act: the centre is told what the advocate holds, and nothing is told
# to one that is busy. A supervisor is rung, and looks at it after.
Maria is an advocate who speaks English.
Grace is a supervisor and a liaison.
the hotline knows the 911 centre of Harris in TX at 713-555-0100.

At 03:12 Maria comes on shift.
the call rings from "+15555550123".
Maria answers the call.
Maria speaks in the call.
Maria opens the case from the call.
Maria adds Wren to the case: an adult who may be a victim.
Maria writes down of Wren: alias "Wren"; location exact "12 Example Street, back house"; immediate danger "a man breaks the door".

Maria calls the 911 centre Harris County 911 into the call.
expect to be refused: "there is no consent and no exception in force for this".
expect nothing to have left.
Maria calls the 911 centre Harris County 911 into the call, alone in danger: violence heard.
expect "+17135550100" to have been dialled.
expect the alarm solo_emergency.
Harris County 911 telephone is busy.
5 seconds pass.
expect nothing to have left.
Maria calls the 911 centre Harris County 911 into the call.
Harris County 911 telephone is picked up.
5 seconds pass.
expect one page to have left.
expect the caller in the call to talk.
expect nothing to be played to the caller in the call.

At 03:40 Grace signs in.
expect the alarm decision_overdue.
