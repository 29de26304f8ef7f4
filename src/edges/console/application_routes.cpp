// Applications: who asks to be listed, and what the review found.

#include "edges/console/contract/upkeep.hpp"
#include "edges/console/library.hpp"
#include "edges/console/row.hpp"
#include "edges/console/upkeep_rows.hpp"
#include "edges/lookup/directory_reader.hpp"
#include "hotline/directory/applications/applications.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

namespace applications = hotline::directory::applications;
using contract::ApplicationDetail;
using hotline::Application;

std::optional<std::string> filled(std::string const& text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

contract::ApplicationRow row_of(
    Call const& call, applications::Row const& row, std::optional<std::string> name)
{
    return { .id = row.id,
        .state = row.state,
        .name = std::move(name),
        .submitted_at = row.submitted,
        .since = row.since,
        .services = static_cast<int>(row.services),
        .transfers = row.transfers,
        .states = row.states,
        .taken_up_by = known_colleague(call, row.taken_up_by),
        .recommended_by = known_colleague(call, row.recommended_by),
        .approved_by = known_colleague(call, row.approved_by),
        .refusal = filled(row.refusal) };
}

Result<std::vector<contract::ApplicationRow>> all(Call const& call)
{
    auto const rows = TRY(applications::all(call.world.database));
    auto const names = TRY(applications::names(call.world, call.actor, rows));
    std::vector<contract::ApplicationRow> answer;
    for (auto const& row : rows) {
        auto const name = names.find(row.id);
        answer.push_back(row_of(
            call, row, name == names.end() ? std::nullopt : std::optional(name->second)));
    }
    return answer;
}

std::vector<contract::ReviewPoint> points_of(Call const& call, applications::Whole const& whole,
    std::vector<std::string> const& open)
{
    std::vector<contract::ReviewPoint> points;
    for (auto const& point : call.library.review.points) {
        contract::ReviewPoint one { .code = point.code,
            .title = point.label,
            .hint = point.hint,
            .open = std::ranges::find(open, "point:" + point.code) != open.end() };
        for (auto const& found : whole.points)
            if (found.point == point.code) {
                one.result = found.result;
                one.note = filled(found.note);
                one.by = known_colleague(call, found.by);
                one.at = found.at;
            }
        points.push_back(std::move(one));
    }
    return points;
}

std::vector<contract::ReviewLetter> letters_of(Call const& call, applications::Whole const& whole)
{
    std::vector<contract::ReviewLetter> letters;
    if (!whole.draft)
        return letters;
    for (auto const& letter : whole.draft->references.letters)
        letters.push_back({ .position = static_cast<int>(letters.size() + 1),
            .writer = letter.writer,
            .organization = letter.organization,
            .reached_at = letter.reached_at,
            .text = letter.text });
    for (auto const& read : whole.letters)
        if (read.position >= 1 && read.position <= static_cast<std::int64_t>(letters.size())) {
            auto& letter = letters[static_cast<std::size_t>(read.position - 1)];
            letter.verdict = read.verdict;
            letter.by = known_colleague(call, read.by);
            letter.at = read.at;
        }
    return letters;
}

Result<ApplicationDetail> detail(Call const& call, Id<Application> id)
{
    auto const whole = TRY(applications::read(call.world, call.actor, id));
    std::vector<std::string> open;
    if (whole.draft)
        open = TRY(applications::open_points(call.world, call.actor, call.library.review, id));
    auto const name = whole.draft ? std::optional(whole.draft->who.organization) : std::nullopt;
    ApplicationDetail answer { .row = row_of(call, whole.row, name),
        .draft = whole.draft,
        .points = points_of(call, whole, open),
        .letters = letters_of(call, whole),
        .letters_needed = static_cast<int>(call.library.review.letters_needed),
        .ready = open.empty(),
        .messages = {},
        .refusals = {},
        .services = whole.services };
    for (auto const& said : whole.said)
        answer.messages.push_back({ known_colleague(call, said.asked_by), said.at, said.text });
    for (auto const& reason : call.library.review.refusals)
        answer.refusals.push_back({ reason.code, reason.label });
    return answer;
}

Result<ApplicationDetail> one(Call const& call) { return detail(call, call.id<Application>()); }

/// The application as it stands after `act`.
Result<ApplicationDetail> after(Call const& call, Done const& done)
{
    if (!done)
        return fail(done.error());
    return one(call);
}

Result<ApplicationDetail> take_up(Call const& call)
{
    return after(call, applications::take_up(call.world, call.actor, call.id<Application>()));
}

Result<ApplicationDetail> ask(Call const& call, contract::WordsTold wish)
{
    return after(
        call, applications::ask(call.world, call.actor, call.id<Application>(), std::move(wish.text)));
}

Result<ApplicationDetail> note_answer(Call const& call, contract::WordsTold wish)
{
    return after(call,
        applications::note_answer(
            call.world, call.actor, call.id<Application>(), std::move(wish.text)));
}

Result<ApplicationDetail> check(Call const& call, contract::PointFound found)
{
    return after(call,
        applications::check_point(call.world, call.actor, call.library.review, call.id<Application>(),
            { .point = found.code, .result = found.result, .note = found.note }));
}

Result<ApplicationDetail> mark_letter(Call const& call, contract::LetterRead read)
{
    return after(call,
        applications::mark_letter(
            call.world, call.actor, call.id<Application>(), read.position, read.verdict));
}

Result<ApplicationDetail> recommend(Call const& call)
{
    return after(call,
        applications::recommend(
            call.world, call.actor, call.library.review, call.id<Application>()));
}

/// Approved and listed in one act: a verifier who lets it in has made sure of it.
Result<ApplicationDetail> approve(Call const& call, contract::ApplicationApproval wish)
{
    auto const id = call.id<Application>();
    auto const places = TRY(call.library.directory->places().get());
    TRY(applications::approve(call.world, call.actor, { call.library.vocabulary, *places }, id,
        { .into = wish.organization_id }));
    return after(call, applications::list(call.world, call.actor, id));
}

Result<ApplicationDetail> refuse(Call const& call, contract::ApplicationRefusal wish)
{
    return after(call,
        applications::refuse(
            call.world, call.actor, call.library.review, call.id<Application>(), wish.reason));
}

Result<ApplicationDetail> note_withdrawal(Call const& call)
{
    return after(
        call, applications::note_withdrawal(call.world, call.actor, call.id<Application>()));
}

} // namespace

