#include "hotline/audit/audit.hpp"

#include "base/json_binding.hpp"
#include "hotline/audit/link.hpp"

namespace reachline::hotline::audit {

namespace {

constexpr char chain_end[] = "select hash from chain_end where stream = ?1";
constexpr char move_chain_end[] = R"sql(
    update chain_end set hash = ?2, rows = rows + 1 where stream = ?1
)sql";
constexpr char insert_event[] = R"sql(
    insert into event (id, at, actor_kind, actor, what, about, about_id, of, of_id, chain)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
)sql";
constexpr char insert_reading[] = R"sql(
    insert into reading (id, at, actor_kind, actor, purpose, about, about_id, chain)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
)sql";

std::string_view name_of(Actor::Kind kind)
{
    switch (kind) {
    case Actor::Kind::System:
        return "system";
    case Actor::Kind::Signaler:
        return "signaler";
    case Actor::Kind::Staff:
        return "staff";
    case Actor::Kind::Partner:
        return "partner";
    }
    return "system";
}

/// Moves the chain's end by one row.
Result<Bytes> next_link(World& world, std::string_view stream, std::string const& row)
{
    auto const last = TRY(world.database.find(
        chain_end, [](store::Row const& end) { return end.blob(0); }, stream));
    if (!last)
        return fail(Fault::Broken, "the audit chain has lost its end");
    auto link = link_after(*last, row);
    TRY(world.database.run(move_chain_end, stream, link));
    return link;
}

std::optional<std::int64_t> account_of(Actor const& actor)
{
    return actor.account ? std::optional(actor.account.value) : std::nullopt;
}

} // namespace

Done record(World& world, Actor const& actor, Literal what, Subject about, std::optional<Subject> of)
{
    auto const id = world.ids.next_value();
    auto const at = milliseconds_of(world.now());
    auto const by = account_of(actor);
    auto const of_kind = of ? std::optional(std::string(of->kind.view())) : std::nullopt;
    auto const of_id = of ? std::optional(of->id) : std::nullopt;
    auto const link = TRY(next_link(world, "event",
        text_of(EventColumns { .id = id,
            .at = at,
            .actor_kind = name_of(actor.kind),
            .actor = by.value_or(0),
            .what = what.view(),
            .about = about.kind.view(),
            .about_id = about.id,
            .of = of ? of->kind.view() : std::string_view(),
            .of_id = of_id.value_or(0) })));
    TRY(world.database.run(insert_event, id, at, name_of(actor.kind), by, what.view(),
        about.kind.view(), about.id, of_kind, of_id, link));
    return {};
}

Result<Reading> Ledger::read(World& world, Actor const& actor, Purpose purpose, Subject about)
{
    // A person who reads their own words leaves no row: it would tell when they came back.
    if (actor.kind == Actor::Kind::Signaler && purpose == Purpose::ReturnByReceipt)
        return Reading {};
    if (actor.kind == Actor::Kind::Signaler)
        return fail(Fault::NotAllowed, "this may not be read here");
    auto const id = world.ids.next_value();
    auto const at = milliseconds_of(world.now());
    auto const by = account_of(actor);
    auto const why = json::enum_name(purpose);
    auto const link = TRY(next_link(world, "reading",
        text_of(ReadingColumns { .id = id,
            .at = at,
            .actor_kind = name_of(actor.kind),
            .actor = by.value_or(0),
            .purpose = why,
            .about = about.kind.view(),
            .about_id = about.id })));
    TRY(world.database.run(insert_reading, id, at, name_of(actor.kind), by, why,
        about.kind.view(), about.id, link));
    return Reading {};
}

} // namespace reachline::hotline::audit
