// Who may see a case: a relation to it, asked again with every command.

#include "hotline/cases/cases_store.hpp"

#include "base/text.hpp"
#include "hotline/desk/alarms.hpp"

namespace reachline::hotline::cases {

namespace {

using people::Permission;

constexpr std::size_t reason_limit = 1024;
constexpr keys::Place reason_place(std::int64_t row) { return { "case_breaking", "reason_sealed", row }; }

Result<Access> staff_access(World& world, Actor const& actor, CaseFile const& file)
{
    if (!actor.may(Permission::AnswerSignals))
        return Access::None;
    if (file.assigned == actor.account || TRY(rows::live_signal_of(world, file.id, actor.account)))
        return Access::Own;
    if (actor.may(Permission::Supervise))
        return Access::Team;
    if (TRY(rows::breaking_until(world, file.id, actor.account)))
        return Access::BreakGlass;
    return Access::None;
}

} // namespace

Result<Access> access(World& world, Actor const& actor, Id<Case> id)
{
    auto const file = TRY(rows::case_file(world, id));
    if (!file)
        return Access::None;
    if (actor.kind == Actor::Kind::System)
        return Access::Team;
    if (actor.kind != Actor::Kind::Staff)
        return Access::None;
    return staff_access(world, actor, *file);
}

Done may_open(World& world, Actor const& actor, Id<Case> id)
{
    if (TRY(access(world, actor, id)) == Access::None)
        return fail(Fault::NotFound, "there is no such case");
    return {};
}

Done break_glass(World& world, Actor const& actor, Id<Case> id, std::string const& reason)
{
    if (actor.kind != Actor::Kind::Staff || !actor.may(Permission::AnswerSignals))
        return fail(Fault::NotFound, "there is no such case");
    auto const folder = TRY(folder_of(world, id));
    auto const said = TRY(clean_text(reason, reason_limit));
    if (said.size() < reason_minimum)
        return fail(Fault::Invalid, "say in a sentence why this case must be opened now");
    auto const row = world.ids.next_value();
    TRY(rows::insert_breaking(world,
        { .id = row, .subject = id, .by = actor.account, .until = world.now() + break_glass_life,
            .reason_sealed = TRY(world.keys.seal(folder, reason_place(row), said)) }));
    TRY(audit::record(world, actor, "glass_broken", { "case_breaking", row }, audit::subject("case", id)));
    TRY(audit::read(world, actor, audit::Purpose::BreakGlass, audit::subject("case", id)));
    TRY(desk::raise_alarm(world, "glass_broken", { "case_breaking", row }));
    world.tell({ .kind = Notice::Kind::CaseChanged, .subject = id.value });
    return {};
}

Result<Breakings> breakings_to_review(World& world, Actor const& actor)
{
    if (!actor.may(Permission::Supervise))
        return fail(Fault::NotAllowed, "only a supervisor reviews this");
    Breakings seen { {},
        TRY(audit::read(world, actor, audit::Purpose::Supervise, { "case_breaking", 0 })) };
    for (auto const& row : TRY(rows::breakings_unseen(world)))
        seen.rows.push_back({ .id = row.id, .subject = row.subject, .by = row.by, .at = row.at,
            .until = row.until, .reason = TRY(world.keys.open(reason_place(row.id), row.reason_sealed)),
            .reviewed_by = {} });
    return seen;
}

Done review_breaking(World& world, Actor const& actor, std::int64_t breaking)
{
    if (!actor.may(Permission::Supervise))
        return fail(Fault::NotAllowed, "only a supervisor reviews this");
    if (TRY(rows::mark_breaking_seen(world, breaking, actor.account)) == 0)
        return fail(Fault::Conflict, "it was reviewed already, or is one's own");
    TRY(audit::record(world, actor, "glass_breaking_reviewed", { "case_breaking", breaking }));
    return desk::end_alarm(world, "glass_broken", { "case_breaking", breaking });
}

std::optional<Time> break_glass_ends(World& world, Actor const& actor, Id<Case> id)
{
    auto const until = rows::breaking_until(world, id, actor.account);
    return until ? *until : std::nullopt;
}

} // namespace reachline::hotline::cases
