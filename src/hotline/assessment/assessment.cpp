#include "hotline/assessment/assessment.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "hotline/assessment/assessment_store.hpp"
#include "hotline/cases/person.hpp"
#include "hotline/desk/alarms.hpp"

#include <algorithm>

namespace reachline::hotline::assessment {

namespace {

constexpr std::size_t note_limit = 4 * 1024; ///< bytes of a confirmation's reason

keys::Place place_of_answers(Id<Assessment> id)
{
    return { "assessment", "answers_sealed", id.value };
}
keys::Place place_of_note(Id<Assessment> id)
{
    return { "assessment", "note_sealed", id.value };
}

/// The right to see its case is the right to see it.
Result<AssessmentRow> opened(World& world, Actor const& actor, Id<Assessment> id)
{
    auto row = TRY(row_of(world, id));
    auto const may = cases::may_open(world, actor, row.case_id);
    if (!may && may.error().fault == Fault::NotFound)
        return fail(Fault::NotFound, "there is no such assessment");
    if (!may)
        return fail(may.error());
    return row;
}

cases::Likelihood likelihood_of(Level level)
{
    switch (level) {
    case Level::None:
        return cases::Likelihood::None;
    case Level::Low:
        return cases::Likelihood::Low;
    case Level::Moderate:
        return cases::Likelihood::Moderate;
    case Level::High:
        return cases::Likelihood::High;
    }
    return cases::Likelihood::None;
}

/// A case is as likely as the likeliest of its assessments.
Done show_proposed(World& world, Id<Case> id)
{
    auto highest = Level::None;
    for (auto const& row : TRY(rows_of(world, id)))
        highest = std::max(highest, row.proposed);
    return cases::set_proposed(world, id, likelihood_of(highest));
}

Done show_confirmed(World& world, Actor const& actor, Id<Case> id)
{
    auto highest = Level::None;
    for (auto const& row : TRY(rows_of(world, id)))
        if (row.confirmed)
            highest = std::max(highest, row.confirmed->level);
    return cases::set_confirmed(world, actor, id, likelihood_of(highest));
}

Done check_staff(Actor const& actor)
{
    bool const may_work = actor.kind == Actor::Kind::Staff
        && (actor.may(people::Permission::AnswerSignals)
            || actor.may(people::Permission::Supervise));
    if (!may_work)
        return fail(Fault::NotAllowed, "only advocates and supervisors work on an assessment");
    return {};
}

Done check_instrument(Instrument const& instrument, AssessmentRow const& row)
{
    if (instrument.code() != row.instrument || instrument.version() != row.instrument_version)
        return fail(
            Fault::Invalid, "this was begun with another instrument, or another version of it");
    return {};
}

Done check_seen(AssessmentRow const& row, int seen)
{
    if (row.version != seen)
        return fail(Fault::Conflict, "somebody saved this assessment in between; look again");
    return {};
}

Result<Bytes> sealed(World& world, AssessmentRow const& row, Answers const& answers)
{
    return world.keys.seal(
        row.folder, place_of_answers(row.id), json::text_of(json::written(answers)));
}

Result<Answers> answers_of(std::string const& text)
{
    auto const value = TRY(json::parse(text));
    auto answers = json::bound<Answers>(value);
    if (!answers)
        return fail(Fault::Broken, "the answers of an assessment cannot be read back");
    return std::move(*answers);
}

void take_proposal(AssessmentRow& row, Proposal const& proposal)
{
    row.proposed = proposal.level;
    row.because.clear();
    for (auto const& reason : proposal.because)
        row.because.push_back(reason.code);
}

/// Rings at once, whether the answers or a person say so, and again when moderate becomes high.
Done alert(World& world, AssessmentRow& row, Level level)
{
    if (!is_potential_case(level) || level <= row.alerted)
        return {};
    row.alerted = level;
    TRY(desk::raise_alarm(world, "potential_case", audit::subject("case", row.case_id)));
    return {};
}

Result<AssessmentRow> saved(World& world, Actor const& actor, Instrument const& instrument,
    AssessmentRow row, Answers const& answers)
{
    for (auto const& [question, given] : answers)
        TRY(check_answer(instrument, question, given));
    auto const seen = row.version++;
    row.changed_at = world.now();
    take_proposal(row, propose(instrument, answers));
    TRY(alert(world, row, row.proposed));
    if (!TRY(update(world, row, seen, TRY(sealed(world, row, answers)))))
        return fail(Fault::Conflict, "somebody saved this assessment in between; look again");
    TRY(audit::record(world, actor, "assessment_saved", audit::subject("assessment", row.id),
        audit::subject("case", row.case_id)));
    TRY(show_proposed(world, row.case_id));
    return row;
}

/// What a supervisor was alerted to is not made less by one person alone (safety rule C15).
Done check_lowering(Actor const& actor, AssessmentRow const& row, Level level)
{
    auto const highest = std::max(row.proposed, row.alerted);
    if (!is_potential_case(highest) || level >= highest)
        return {};
    if (!actor.may(people::Permission::Supervise) || actor.account == row.started_by)
        return fail(
            Fault::NotAllowed, "a supervisor other than who began it must agree to set less");
    return {};
}

} // namespace

Result<Id<Assessment>> begin(
    World& world, Actor const& actor, Instrument const& instrument, NewAssessment const& begun)
{
    TRY(check_staff(actor));
    TRY(cases::may_open(world, actor, begun.case_id));
    if (begun.person && TRY(cases::find_person(world, actor, *begun.person)).subject != begun.case_id)
        return fail(Fault::NotFound, "there is no such person in this case");
    AssessmentRow row
    {
        .id = world.new_id<Assessment>(), .case_id = begun.case_id, .person = begun.person,
        .folder = TRY(cases::folder_of(world, begun.case_id))
        , .instrument = instrument.code(), .instrument_version = instrument.version(), .version = 1,
          .started_by = actor.account, .started_at = world.now(), .changed_at = world.now(),
    };
    take_proposal(row, propose(instrument, {}));
    TRY(insert(world, row, TRY(sealed(world, row, {}))));
    TRY(audit::record(world, actor, "assessment_begun", audit::subject("assessment", row.id),
        audit::subject("case", row.case_id)));
    TRY(show_proposed(world, row.case_id));
    return row.id;
}

Result<Sheet> answer(World& world, Actor const& actor, Instrument const& instrument,
    Id<Assessment> id, int seen, std::string const& question, Answer const& given)
{
    auto sheet = TRY(read(world, actor, id));
    TRY(check_instrument(instrument, sheet.row));
    TRY(check_seen(sheet.row, seen));
    auto answers = sheet.answers.seen_under(sheet.reading);
    answers[question] = given;
    sheet.row = TRY(saved(world, actor, instrument, sheet.row, answers));
    sheet.answers = Private<Answers>(std::move(answers));
    return sheet;
}

Result<AssessmentRow> save(World& world, Actor const& actor, Instrument const& instrument,
    Id<Assessment> id, int seen, Answers const& answers)
{
    TRY(check_staff(actor));
    auto row = TRY(opened(world, actor, id));
    TRY(check_instrument(instrument, row));
    TRY(check_seen(row, seen));
    return saved(world, actor, instrument, std::move(row), answers);
}

Result<AssessmentRow> confirm(
    World& world, Actor const& actor, Id<Assessment> id, NewConfirmation const& decision)
{
    TRY(check_staff(actor));
    auto row = TRY(opened(world, actor, id));
    TRY(check_seen(row, decision.seen));
    auto note = TRY(clean_text(decision.note, note_limit));
    if (note.empty() && decision.level != row.proposed)
        return fail(Fault::Invalid, "a level other than the proposed one needs a reason");
    TRY(check_lowering(actor, row, decision.level));
    TRY(alert(world, row, decision.level));
    row.version += 1;
    row.changed_at = world.now();
    row.confirmed = Confirmation { decision.level, actor.account, world.now(), row.version };
    auto const note_sealed = TRY(world.keys.seal(row.folder, place_of_note(id), std::move(note)));
    if (!TRY(set_confirmed(world, row, decision.seen, note_sealed)))
        return fail(Fault::Conflict, "somebody saved this assessment in between; look again");
    TRY(audit::record(world, actor, "assessment_confirmed", audit::subject("assessment", id),
        audit::subject("case", row.case_id)));
    TRY(show_confirmed(world, actor, row.case_id));
    return row;
}

Result<AssessmentRow> find(World& world, Actor const& actor, Id<Assessment> id)
{
    TRY(check_staff(actor));
    return opened(world, actor, id);
}

Result<std::vector<AssessmentRow>> of_case(World& world, Actor const& actor, Id<Case> id)
{
    TRY(check_staff(actor));
    TRY(cases::may_open(world, actor, id));
    return rows_of(world, id);
}

Result<Sheet> read(World& world, Actor const& actor, Id<Assessment> id)
{
    TRY(check_staff(actor));
    auto const row = TRY(opened(world, actor, id));
    auto const parts = TRY(sealed_parts(world, id));
    auto const purpose = actor.may(people::Permission::AnswerSignals) ? audit::Purpose::WorkOnCase
                                                                      : audit::Purpose::Supervise;
    auto const reading = TRY(audit::read(world, actor, purpose, audit::subject("assessment", id)));
    auto const text = TRY(world.keys.open(place_of_answers(id), parts.answers));
    auto answers = TRY(answers_of(text.seen_under(reading)));
    PrivateText note;
    if (parts.note)
        note = TRY(world.keys.open(place_of_note(id), *parts.note));
    return Sheet { row, Private<Answers>(std::move(answers)), std::move(note), reading };
}

} // namespace reachline::hotline::assessment
