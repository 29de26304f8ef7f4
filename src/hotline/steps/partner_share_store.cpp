#include "hotline/steps/partner_share.hpp"

namespace reachline::hotline::steps {

namespace {

ShareRow share_of_row(store::Row const& row)
{
    return { .reference = row.string(0),
        .organization = row.id<Organization>(1),
        .step = row.id<Step>(2),
        .disclosure = row.id<Disclosure>(3),
        .shared_at = row.time(4) };
}

} // namespace

constexpr char insert_share[] = R"sql(
    insert into partner_share (reference, organization, step, disclosure, shared_at)
    values (?1, ?2, ?3, ?4, ?5)
)sql";

Done share(World& world, StepRow const& step)
{
    TRY(world.database.run(insert_share, world.random.hex(16), step.plan.recipient, step.id, step.disclosure, world.now()));
    return {};
}

constexpr char select_shares[] = R"sql(
    select reference, organization, step, disclosure, shared_at from partner_share
    where organization = ?1 order by shared_at desc, step desc
)sql";

Result<std::vector<ShareRow>> shares_of(World& world, Id<Organization> organization)
{
    return world.database.all(select_shares, share_of_row, organization);
}

constexpr char select_share[] = R"sql(
    select reference, organization, step, disclosure, shared_at from partner_share
    where organization = ?1 and reference = ?2
)sql";

Result<std::optional<ShareRow>> share_of(World& world, Id<Organization> organization, std::string_view reference)
{
    return world.database.find(select_share, share_of_row, organization, reference);
}

} // namespace reachline::hotline::steps
