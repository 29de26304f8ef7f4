# Somebody writes of a man who works at a farm and cannot leave. He is an adult and nobody can reach
# him to ask. Without his yes nothing of him leaves, until a life is in danger; and then only what
# the danger needs.
Maria is an advocate who speaks English.
Grace is a supervisor and a liaison.

At 16:00 the tip is left online from TX: "a man at the egg farm says they keep his passport".
At 16:05 Maria comes on shift.
Grace signs in.
Maria answers the tip.
Maria opens the case from the tip.
Maria notes that the case is in TX.
Maria adds the worker to the case: an adult who may be a victim.
Maria writes down of the worker: alias "the man at the egg farm"; work or venue "egg farm"; location exact "the white trailer behind the barn"; trafficker description "the foreman".
Maria drafts the report to the county trafficking unit for the worker.
expect the report to need consent.
Maria sends the report.
expect to be refused: "there is no consent and no exception in force for this step".

# Neither exception is a way around him.
Maria asks that the county trafficking unit may know location exact of the worker without consent, for minor abuse: locked in.
expect to be refused: "this exception is for minors; an age that is not known is no licence to report".
Maria asks that the county trafficking unit may know location exact of the worker without consent, for imminent danger: locked in.
Grace refuses the exception: "held papers are no danger to life today".
expect the exception to be refused.
Maria drafts the second report to the county trafficking unit for the worker under the exception.
expect the second report to need consent.
Maria writes to the tip: "Thank you. Could you tell him of our number, when it is safe?".
Maria closes the tip as tip.
expect nothing to have left.
expect the month to count 1 by tip.

# Two hours later the tipster comes back.
At 18:04 the person in the tip comes back with the receipt.
expect the person in the tip to read "Thank you. Could you tell him of our number, when it is safe?".
the person in the tip writes "the foreman has a gun and says he will shoot him tonight".
At 18:06 Maria answers the tip.
expect Maria to read in the tip: "the foreman has a gun and says he will shoot him tonight".
Maria writes down of the worker: immediate danger "threatened with a gun tonight".
Maria asks that the county trafficking unit may know location exact, immediate danger and work or venue of the worker without consent, for imminent danger: weapon and threat to life.
expect to be refused: "this kind of exception never covers that field".
Maria asks that the county trafficking unit may know location exact and immediate danger of the worker without consent, for imminent danger: weapon and threat to life.
Grace approves the exception: "a gun, and a time".
Maria drafts the third report to the county trafficking unit for the worker under the exception.
Grace sends the third report.
At 18:09 the county trafficking unit signs in.
expect the county trafficking unit to read exactly location exact "the white trailer behind the barn"; immediate danger "threatened with a gun tonight".
expect the county trafficking unit to read that it rests on imminent danger.
the county trafficking unit acknowledges it.
expect one page to have left.
expect the month to count 1 by tip.
