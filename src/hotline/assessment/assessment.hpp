#pragma once

// An assessment is one conversation guided by an instrument, for one person of a case. It saves as
// one types: a draft that anybody on the case can pick up. Every save proposes a level again. A
// potential case alerts a supervisor at once; the level itself is set by a person, who may see it
// otherwise. Setting less than a supervisor was ever alerted to takes a supervisor other than who
// began it, also after answers were taken back: nobody lowers it alone to avoid a duty.
//
// Who may not see the case may not see its assessments: each verb asks cases::may_open() first. The
// case shows the highest level that any of its assessments proposes, and that a person confirmed.

#include "base/private.hpp"
#include "hotline/assessment/proposal.hpp"
#include "hotline/audit/audit.hpp"
#include "hotline/cases/cases.hpp"
#include "hotline/world.hpp"

namespace reachline::hotline {

struct Assessment;

namespace assessment {

struct Confirmation {
    Level level {};
    Id<Account> by;
    Time at;
    int of_version = 0; ///< what they had seen; less than the row's version: answers came after it
};

struct AssessmentRow {
    Id<Assessment> id;
    Id<Case> case_id;
    std::optional<Id<Person>> person {};
    Id<Folder> folder;
    std::string instrument;
    int instrument_version = 0;
    int version = 0;
    Level proposed {};
    std::vector<std::string> because {}; ///< codes of the rule's sentences
    Level alerted {}; ///< the highest level that a supervisor was alerted to
    Id<Account> started_by;
    Time started_at;
    Time changed_at;
    std::optional<Confirmation> confirmed {};
};

/// What a look gives: the answers, and the right to see them for this command.
struct Sheet {
    AssessmentRow row;
    Private<Answers> answers;
    PrivateText note; ///< why a person set another level
    Reading reading;
};

struct NewAssessment {
    Id<Case> case_id;
    std::optional<Id<Person>> person {};
};

Result<Id<Assessment>> begin(World&, Actor const&, Instrument const&, NewAssessment const&);

/// Saves one answer. Conflict when somebody saved after `seen`, the version last looked at;
/// Invalid when it does not fit its question, or the instrument is not the one it was begun with.
Result<Sheet> answer(World&, Actor const&, Instrument const&, Id<Assessment>, int seen,
    std::string const& question, Answer const&);

/// Saves all answers in place of those before. Works while the vault is locked.
Result<AssessmentRow> save(
    World&, Actor const&, Instrument const&, Id<Assessment>, int seen, Answers const&);

struct NewConfirmation {
    int seen = 0;
    Level level {};
    std::string note {}; ///< why; needed when it is not the level proposed
};

/// A person sets the level.
Result<AssessmentRow> confirm(World&, Actor const&, Id<Assessment>, NewConfirmation const&);

Result<AssessmentRow> find(World&, Actor const&, Id<Assessment>);
/// The newest first.
Result<std::vector<AssessmentRow>> of_case(World&, Actor const&, Id<Case>);
/// One reading.
Result<Sheet> read(World&, Actor const&, Id<Assessment>);

} // namespace assessment
} // namespace reachline::hotline
