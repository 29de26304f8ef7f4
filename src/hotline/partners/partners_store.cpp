#include "hotline/partners/partners_store.hpp"

#include "store/stored_enum.hpp"

namespace reachline::hotline::partners {

namespace {

using store::stored;

PartnerRow partner_of(store::Row const& row)
{
    return { .id = row.id<Partner>(0),
        .organization = row.id<Organization>(1),
        .role = stored<Role>(row.text(2)),
        .rule = row.string(3),
        .state = stored<State>(row.text(4)),
        .proposed_by = row.maybe_id<Account>(5),
        .designated_by = row.maybe_id<Account>(6) };
}

} // namespace

constexpr char insert_partner[] = R"sql(
    insert into partner (id, organization, role, rule, state, proposed_by, proposed_at, designated_at)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
)sql";

Done insert(World& world, Id<Partner> id, NewPartner const& partner, State state, std::optional<Id<Account>> proposed_by)
{
    auto const designated_at = state == State::Designated ? std::optional(world.now()) : std::nullopt;
    TRY(world.database.run(insert_partner, id, partner.organization, json::enum_name(partner.role),
        partner.rule, json::enum_name(state), proposed_by, world.now(), designated_at));
    return {};
}

constexpr char select_partner[] = R"sql(
    select id, organization, role, rule, state, proposed_by, designated_by from partner where id = ?1
)sql";

Result<PartnerRow> find(World& world, Id<Partner> id)
{
    auto const found = TRY(world.database.find(select_partner, partner_of, id));
    if (!found)
        return fail(Fault::NotFound, "there is no such partner");
    return *found;
}

constexpr char update_designated[] = R"sql(
    update partner set state = 'designated', designated_by = ?2, designated_at = ?3 where id = ?1
)sql";

Done mark_designated(World& world, Id<Partner> id, Id<Account> by)
{
    TRY(world.database.run(update_designated, id, by, world.now()));
    return {};
}

constexpr char update_ended[] = R"sql(
    update partner set state = 'ended', ended_at = ?2 where id = ?1
)sql";

Done mark_ended(World& world, Id<Partner> id)
{
    TRY(world.database.run(update_ended, id, world.now()));
    return {};
}

constexpr char select_roles[] = R"sql(
    select distinct role from partner where organization = ?1 and state = 'designated' order by role
)sql";

Result<std::vector<Role>> roles_of(World& world, Id<Organization> organization)
{
    return world.database.all(
        select_roles, [](store::Row const& row) { return stored<Role>(row.text(0)); }, organization);
}

constexpr char select_for_rule[] = R"sql(
    select organization from partner where rule = ?1 and state = 'designated'
)sql";

Result<std::optional<Id<Organization>>> designated_for(store::Database& database, std::string_view rule)
{
    return database.find(
        select_for_rule, [](store::Row const& row) { return row.id<Organization>(0); }, rule);
}

Result<std::optional<Id<Organization>>> designated_for(World& world, std::string_view rule)
{
    return designated_for(world.database, rule);
}

constexpr char select_all[] = R"sql(
    select id, organization, role, rule, state, proposed_by, designated_by from partner order by id
)sql";

Result<std::vector<PartnerRow>> all(World& world)
{
    return world.database.all(select_all, partner_of);
}

constexpr char count_designations[] = R"sql(
    select count(*) from partner where organization = ?1 and state = 'designated'
)sql";

Result<bool> is_partner(store::Database& database, Id<Organization> organization)
{
    return TRY(database.number(count_designations, organization)) > 0;
}

} // namespace reachline::hotline::partners