Routes application_routes()
{
    using enum Permission;
    using contract::ApplicationApproval;
    using contract::ApplicationRefusal;
    return {
        row<Nothing, std::vector<contract::ApplicationRow>>("GET", "/api/directory/applications",
            { EditDirectory, VerifyDirectory }, "open ones first, the longest waiting first", all),
        row<Nothing, ApplicationDetail>("GET", "/api/directory/applications/{id}",
            { EditDirectory, VerifyDirectory }, "reads what was told", one),
        row<Nothing, ApplicationDetail>("POST", "/api/directory/applications/{id}/review",
            { EditDirectory }, "an editor takes it up", take_up),
        row<contract::WordsTold, ApplicationDetail>("POST",
            "/api/directory/applications/{id}/question", { EditDirectory }, "asks for more", ask),
        row<contract::WordsTold, ApplicationDetail>("POST",
            "/api/directory/applications/{id}/answer", { EditDirectory },
            "what they answered by phone or mail", note_answer),
        row<contract::PointFound, ApplicationDetail>("POST",
            "/api/directory/applications/{id}/points", { EditDirectory },
            "what was found about one point", check),
        row<contract::LetterRead, ApplicationDetail>("POST",
            "/api/directory/applications/{id}/letters", { EditDirectory },
            "a letter was read and its writer asked", mark_letter),
        row<Nothing, ApplicationDetail>("POST", "/api/directory/applications/{id}/recommendation",
            { EditDirectory }, "when no point is open", recommend),
        row<ApplicationApproval, ApplicationDetail>("POST",
            "/api/directory/applications/{id}/approval", { VerifyDirectory },
            "by another than who recommended it: it is listed", approve),
        row<ApplicationRefusal, ApplicationDetail>("POST",
            "/api/directory/applications/{id}/refusal", { VerifyDirectory },
            "with a reason of the list", refuse),
        row<Nothing, ApplicationDetail>("POST", "/api/directory/applications/{id}/withdrawal",
            { EditDirectory }, "they took it back", note_withdrawal),
    };
}

} // namespace reachline::edges::console
