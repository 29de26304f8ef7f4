#include "hotline/statistics/partner_count_store.hpp"

#include "hotline/statistics/facts_store.hpp"

namespace reachline::hotline::statistics {

constexpr char organizations_to_count[] = R"sql(
    select q.organization,
        (select min(s.assured_at) from service s
         where s.organization = q.organization and s.assured_at is not null
             and s.status in ('active', 'temporarily_closed')),
        coalesce(o.status in ('active', 'temporarily_closed'), 0)
            and (exists (select 1 from organization_role r
                     where r.organization = q.organization and r.role = 'provider')
                or not exists (select 1 from organization_role r
                     where r.organization = q.organization)),
        c.is_partner
    from partner_to_count q
    left join organization o on o.id = q.organization
    left join partner_counted c on c.organization = q.organization
    order by q.organization limit 500
)sql";

Result<std::vector<ToCount>> to_count(World& world)
{
    return world.database.all(organizations_to_count, [](store::Row const& row) {
        ToCount one { .organization = row.id<Organization>(0),
            .is_partner = !row.is_null(1) && row.flag(2),
            .first_assured = row.maybe_time(1) };
        if (!row.is_null(3))
            one.was_partner = row.flag(3);
        return one;
    });
}

constexpr char upsert_counted[] = R"sql(
    insert into partner_counted (organization, is_partner) values (?1, ?2)
    on conflict (organization) do update set is_partner = excluded.is_partner
)sql";

Done mark_counted(World& world, Id<Organization> organization, bool is_partner)
{
    TRY(world.database.run(upsert_counted, organization, is_partner ? 1 : 0));
    return {};
}

constexpr char delete_to_count[] = "delete from partner_to_count where organization = ?1";

Done forget_to_count(World& world, Id<Organization> organization)
{
    TRY(world.database.run(delete_to_count, organization));
    return {};
}

constexpr char count_begun[] = "select count(*) from partner_count_begun";
constexpr char insert_begun[] = "insert into partner_count_begun (id, at) values (1, ?1)";

Result<bool> has_begun(World& world)
{
    return TRY(world.database.number(count_begun)) > 0;
}

Done note_begun(World& world)
{
    TRY(world.database.run(insert_begun, world.now()));
    return {};
}

constexpr char insert_partner_fact_row[] =
    "insert into partner_fact (id, day, change) values (?1, ?2, ?3)";

Done insert_partner_fact(World& world, std::string const& day, std::string_view change)
{
    TRY(world.database.run(insert_partner_fact_row, id_from_dice(world), day, change));
    return {};
}

constexpr char partner_sums[] = R"sql(
    select coalesce(sum(case when period = ?1 and cell = 'new' then count end), 0),
        coalesce(sum(case when period = ?1 and cell = 'ended' then count end), 0),
        coalesce(sum(case cell when 'ended' then -count else count end), 0)
    from rollup where dimension = 'partners.change' and length(period) = 7 and period <= ?1
)sql";

Result<PartnerFigures> partner_figures(store::Database& database, std::string const& month)
{
    auto const found = TRY(database.find(
        partner_sums,
        [](store::Row const& row) {
            return PartnerFigures { row.integer(0), row.integer(1), row.integer(2) };
        },
        month));
    return found.value_or(PartnerFigures {});
}

} // namespace reachline::hotline::statistics
