# A teacher writes about a girl of fifteen. The law asks for a report to child welfare, with or
# without a yes; but one of us asks for it and another decides, and only what it needs leaves.
Maria is an advocate who speaks English.
Grace is a supervisor and a liaison.
Hana is a supervisor and a liaison.

At 13:10 Maria comes on shift.
Grace signs in.
the chat arrives in English from TX: "I teach ninth grade and I am worried about a girl".
Maria answers the chat.
Maria opens the case from the chat.
Maria notes that the case is in TX.
Maria adds the teacher to the case: the caller, an adult.
Maria adds the girl to the case: of unknown age.
Maria writes down of the girl: alias "Bea"; location city "Houston"; situation summary "an older friend sells her evenings"; phone "713-555-0155".

# While nobody knows her age, nothing may be told of her.
Maria asks that Texas child welfare may know alias, location city and situation summary of the girl without consent, for minor abuse: minor in commercial sex.
expect to be refused: "this exception is for minors; an age that is not known is no licence to report".
Maria learns that the girl is a minor.
Maria assesses the girl: age_band "12_to_15"; sex_for_value "yes"; how_known "told".
expect Maria to see the level high proposed for the girl.
expect the alarm potential_case.
Maria confirms the level high for the girl.
expect the case to have the level high.

Maria asks that Texas child welfare may know alias, phone and situation summary of the girl without consent, for minor abuse: minor in commercial sex.
expect to be refused: "this kind of exception never covers that field".
Maria asks that Texas child welfare may know alias, location city and situation summary of the girl without consent, for minor abuse: minor in commercial sex.
expect the exception to be requested.
expect the alarm exception_requested.
Maria approves the exception: "it is clear to me".
expect to be refused: "only a supervisor decides this".
Maria drafts the report to Texas child welfare for the girl under the exception.
expect the report to need consent.
Grace sends the report.
expect to be refused: "there is no consent and no exception in force for this step".
expect nothing to have left.

At 13:22 Grace approves the exception: "fifteen, told at first hand".
expect the exception to be approved.
expect no alarm exception_requested.
5 seconds pass.
expect the report to be ready.
Maria sends the report.
expect to be refused: "this step is sent by somebody else".
expect Grace to see that the report would tell exactly alias "Bea"; location city "Houston"; situation summary "an older friend sells her evenings".
Grace sends the report.
At 13:25 Texas child welfare signs in.
expect Texas child welfare to read exactly alias "Bea"; location city "Houston"; situation summary "an older friend sells her evenings".
expect Texas child welfare to read that it rests on minor abuse.
Texas child welfare acknowledges it.
expect no alarm not_acknowledged.
Texas child welfare tells how it ended: welfare check.
expect the report to be done.
the county trafficking unit signs in.
expect the county trafficking unit to find nothing.
expect one page to have left.

# What a supervisor asks for, the same supervisor does not decide.
Grace asks that Texas child welfare may know location city of the girl without consent, for minor abuse: minor hurt.
Grace approves the exception: "as before".
expect to be refused: "who asked for it cannot also decide it".
16 minutes pass.
expect the alarm decision_overdue.
Hana signs in.
Hana refuses the exception: "they know the town already".
expect the exception to be refused.
expect no alarm decision_overdue.
expect one page to have left.
