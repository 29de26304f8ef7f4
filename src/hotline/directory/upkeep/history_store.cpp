#include "hotline/directory/upkeep/history.hpp"

#include "base/json_binding.hpp"

namespace reachline::hotline::directory {

namespace {

using store::Row;

char const* name_of(Actor::Kind kind)
{
    switch (kind) {
    case Actor::Kind::Staff:
        return "staff";
    case Actor::Kind::Partner:
        return "partner";
    default:
        return "system";
    }
}

Actor::Kind kind_of(std::string_view name)
{
    if (name == "staff")
        return Actor::Kind::Staff;
    return name == "partner" ? Actor::Kind::Partner : Actor::Kind::System;
}

} // namespace

constexpr char insert_past[] = R"sql(
    insert into directory_history (kind, subject, at, actor_kind, actor, verb, before)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
)sql";

Done remember(store::Database& database, Past const& past)
{
    auto const account
        = past.hand.account ? std::optional(past.hand.account) : std::optional<Id<Account>> {};
    TRY(database.run(insert_past, json::enum_name(past.kind), past.subject, past.at,
        name_of(past.hand.kind), account, past.hand.verb, past.before));
    return {};
}

constexpr char past_of_listing[] = R"sql(
    select h.id, h.kind, h.at, h.actor_kind, h.actor, h.verb, h.before
    from service s join directory_history h
        on (h.kind = 'service' and h.subject = s.id)
        or (h.kind = 'organization' and h.subject = s.organization)
    where s.id = ?1 order by h.id desc limit 500
)sql";

Result<std::vector<HistoryRow>> history_of(store::Database& database, Id<Listing> id)
{
    return database.all(
        past_of_listing,
        [](Row const& row) {
            return HistoryRow { .id = row.integer(0),
                .kind = json::enum_value<EntryKind>(row.text(1)).value_or(EntryKind::Service),
                .at = row.time(2),
                .by = kind_of(row.text(3)),
                .account = row.maybe_id<Account>(4),
                .verb = row.string(5),
                .before = row.string(6) };
        },
        id);
}

} // namespace reachline::hotline::directory
