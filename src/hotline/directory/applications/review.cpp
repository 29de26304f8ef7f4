// The reviewers' side. The hotline by itself may do none of this: each verb wants somebody.

#include "base/text.hpp"
#include "hotline/audit/audit.hpp"
#include "hotline/directory/applications/inside.hpp"
#include "hotline/world.hpp"

#include <algorithm>

namespace reachline::hotline::directory::applications {

namespace {

using people::Permission;
using enum State;

Done only_an_editor(Actor const& actor)
{
    if (actor.kind != Actor::Kind::Staff || !actor.account || !actor.may(Permission::EditDirectory))
        return fail(Fault::NotAllowed, "only an editor of the directory may do this");
    return {};
}

Done only_a_verifier(Actor const& actor)
{
    if (actor.kind != Actor::Kind::Staff || !actor.account || !actor.may(Permission::VerifyDirectory))
        return fail(Fault::NotAllowed, "only a verifier of the directory may do this");
    return {};
}

/// Somebody else than who recommended it.
Done only_another_verifier(Actor const& actor, Row const& row)
{
    TRY(only_a_verifier(actor));
    if (row.recommended_by == actor.account)
        return fail(Fault::NotAllowed, "who recommended an application does not decide it");
    return {};
}

audit::Subject about(Id<Application> id) { return audit::subject("application", id); }

bool serves_minors(Draft const& draft)
{
    return std::ranges::any_of(draft.services, [](Offered const& one) {
        return std::ranges::find(one.whom.populations, "minors") != one.whom.populations.end()
            || one.whom.minimum_age.value_or(18) < 18;
    });
}

bool has_a_place(Draft const& draft)
{
    return std::ranges::any_of(
        draft.services, [](Offered const& one) { return one.where.address.has_value(); });
}

bool is_needed(Needed when, Row const& row, Draft const& draft)
{
    switch (when) {
    case Needed::Always:
        return true;
    case Needed::Transfers:
        return row.transfers;
    case Needed::Place:
        return has_a_place(draft);
    case Needed::Minors:
        return serves_minors(draft);
    }
    return true;
}

/// The last finding of a point.
std::optional<Finding> finding(std::vector<rows::SealedPoint> const& points, std::string_view code)
{
    std::optional<Finding> last;
    for (auto const& one : points)
        if (one.row.point == code)
            last = one.row.result;
    return last;
}

/// What was found out newly may speak against it: whoever recommended it looks again.
Done take_back_recommendation(World& world, Actor const& actor, Row const& row)
{
    if (!row.recommended_by)
        return {};
    TRY(rows::set_recommended(world.database, row.id, std::nullopt, world.now()));
    return audit::record(world, actor, "application_recommendation_fell", about(row.id));
}

} // namespace

Result<rows::Kept> standing_in(
    World& world, Id<Application> id, std::initializer_list<State> states)
{
    auto kept = TRY(rows::find(world.database, id));
    if (std::ranges::find(states, kept.row.state) == states.end())
        return fail(Fault::Conflict, "this application has moved on; look at it again");
    return kept;
}

Done write_down(World& world, rows::Kept const& kept, std::optional<Id<Account>> asked_by,
    std::string text)
{
    auto clean = TRY(clean_text(text, longest_message));
    if (clean.empty())
        return fail(Fault::Invalid, "there are no words in this message");
    auto const id = world.ids.next_value();
    return rows::insert_said(world.database, kept.row.id,
        { .id = id,
            .asked_by = asked_by,
            .at = world.now(),
            .text_sealed = TRY(world.keys.seal(kept.folder, place_of_said(id), std::move(clean))) });
}

Done take_up(World& world, Actor const& actor, Id<Application> id)
{
    TRY(only_an_editor(actor));
    TRY(standing_in(world, id, { Submitted }));
    TRY(rows::set_taken_up(world.database, id, actor.account));
    TRY(rows::move(world.database, id, InReview, world.now()));
    return audit::record(world, actor, "application_taken_up", about(id));
}

Done ask(World& world, Actor const& actor, Id<Application> id, std::string question)
{
    TRY(only_an_editor(actor));
    auto const kept = TRY(standing_in(world, id, { InReview }));
    TRY(write_down(world, kept, actor.account, std::move(question)));
    TRY(take_back_recommendation(world, actor, kept.row));
    TRY(rows::move(world.database, id, InfoRequested, world.now()));
    return audit::record(world, actor, "application_asked", about(id));
}

Done note_answer(World& world, Actor const& actor, Id<Application> id, std::string text)
{
    TRY(only_an_editor(actor));
    auto const kept = TRY(standing_in(world, id, { InfoRequested }));
    TRY(write_down(world, kept, std::nullopt, std::move(text)));
    TRY(rows::move(world.database, id, InReview, world.now()));
    return audit::record(world, actor, "application_answered", about(id));
}

Done check_point(World& world, Actor const& actor, ReviewForm const& form, Id<Application> id,
    Checked const& checked)
{
    TRY(only_an_editor(actor));
    auto const kept = TRY(standing_in(world, id, { InReview, InfoRequested }));
    if (!form.point(checked.point))
        return fail(Fault::Invalid, "this is no point of the review");
    auto note = TRY(clean_text(checked.note, longest_message));
    rows::SealedPoint one { .row = { .point = checked.point,
                                .form_version = form.version,
                                .result = checked.result,
                                .note = {},
                                .by = actor.account,
                                .at = world.now() },
        .id = world.ids.next_value() };
    if (!note.empty())
        one.note_sealed = TRY(world.keys.seal(kept.folder, place_of_note(one.id), std::move(note)));
    TRY(rows::insert_point(world.database, id, one));
    if (checked.result == Finding::No)
        TRY(take_back_recommendation(world, actor, kept.row));
    return audit::record(world, actor, "application_checked", about(id));
}

Done mark_letter(
    World& world, Actor const& actor, Id<Application> id, std::int64_t position, LetterVerdict verdict)
{
    TRY(only_an_editor(actor));
    auto const kept = TRY(standing_in(world, id, { InReview, InfoRequested }));
    if (position < 1 || position > kept.row.letters)
        return fail(Fault::NotFound, "there is no such letter");
    TRY(rows::put_letter(world.database, id,
        { .position = position, .verdict = verdict, .by = actor.account, .at = world.now() }));
    if (verdict != LetterVerdict::Supports)
        TRY(take_back_recommendation(world, actor, kept.row));
    return audit::record(world, actor, "application_letter_read", about(id));
}

/// The draft, seen by who decides upon it.
static Result<Draft> seen(World& world, Actor const& actor, rows::Kept const& kept)
{
    auto const reading
        = TRY(audit::read(world, actor, audit::Purpose::Directory, about(kept.row.id)));
    return draft_of(world, reading, kept);
}

Result<std::vector<std::string>> open_points(
    World& world, Actor const& actor, ReviewForm const& form, Id<Application> id)
{
    auto const kept = TRY(rows::find(world.database, id));
    auto const draft = TRY(seen(world, actor, kept));
    auto const points = TRY(rows::points(world.database, id));
    std::vector<std::string> open;
    for (auto const& point : form.points) {
        auto const last = finding(points, point.code);
        bool const is_settled
            = last == Finding::Yes || (last == Finding::DoesNotApply && point.needed != Needed::Always);
        if (is_needed(point.needed, kept.row, draft) && !is_settled)
            open.push_back("point:" + point.code);
    }
    auto const letters = TRY(rows::letters(world.database, id));
    if (static_cast<std::int64_t>(letters.size()) < kept.row.letters)
        open.push_back("letters_unread");
    if (std::ranges::count(letters, LetterVerdict::Supports, &LetterRow::verdict) < form.letters_needed)
        open.push_back("letters");
    return open;
}

Done recommend(World& world, Actor const& actor, ReviewForm const& form, Id<Application> id)
{
    TRY(only_an_editor(actor));
    auto const kept = TRY(standing_in(world, id, { InReview }));
    if (kept.row.recommended_by)
        return fail(Fault::Conflict, "this application is recommended already");
    if (!TRY(open_points(world, actor, form, id)).empty())
        return fail(Fault::Conflict, "points of the review are still open");
    TRY(rows::set_recommended(world.database, id, actor.account, world.now()));
    return audit::record(world, actor, "application_recommended", about(id));
}

/// What the editor recommended is what is added, so it stands under their name; that it may be
/// added now is the verifier's act.
static Actor who_recommended(Row const& row)
{
    return { .kind = Actor::Kind::Staff,
        .account = *row.recommended_by,
        .roles = { people::Role::Editor } };
}

Done approve(World& world, Actor const& actor, Reference const& reference, Id<Application> id,
    Approval const& approval)
{
    TRY(only_a_verifier(actor));
    auto const kept = TRY(standing_in(world, id, { InReview }));
    if (!kept.row.recommended_by)
        return fail(Fault::Conflict, "an editor recommends an application before it is approved");
    TRY(only_another_verifier(actor, kept.row));
    auto const draft = TRY(seen(world, actor, kept));
    auto const editor = who_recommended(kept.row);
    auto const owner = approval.into
        ? *approval.into
        : TRY(directory::add(world, editor, proposed_organization(draft)));
    for (auto& one : TRY(proposed_listings(draft, reference))) {
        one.listing.organization = owner;
        auto const listing
            = TRY(directory::add(world, editor, reference, one.listing, std::move(one.hidden)));
        TRY(rows::insert_service(world.database, id, listing));
    }
    TRY(rows::set_approved(world.database, id, actor.account, owner, world.now()));
    return audit::record(world, actor, "application_approved", about(id),
        audit::subject("organization", owner));
}

Done list(World& world, Actor const& actor, Id<Application> id)
{
    TRY(only_a_verifier(actor));
    auto const kept = TRY(standing_in(world, id, { Approved }));
    TRY(only_another_verifier(actor, kept.row));
    for (auto const service : TRY(rows::services(world.database, id)))
        TRY(directory::make_sure(world, actor, service));
    TRY(rows::move(world.database, id, Listed, world.now()));
    return audit::record(world, actor, "application_listed", about(id));
}

Done refuse(World& world, Actor const& actor, ReviewForm const& form, Id<Application> id,
    std::string const& reason)
{
    TRY(only_a_verifier(actor));
    TRY(standing_in(world, id, { Submitted, InReview, InfoRequested }));
    if (!form.refusal(reason))
        return fail(Fault::Invalid, "this is no reason that the review knows");
    TRY(rows::set_refused(world.database, id, reason, world.now()));
    return audit::record(world, actor, "application_refused", about(id));
}

Done note_withdrawal(World& world, Actor const& actor, Id<Application> id)
{
    TRY(only_an_editor(actor));
    TRY(standing_in(world, id, { Submitted, InReview, InfoRequested }));
    TRY(rows::move(world.database, id, Withdrawn, world.now()));
    return audit::record(world, actor, "application_withdrawn", about(id));
}

} // namespace reachline::hotline::directory::applications
