// Reading what an organization told: under a reading, by those who keep the directory.

#include "base/json_binding.hpp"
#include "hotline/audit/audit.hpp"
#include "hotline/directory/applications/inside.hpp"
#include "hotline/world.hpp"

namespace reachline::hotline::directory::applications {

namespace {

Done only_who_keeps_it(Actor const& actor)
{
    if (actor.kind != Actor::Kind::Staff
        || (!actor.may(people::Permission::EditDirectory)
            && !actor.may(people::Permission::VerifyDirectory)))
        return fail(Fault::NotAllowed, "only those who keep the directory read an application");
    return {};
}

Result<PrivateText> opened(World& world, keys::Place place, ByteView sealed)
{
    return world.keys.open(place, sealed, keys::directory_vault);
}

Result<Draft> draft_from(std::string const& text)
{
    auto draft = json::bound<Draft>(TRY(json::parse(text)));
    if (!draft)
        return fail(Fault::Broken, "the words of an application are damaged");
    return std::move(*draft);
}

constexpr std::int64_t closed_shown = 100;

} // namespace

Result<Draft> draft_of(World& world, Reading const& reading, rows::Kept const& kept)
{
    if (!kept.draft_sealed)
        return fail(Fault::NotFound, "the words of this application were destroyed");
    auto const text = TRY(opened(world, place_of_draft(kept.row.id), *kept.draft_sealed));
    return draft_from(text.seen_under(reading));
}

Result<std::vector<Row>> all(store::Database& database)
{
    auto rows = TRY(rows::open(database));
    for (auto& one : TRY(rows::closed(database, closed_shown)))
        rows.push_back(std::move(one));
    return rows;
}

Result<Whole> read(World& world, Actor const& actor, Id<Application> id)
{
    TRY(only_who_keeps_it(actor));
    auto const kept = TRY(rows::find(world.database, id));
    auto const reading = TRY(audit::read(
        world, actor, audit::Purpose::Directory, audit::subject("application", id)));
    Whole whole { .row = kept.row };
    if (kept.draft_sealed)
        whole.draft = TRY(draft_of(world, reading, kept));
    for (auto& one : TRY(rows::points(world.database, id))) {
        if (one.note_sealed)
            one.row.note
                = TRY(opened(world, place_of_note(one.id), *one.note_sealed)).seen_under(reading);
        whole.points.push_back(std::move(one.row));
    }
    whole.letters = TRY(rows::letters(world.database, id));
    for (auto const& one : TRY(rows::said(world.database, id)))
        whole.said.push_back({ .asked_by = one.asked_by,
            .at = one.at,
            .text = TRY(opened(world, place_of_said(one.id), one.text_sealed)).seen_under(reading) });
    whole.services = TRY(rows::services(world.database, id));
    return whole;
}

Result<std::map<Id<Application>, std::string>> names(
    World& world, Actor const& actor, std::vector<Row> const& rows)
{
    TRY(only_who_keeps_it(actor));
    std::map<Id<Application>, std::string> found;
    if (!world.keys.is_unlocked(keys::directory_vault))
        return found;
    auto const reading = TRY(audit::read(
        world, actor, audit::Purpose::Directory, audit::Subject { "applications", 0 }));
    for (auto const& one : rows) {
        auto const kept = TRY(rows::find(world.database, one.id));
        if (kept.draft_sealed)
            found[one.id] = TRY(draft_of(world, reading, kept)).who.organization;
    }
    return found;
}

} // namespace reachline::hotline::directory::applications
