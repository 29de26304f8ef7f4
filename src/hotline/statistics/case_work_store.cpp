#include "hotline/statistics/case_work_store.hpp"

namespace reachline::hotline::statistics {

constexpr char update_case_counted[] = R"sql(
    update case_file set counted = 1 where id = ?1 and counted = 0
)sql";
Result<bool> mark_counted(World& world, Id<Case> id)
{
    return TRY(world.database.run(update_case_counted, id)) == 1;
}

constexpr char update_step_counted[] = R"sql(
    update step set counted = 1 where id = ?1
)sql";
Done mark_counted(World& world, Id<Step> id)
{
    TRY(world.database.run(update_step_counted, id));
    return {};
}

// The condition of the index step_uncounted, word for word: else every beat would look at every step.
constexpr char select_uncounted_steps[] = R"sql(
    select id from step
    where counted = 0 and (sent_at is not null or kind = 'safety_plan')
    order by id limit 500
)sql";
Result<std::vector<Id<Step>>> uncounted_steps(World& world)
{
    return world.database.all(
        select_uncounted_steps, [](store::Row const& row) { return row.id<Step>(0); });
}

} // namespace reachline::hotline::statistics
