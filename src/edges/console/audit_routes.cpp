#include "edges/console/contract/audit.hpp"
#include "edges/console/row.hpp"

#include "hotline/audit/trail.hpp"

namespace reachline::edges::console {

namespace {

namespace audit = hotline::audit;

static_assert(static_cast<int>(contract::TrailStream::Readings) == static_cast<int>(audit::Stream::Readings));

Result<contract::TrailForm> form(Look const& look)
{
    contract::TrailForm form;
    for (auto const& one : TRY(audit::known_accounts(look.database)))
        form.accounts.push_back({ one.account, one.name });
    for (auto const kind : audit::subject_kinds())
        form.kinds.emplace_back(kind.view());
    return form;
}

audit::TrailFilter filter_of(contract::TrailSearch const& wish)
{
    return { .stream = static_cast<audit::Stream>(wish.stream),
        .account = wish.account_id,
        .what = wish.what,
        .about = wish.about,
        .about_id = wish.about_id,
        .from = wish.from,
        .until = wish.until,
        .before = wish.before };
}

Done note_search(World& world, Actor const& actor, contract::TrailSearch const& wish)
{
    return audit::note_look(world, actor, filter_of(wish));
}

Result<contract::TrailPage> search(Look const& look, contract::TrailSearch wish)
{
    contract::TrailPage page { .rows = {}, .more = false };
    for (auto const& entry : TRY(audit::trail(look.database, filter_of(wish))))
        page.rows.push_back({ .id = entry.id,
            .at = entry.at,
            .by = entry.by,
            .account = entry.account ? std::optional(contract::Colleague { *entry.account, entry.account_name })
                                     : std::nullopt,
            .what = entry.what,
            .about = entry.about,
            .about_id = entry.about_id,
            .of = entry.of.empty() ? std::nullopt : std::optional(entry.of),
            .of_id = entry.of.empty() ? std::nullopt : std::optional(entry.of_id) });
    page.more = page.rows.size() == audit::trail_page;
    return page;
}

Done note_check(World& world, Actor const& actor, contract::ChainCheck const&)
{
    return audit::note_check(world, actor);
}

Result<contract::ChainState> check(Look const& look, contract::ChainCheck wish)
{
    if (wish.rows.has_value() != wish.fingerprint.has_value())
        return fail(Fault::Invalid, "the count and the fingerprint that were written down go together");
    auto const anchor = wish.rows ? std::optional(audit::Anchor { *wish.rows, *wish.fingerprint }) : std::nullopt;
    auto const state = TRY(audit::check_chain(look.database, static_cast<audit::Stream>(wish.stream), anchor));
    return contract::ChainState { .rows = state.rows,
        .fingerprint = state.fingerprint,
        .broken_at = state.broken_at,
        .ends_well = state.ends_well,
        .as_written_down = state.anchor_holds };
}

} // namespace

Routes audit_routes()
{
    using enum Permission;
    return {
        look_row<Nothing, contract::TrailForm>("GET", "/api/forms/trail", { ReadAudit },
            "whom and what the trail can be narrowed to", form),
        noted_look_row<contract::TrailSearch, contract::TrailPage>("POST", "/api/trail/search", { ReadAudit },
            "50 a page, the newest first; the looking is an event of the trail", search, note_search),
        noted_look_row<contract::ChainCheck, contract::ChainState>("POST", "/api/trail/check", { ReadAudit },
            "computes a chain again from its first row", check, note_check),
    };
}

} // namespace reachline::edges::console
