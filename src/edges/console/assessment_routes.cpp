#include "edges/console/contract/assessment.hpp"
#include "edges/console/library.hpp"
#include "edges/console/row.hpp"

#include "hotline/assessment/assessment.hpp"
#include "hotline/cases/person.hpp"
#include "hotline/people/accounts.hpp"

#include <algorithm>
#include <array>

namespace reachline::edges::console {

namespace {

namespace core = hotline::assessment;
using hotline::Assessment;
using hotline::Case;

static_assert(static_cast<int>(contract::QuestionKind::Text) == static_cast<int>(core::QuestionKind::Text));
static_assert(static_cast<int>(contract::Standing::Unknown) == static_cast<int>(core::Standing::Unknown));
static_assert(static_cast<int>(contract::Known::Unknown) == static_cast<int>(core::Known::Unknown));
static_assert(
    static_cast<int>(contract::ReasonWeight::Missing) == static_cast<int>(core::ReasonWeight::Missing));

contract::Known known(core::Known known) { return static_cast<contract::Known>(known); }

/// The console lists levels from the highest down, the engine compares them from the lowest up.
constexpr std::array levels { std::pair { contract::Level::None, core::Level::None },
    std::pair { contract::Level::Low, core::Level::Low },
    std::pair { contract::Level::Moderate, core::Level::Moderate },
    std::pair { contract::Level::High, core::Level::High } };

contract::Level shown(core::Level level)
{
    return std::ranges::find(levels, level, [](auto const& pair) { return pair.second; })->first;
}
core::Level meant(contract::Level level)
{
    return std::ranges::find(levels, level, [](auto const& pair) { return pair.first; })->second;
}

Result<std::vector<contract::InstrumentRow>> instruments(Call const& call)
{
    auto const& guide = call.library.guide;
    return std::vector { contract::InstrumentRow {
        guide.code(), guide.version(), guide.title(), guide.source(), guide.status() } };
}

std::vector<contract::Choice> choices_of(std::vector<core::Option> const& options)
{
    std::vector<contract::Choice> choices;
    for (auto const& option : options)
        choices.push_back({ option.code, option.label });
    return choices;
}

contract::Question question_of(core::Section const& section, core::Question const& question)
{
    return {
        .code = question.code,
        .section = section.code,
        .words = question.words,
        .why = question.why.empty() ? std::nullopt : std::optional(question.why),
        .kind = static_cast<contract::QuestionKind>(question.kind),
        .options = choices_of(question.options.value_or(std::vector<core::Option> {})),
    };
}

Result<contract::Instrument> instrument(Call const& call)
{
    auto const& guide = call.library.guide;
    if (call.path.at(0) != guide.code() || call.number(1) != guide.version())
        return fail(Fault::NotFound, "there is no such instrument");
    contract::Instrument answer { .code = guide.code(),
        .version = guide.version(),
        .title = guide.title(),
        .source = guide.source(),
        .status = guide.status(),
        .about = guide.about().empty() ? std::nullopt : std::optional(guide.about()),
        .sections = {},
        .questions = {} };
    for (auto const& section : guide.sections()) {
        answer.sections.push_back({ section.code, section.title });
        for (auto const& question : section.questions)
            answer.questions.push_back(question_of(section, question));
    }
    return answer;
}

contract::Proposal proposal_of(core::Instrument const& guide, core::Answers const& answers)
{
    auto const proposed = core::propose(guide, answers);
    contract::Proposal proposal { .level = shown(proposed.level),
        .elements = { known(proposed.action), known(proposed.means), known(proposed.purpose) },
        .minor = known(proposed.minor),
        .danger_now = proposed.danger_now,
        .reasons = {} };
    for (auto const* const reasons : { &proposed.because, &proposed.evidence })
        for (auto const& reason : *reasons)
            proposal.reasons.push_back({ static_cast<contract::ReasonWeight>(reason.weight),
                core::words_of(guide, reason), reason.question });
    return proposal;
}

/// What was proposed when it was saved: the questions of that version are not read any more.
contract::Proposal kept_proposal(core::AssessmentRow const& row)
{
    using enum contract::Known;
    return { .level = shown(row.proposed),
        .elements = { Unknown, Unknown, Unknown },
        .minor = Unknown,
        .danger_now = false,
        .reasons = {} };
}

Result<std::optional<contract::Confirmation>> confirmation_of(World& world, core::Sheet const& sheet)
{
    if (!sheet.row.confirmed)
        return std::optional<contract::Confirmation> {};
    auto const& confirmed = *sheet.row.confirmed;
    auto const by = TRY(hotline::people::account(world, confirmed.by));
    return std::optional(contract::Confirmation { shown(confirmed.level),
        sheet.note.seen_under(sheet.reading), { by.id, by.name }, confirmed.at });
}

Result<contract::AssessmentDetail> detail_of(Call const& call, core::Sheet const& sheet)
{
    auto const& row = sheet.row;
    auto const& guide = call.library.guide;
    auto const& answers = sheet.answers.seen_under(sheet.reading);
    bool const is_current = row.instrument == guide.code() && row.instrument_version == guide.version();
    contract::AssessmentDetail detail {
        .id = row.id,
        .case_id = row.case_id,
        .person_id = row.person.value_or(Id<hotline::Person> {}),
        .instrument = row.instrument,
        .instrument_version = row.instrument_version,
        .version = row.version,
        .answers = {},
        .visible = {},
        .proposal = is_current ? proposal_of(guide, answers) : kept_proposal(row),
        .confirmed = TRY(confirmation_of(call.world, sheet)),
        .started_at = row.started_at,
    };
    for (auto const& [question, given] : answers)
        detail.answers[question] = { static_cast<contract::Standing>(given.standing), given.values };
    if (is_current) {
        detail.visible = core::visible(guide, answers);
        detail.next = core::next_question(guide, answers);
    }
    return detail;
}

Result<std::vector<contract::AssessmentDetail>> of_case(Call const& call)
{
    std::vector<contract::AssessmentDetail> details;
    for (auto const& row : TRY(core::of_case(call.world, call.actor, call.id<Case>())))
        details.push_back(TRY(detail_of(call, TRY(core::read(call.world, call.actor, row.id)))));
    return details;
}

Result<contract::AssessmentDetail> begin(Call const& call, contract::NewAssessment wish)
{
    auto const case_id = call.id<Case>();
    if (wish.instrument != call.library.guide.code())
        return fail(Fault::NotFound, "there is no such instrument");
    auto const people = TRY(hotline::cases::people_of(call.world, call.actor, case_id));
    if (std::ranges::none_of(people, [&](auto const& person) { return person.id == wish.person_id; }))
        return fail(Fault::NotFound, "there is no such person in this case");
    auto const id = TRY(core::begin(call.world, call.actor, call.library.guide,
        { .case_id = case_id, .person = wish.person_id }));
    return detail_of(call, TRY(core::read(call.world, call.actor, id)));
}

Result<contract::AssessmentDetail> answer(Call const& call, contract::AnswerChange change)
{
    core::Answer const given { static_cast<core::Standing>(change.answer.standing), change.answer.values };
    return detail_of(call,
        TRY(core::answer(call.world, call.actor, call.library.guide, call.id<Assessment>(),
            change.version, call.path.at(1), given)));
}

Result<contract::AssessmentDetail> confirm(Call const& call, contract::NewConfirmation wish)
{
    auto const id = call.id<Assessment>();
    TRY(core::confirm(call.world, call.actor, id,
        { .seen = wish.version, .level = meant(wish.level), .note = wish.reason }));
    return detail_of(call, TRY(core::read(call.world, call.actor, id)));
}

} // namespace

Routes assessment_routes()
{
    using enum Permission;
    using Detail = contract::AssessmentDetail;
    return {
        row<Nothing, std::vector<contract::InstrumentRow>>("GET", "/api/instruments",
            { AnswerSignals, Supervise }, "the newest version of each", instruments),
        row<Nothing, contract::Instrument>("GET", "/api/instruments/{code}/{version}",
            { AnswerSignals, Supervise }, "its questions", instrument),
        row<Nothing, std::vector<Detail>>("GET", "/api/cases/{id}/assessments",
            { AnswerSignals, Supervise }, "the newest first", of_case),
        row<contract::NewAssessment, Detail>("POST", "/api/cases/{id}/assessments",
            { AnswerSignals, Supervise }, "begins one", begin),
        row<contract::AnswerChange, Detail>("PUT", "/api/assessments/{id}/answers/{question}",
            { AnswerSignals, Supervise }, "saves one answer; the proposal moves with it", answer),
        row<contract::NewConfirmation, Detail>("POST", "/api/assessments/{id}/confirmation",
            { AnswerSignals, Supervise }, "a person confirms a level", confirm),
    };
}

} // namespace reachline::edges::console
