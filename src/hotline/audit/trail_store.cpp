#include "hotline/audit/trail.hpp"

#include "base/text.hpp"
#include "hotline/audit/link.hpp"

#include <algorithm>

namespace reachline::hotline::audit {

namespace {

TrailEntry entry_of(store::Row const& row)
{
    return { .id = row.integer(0),
        .at = row.time(1),
        .by = row.string(2),
        .account = row.maybe_id<Account>(3),
        .account_name = row.string(4),
        .what = row.string(5),
        .about = row.string(6),
        .about_id = row.integer(7),
        .of = row.string(8),
        .of_id = row.integer(9) };
}

constexpr char some_events[] = R"sql(
    select e.id, e.at, e.actor_kind, e.actor, coalesce(a.name, ''), e.what, e.about, e.about_id,
        coalesce(e.of, ''), coalesce(e.of_id, 0)
    from event e left join account a on a.id = e.actor
    where (?1 is null or e.actor = ?1) and (?2 is null or e.what = ?2)
        and (?3 is null or (e.about = ?3 and (?4 is null or e.about_id = ?4))
            or (e.of = ?3 and (?4 is null or e.of_id = ?4)))
        and (?5 is null or e.at >= ?5) and (?6 is null or e.at < ?6) and (?7 is null or e.id < ?7)
    order by e.id desc limit ?8
)sql";
constexpr char some_readings[] = R"sql(
    select r.id, r.at, r.actor_kind, r.actor, coalesce(a.name, ''), r.purpose, r.about, r.about_id, '', 0
    from reading r left join account a on a.id = r.actor
    where (?1 is null or r.actor = ?1) and (?2 is null or r.purpose = ?2)
        and (?3 is null or (r.about = ?3 and (?4 is null or r.about_id = ?4)))
        and (?5 is null or r.at >= ?5) and (?6 is null or r.at < ?6) and (?7 is null or r.id < ?7)
    order by r.id desc limit ?8
)sql";

constexpr Literal kinds[] = { "account", "alarm", "assessment", "audit", "call_party", "case", "case_breaking", "consent",
    "disclosure", "dispatcher", "exception", "interpreter", "message", "note", "offer", "organization", "partner", "person", "release_standard",
    "service", "service_change", "signal", "step", "transfer", "trunk", "wish" };

constexpr char every_account[] = "select id, name from account order by name";

} // namespace

Result<std::vector<TrailEntry>> trail(store::Database& database, TrailFilter const& wish)
{
    auto const sql = wish.stream == Stream::Changes ? Literal(some_events) : Literal(some_readings);
    return database.all(sql, entry_of, wish.account, wish.what, wish.about, wish.about_id, wish.from, wish.until,
        wish.before, trail_page);
}

Result<std::vector<Known>> known_accounts(store::Database& database)
{
    return database.all(every_account,
        [](store::Row const& row) { return Known { row.id<Account>(0), row.string(1) }; });
}

std::span<Literal const> subject_kinds() { return kinds; }

Done note_look(World& world, Actor const& actor, TrailFilter const& wish)
{
    if (!actor.may(people::Permission::ReadAudit))
        return fail(Fault::NotAllowed, "only an auditor reads the trail");
    auto const what = wish.stream == Stream::Changes ? Literal("changes_audited") : Literal("readings_audited");
    auto const whose = wish.account ? std::optional(subject("account", *wish.account)) : std::nullopt;
    if (!wish.about)
        return record(world, actor, what, { "audit", 0 }, whose);
    auto const kind = std::ranges::find_if(
        kinds, [&](Literal each) { return each.view() == *wish.about; });
    if (kind == std::end(kinds))
        return fail(Fault::Invalid, "the trail knows no such kind of thing");
    return record(world, actor, what, { *kind, wish.about_id.value_or(0) }, whose);
}

Done note_check(World& world, Actor const& actor)
{
    if (!actor.may(people::Permission::ReadAudit))
        return fail(Fault::NotAllowed, "only an auditor checks the trail");
    return record(world, actor, "chains_checked", { "audit", 0 });
}

namespace {

// What was written while the chain is being computed comes after the end that was read first.
constexpr char first_events[] = R"sql(
    select id, at, actor_kind, actor, what, about, about_id, of, of_id, chain from event order by id limit ?1
)sql";
constexpr char first_readings[] = R"sql(
    select id, at, actor_kind, actor, purpose, about, about_id, chain from reading order by id limit ?1
)sql";
constexpr char end_of_chain[] = "select rows, hash from chain_end where stream = ?1";

std::string event_text(store::Row const& row)
{
    return text_of(EventColumns { .id = row.integer(0),
        .at = row.integer(1),
        .actor_kind = row.text(2),
        .actor = row.integer(3),
        .what = row.text(4),
        .about = row.text(5),
        .about_id = row.integer(6),
        .of = row.text(7),
        .of_id = row.integer(8) });
}

std::string reading_text(store::Row const& row)
{
    return text_of(ReadingColumns { .id = row.integer(0),
        .at = row.integer(1),
        .actor_kind = row.text(2),
        .actor = row.integer(3),
        .purpose = row.text(4),
        .about = row.text(5),
        .about_id = row.integer(6) });
}

struct Kept {
    Literal rows;
    Literal stream;
    int link_column;
    std::string (*text)(store::Row const&);
};
Kept kept(Stream stream)
{
    if (stream == Stream::Changes)
        return { first_events, "event", 9, event_text };
    return { first_readings, "reading", 7, reading_text };
}

std::string fingerprint_of(ByteView link)
{
    auto const digits = hex_of(link).substr(0, 24);
    std::string out;
    for (std::size_t at = 0; at < digits.size(); at += 4)
        out += (at == 0 ? "" : " ") + digits.substr(at, 4);
    return out;
}

/// However somebody copied it from their paper.
std::string bare(std::string_view fingerprint)
{
    auto digits = lower_ascii(fingerprint);
    std::erase_if(digits, [](char c) { return c == ' ' || c == '-'; });
    return digits;
}

} // namespace

Result<ChainState> check_chain(store::Database& database, Stream stream, std::optional<Anchor> const& anchor)
{
    struct End {
        std::int64_t rows;
        Bytes link;
    };
    auto const chain = kept(stream);
    auto const end = TRY(database.find(
        end_of_chain, [](store::Row const& row) { return End { row.integer(0), row.blob(1) }; }, chain.stream.view()));
    if (!end)
        return fail(Fault::Broken, "the audit chain has lost its end");

    ChainState state;
    Bytes last;
    if (anchor)
        state.anchor_holds = false;
    TRY(database.all(chain.rows,
        [&](store::Row const& row) {
            auto const link = row.blob(chain.link_column);
            if (!state.broken_at && link_after(last, chain.text(row)) != link)
                state.broken_at = row.integer(0);
            last = link;
            ++state.rows;
            if (anchor && anchor->rows == state.rows)
                state.anchor_holds = bare(fingerprint_of(link)) == bare(anchor->fingerprint);
            return char {};
        },
        end->rows));
    state.ends_well = state.rows == end->rows && last == end->link;
    state.fingerprint = fingerprint_of(last);
    return state;
}

} // namespace reachline::hotline::audit
